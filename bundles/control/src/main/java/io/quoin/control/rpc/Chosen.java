package io.quoin.control.rpc;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.quoin.api.session.RegisteredTorrent;
import io.quoin.api.session.SessionControl;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.InfoHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The torrents that a call is about: all, those that it names, or those that were active lately.
 */
final class Chosen {

  /** How long something is recent. */
  static final Duration RECENT = Duration.ofSeconds(60);

  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{40}");

  private final SessionControl session;
  private final InstantSource clock;

  Chosen(SessionControl session, InstantSource clock) {
    this.session = session;
    this.clock = clock;
  }

  /** In the order they were added, or as they are named; those that are not there are left out. */
  List<TorrentId> of(Params params) throws RpcFault {
    Optional<JsonElement> ids = params.get(Names.IDS);
    if (ids.isEmpty()) {
      return session.ids();
    }
    if (isRecent(ids.get())) {
      return session.ids().stream().filter(this::active).toList();
    }
    Set<TorrentId> named = new LinkedHashSet<>();
    if (ids.get() instanceof JsonArray list) {
      for (JsonElement id : list) {
        one(id).ifPresent(named::add);
      }
    } else {
      one(ids.get()).ifPresent(named::add);
    }
    return List.copyOf(named);
  }

  static boolean isRecent(Params params) {
    return params.get(Names.IDS).filter(Chosen::isRecent).isPresent();
  }

  private static boolean isRecent(JsonElement ids) {
    return ids instanceof JsonPrimitive text
        && text.isString()
        && (text.getAsString().equals("recently-active")
            || text.getAsString().equals("recently_active"));
  }

  private Optional<TorrentId> one(JsonElement id) throws RpcFault {
    if (id instanceof JsonPrimitive text && text.isString()) {
      return HASH.matcher(text.getAsString()).matches()
          ? Optional.of(new TorrentId(InfoHash.ofHex(text.getAsString())))
              .filter(hash -> session.torrent(hash).isPresent())
          : Optional.empty();
    }
    OptionalLong number = Params.integer(id);
    if (number.isEmpty()) {
      throw RpcFault.invalid("an id is a number or the 40 digits of an info-hash");
    }
    return number.getAsLong() > 0 && number.getAsLong() <= Integer.MAX_VALUE
        ? session.numbered((int) number.getAsLong())
        : Optional.empty();
  }

  private boolean active(TorrentId id) {
    return session.registered(id).filter(this::active).isPresent();
  }

  private boolean active(RegisteredTorrent torrent) {
    Instant since = clock.instant().minus(RECENT);
    RegisteredTorrent.Times times = torrent.times();
    return Stream.of(
            Optional.of(times.added()),
            Optional.of(times.changed()),
            times.active(),
            times.started(),
            times.completed())
        .flatMap(Optional::stream)
        .anyMatch(time -> !time.isBefore(since));
  }
}
