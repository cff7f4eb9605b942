package io.quoin.control.rpc;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.quoin.api.control.Shutdown;
import io.quoin.api.session.SessionControl;
import io.quoin.api.session.SessionSettings;
import io.quoin.api.session.SessionTotals;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentState;
import io.quoin.control.rpc.RpcFault.Code;
import io.quoin.control.rpc.SessionFacts.Fact;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** Methods about the session as a whole. */
final class SessionMethods {

  private static final Name SIZE_BYTES = new Name("size-bytes", "size_bytes");
  private static final Name TOTAL_SIZE = new Name("total_size", "total_size");
  private static final Name IP_PROTOCOL = Name.of("ip_protocol");

  private final SessionControl session;
  private final SessionFields fields;
  private final Roots roots;
  private final Supplier<Optional<Shutdown>> shutdown;

  SessionMethods(SessionControl session, Roots roots, Supplier<Optional<Shutdown>> shutdown) {
    this.session = session;
    this.fields = new SessionFields(roots);
    this.roots = roots;
    this.shutdown = shutdown;
  }

  /** The methods by their newer names. */
  Map<String, Method> methods() {
    return Map.of(
        "session_get", this::get,
        "session_set", this::set,
        "session_stats", params -> this::stats,
        "session_close", this::close,
        "blocklist_update", this::updateBlockList,
        "port_test", this::testPort,
        "free_space", this::freeSpace,
        "group_get", this::groups,
        "group_set", this::setGroup);
  }

  // --- settings ---

  private Answer get(Params params) throws RpcFault {
    Optional<List<String>> asked = params.texts(Names.FIELDS);
    Optional<Set<String>> names = asked.map(Set::copyOf);
    SessionSettings settings = session.settings();
    return out -> {
      for (SessionFields.Field field : fields.all()) {
        if (isAsked(field.name(), names, out.dialect())) {
          out.name(field.name());
          write(field.value().apply(settings), out);
        }
      }
      for (Fact fact : SessionFacts.all(out.dialect())) {
        if (isAsked(fact.name(), names, out.dialect())) {
          out.name(fact.name());
          write(fact.value().apply(session), out);
        }
      }
    };
  }

  private static boolean isAsked(Name name, Optional<Set<String>> names, Dialect dialect) {
    return names.isEmpty() || names.get().contains(name.in(dialect));
  }

  private static void write(Object value, Out out) throws IOException {
    if (value instanceof Boolean flag) {
      out.json().value(flag);
    } else if (value instanceof Double number) {
      out.number(number);
    } else if (value instanceof Number number) {
      out.json().value(number);
    } else if (value instanceof List<?> list) {
      out.list(() -> TorrentFields.each(list, each -> write(each, out)));
    } else if (value instanceof Map<?, ?> object) {
      out.object(() -> members(object, out));
    } else {
      out.json().value(String.valueOf(value));
    }
  }

  private static void members(Map<?, ?> object, Out out) throws IOException {
    for (Map.Entry<?, ?> member : object.entrySet()) {
      out.name(Name.of(String.valueOf(member.getKey())));
      write(Objects.requireNonNull(member.getValue()), out);
    }
  }

  /** All or nothing: the first that is refused refuses the call. */
  private Answer set(Params params) throws RpcFault {
    for (String name : params.names()) {
      if (fields.named(name).isEmpty()) {
        refuseChange(name, params);
      }
    }
    changed(params, session.settings());
    Patience.await(() -> session.change(now -> changedThen(params, now)));
    return Answer.NOTHING;
  }

  private SessionSettings changed(Params params, SessionSettings now) throws RpcFault {
    SessionSettings changed = now;
    for (String name : params.names()) {
      Optional<SessionFields.Field> field = fields.named(name);
      if (field.isPresent()) {
        changed = field.get().change().of(changed, params, field.get().name());
      }
    }
    return changed;
  }

  /** From what holds by then: somebody else may have changed it meanwhile. */
  private SessionSettings changedThen(Params params, SessionSettings now) {
    try {
      return changed(params, now);
    } catch (RpcFault refused) {
      throw new IllegalArgumentException(refused.getMessage(), refused);
    }
  }

  /** Names that nobody knows are passed over, as Transmission does. */
  private void refuseChange(String name, Params params) throws RpcFault {
    Optional<Fact> fact = SessionFacts.named(name, params.dialect());
    if (fact.isEmpty()) {
      return;
    }
    Object now = fact.get().value().apply(session);
    Optional<JsonElement> wanted = params.get(fact.get().name());
    if (wanted.isPresent() && !isSame(wanted.get(), now)) {
      throw RpcFault.invalid("'" + name + "' is " + now + " and cannot be changed here");
    }
  }

  private static boolean isSame(JsonElement wanted, Object now) {
    if (wanted instanceof JsonPrimitive value && value.isBoolean()) {
      return now.equals(value.getAsBoolean());
    }
    if (wanted instanceof JsonPrimitive value && value.isNumber()) {
      return now instanceof Number number && number.doubleValue() == value.getAsDouble();
    }
    if (wanted instanceof JsonPrimitive text) {
      return now.equals(text.getAsString());
    }
    return wanted instanceof JsonArray list
        && now instanceof List<?> texts
        && StreamSupport.stream(list.spliterator(), false)
            .map(each -> each.isJsonPrimitive() ? each.getAsString() : "")
            .toList()
            .equals(texts);
  }

  // --- figures ---

  private void stats(Out out) throws IOException {
    List<TorrentSnapshot> torrents = session.torrents();
    long paused =
        torrents.stream()
            .filter(
                torrent ->
                    torrent.state() == TorrentState.PAUSED
                        || torrent.state() == TorrentState.HALTED)
            .count();
    out.put(Name.of("activeTorrentCount"), torrents.size() - paused)
        .put(Name.of("pausedTorrentCount"), paused)
        .put(Name.of("torrentCount"), torrents.size())
        .put(
            Name.of("downloadSpeed"),
            torrents.stream().mapToLong(TorrentSnapshot::downloadRate).sum())
        .put(
            Name.of("uploadSpeed"), torrents.stream().mapToLong(TorrentSnapshot::uploadRate).sum());
    out.name(Name.of("current-stats"));
    out.object(() -> totals(session.current(), out));
    out.name(Name.of("cumulative-stats"));
    out.object(() -> totals(session.total(), out));
  }

  private static void totals(SessionTotals totals, Out out) throws IOException {
    out.put(Name.of("uploadedBytes"), totals.sentBytes())
        .put(Name.of("downloadedBytes"), totals.receivedBytes())
        .put(Name.of("filesAdded"), totals.torrentsAdded())
        .put(Name.of("sessionCount"), totals.starts())
        .put(Name.of("secondsActive"), totals.seconds());
  }

  private Answer freeSpace(Params params) throws RpcFault {
    String text =
        params
            .text(Names.PATH)
            .orElseThrow(() -> RpcFault.invalid(params.called(Names.PATH) + " is missing"));
    Path directory = roots.allowed(text);
    try {
      FileStore store = Files.getFileStore(Roots.existing(directory));
      long free = store.getUsableSpace();
      long total = store.getTotalSpace();
      return out -> out.put(Names.PATH, text).put(SIZE_BYTES, free).put(TOTAL_SIZE, total);
    } catch (IOException unreadable) {
      throw new RpcFault(
          Code.SYSTEM_ERROR, "how much room there is at '" + directory + "' cannot be told");
    }
  }

  // --- what is decided elsewhere ---

  private Answer close(Params params) throws RpcFault {
    shutdown
        .get()
        .orElseThrow(
            () ->
                new RpcFault(
                    Code.SYSTEM_ERROR,
                    "this platform is part of another program, and ends with that"))
        .request();
    return Answer.NOTHING;
  }

  private Answer updateBlockList(Params params) throws RpcFault {
    throw new RpcFault(
        Code.SYSTEM_ERROR,
        "block lists are kept by plugins and read from files; put a new one where its plugin looks");
  }

  private Answer testPort(Params params) throws RpcFault {
    Optional<String> protocol = params.text(IP_PROTOCOL);
    if (protocol.filter(ip -> !ip.equals("ipv4") && !ip.equals("ipv6")).isPresent()) {
      throw RpcFault.invalid("invalid ip protocol string");
    }
    throw new RpcFault(
        Code.SYSTEM_ERROR,
        "nobody outside is asked whether the port is open; peers that are marked as incoming show"
            + " that it is");
  }

  private Answer groups(Params params) {
    return out -> {
      out.name(Names.GROUP);
      out.list(() -> {});
    };
  }

  private Answer setGroup(Params params) throws RpcFault {
    throw RpcFault.invalid(
        "there are no bandwidth groups; set limits of torrents or of the session instead");
  }
}
