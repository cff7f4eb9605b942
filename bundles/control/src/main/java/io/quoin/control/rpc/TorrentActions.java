package io.quoin.control.rpc;

import io.quoin.api.session.Session.Removal;
import io.quoin.api.session.SessionControl;
import io.quoin.api.session.SessionControl.QueueMove;
import io.quoin.api.session.SessionControl.Relocation;
import io.quoin.api.session.SessionException;
import io.quoin.api.torrent.TorrentId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Methods that do something with torrents and have nothing to say but that it is done. */
final class TorrentActions {

  private static final Name DELETE = Name.of("delete-local-data");
  private static final Name MOVE = Name.of("move");

  /** How long a move may hold up its answer; it goes on after that. */
  private static final Duration MOVED_AT_ONCE = Duration.ofSeconds(1);

  private static final Duration DELETED_AT_ONCE = Duration.ofSeconds(5);

  private final SessionControl session;
  private final Chosen chosen;
  private final Roots roots;

  TorrentActions(SessionControl session, InstantSource clock, Roots roots) {
    this.session = session;
    this.chosen = new Chosen(session, clock);
    this.roots = roots;
  }

  /** The methods by their newer names. */
  Map<String, Method> methods() {
    return Map.ofEntries(
        Map.entry("torrent_start", each(id -> effective(session::resume, id))),
        Map.entry("torrent_start_now", each(id -> effective(session::resumeNow, id))),
        Map.entry("torrent_stop", each(id -> effective(session::pause, id))),
        Map.entry("torrent_verify", each(session::verify)),
        Map.entry("torrent_reannounce", each(id -> effective(session::searchAgain, id))),
        Map.entry("torrent_remove", this::remove),
        Map.entry("torrent_set_location", this::relocate),
        Map.entry("torrent_rename_path", this::rename),
        Map.entry("queue_move_top", queue(QueueMove.TOP)),
        Map.entry("queue_move_up", queue(QueueMove.UP)),
        Map.entry("queue_move_down", queue(QueueMove.DOWN)),
        Map.entry("queue_move_bottom", queue(QueueMove.BOTTOM)));
  }

  /** Does something with one torrent. */
  @FunctionalInterface
  private interface Action {
    CompletionStage<Void> on(TorrentId id) throws SessionException;
  }

  /** Tells the session something that it does soon. */
  @FunctionalInterface
  private interface Order {
    void to(TorrentId id) throws SessionException;
  }

  /** Orders are followed one after the other: a change of nothing is done when this one is. */
  private CompletionStage<Void> effective(Order order, TorrentId id) throws SessionException {
    order.to(id);
    return session.change(now -> now);
  }

  /** All are begun before the first is waited for. One that is gone meanwhile is left out. */
  private Method each(Action action) {
    return params -> {
      await(begin(chosen.of(params), action), Patience.SHORT);
      return Answer.NOTHING;
    };
  }

  private static List<CompletionStage<Void>> begin(List<TorrentId> ids, Action action)
      throws RpcFault {
    List<CompletionStage<Void>> begun = new ArrayList<>();
    for (TorrentId id : ids) {
      try {
        begun.add(action.on(id));
      } catch (SessionException refused) {
        if (refused.code() != SessionException.Code.UNKNOWN) {
          throw Patience.fault(refused);
        }
      }
    }
    return begun;
  }

  private static void await(List<CompletionStage<Void>> begun, Duration atMost) throws RpcFault {
    Patience.await(all(begun), atMost);
  }

  /** What fails soon is told; what takes long goes on, and the torrent says how it went. */
  private static void look(List<CompletionStage<Void>> begun, Duration atMost) throws RpcFault {
    CompletableFuture<Void> looked =
        all(begun).completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS);
    Patience.await(looked, atMost.plus(Patience.SHORT));
  }

  /** Each is copied: to give up waiting ends nothing. */
  private static CompletableFuture<Void> all(List<CompletionStage<Void>> begun) {
    return CompletableFuture.allOf(
        begun.stream()
            .map(each -> each.toCompletableFuture().copy())
            .toArray(CompletableFuture<?>[]::new));
  }

  private Answer remove(Params params) throws RpcFault {
    boolean data = params.flag(DELETE).orElse(false);
    Removal removal = data ? Removal.DELETE_DATA : Removal.FORGET;
    look(begin(chosen.of(params), id -> session.remove(id, removal)), DELETED_AT_ONCE);
    return Answer.NOTHING;
  }

  private Answer relocate(Params params) throws RpcFault {
    Path directory =
        roots.allowed(
            params
                .text(Names.LOCATION)
                .orElseThrow(
                    () -> RpcFault.invalid(params.called(Names.LOCATION) + " is missing")));
    Relocation how = params.flag(MOVE).orElse(false) ? Relocation.MOVE : Relocation.POINT;
    look(begin(chosen.of(params), id -> session.relocate(id, directory, how)), MOVED_AT_ONCE);
    return Answer.NOTHING;
  }

  private Answer rename(Params params) throws RpcFault {
    throw RpcFault.invalid(
        "files of a torrent keep the names that it gives them; they cannot be renamed");
  }

  private Method queue(QueueMove move) {
    return params -> {
      List<TorrentId> ids = chosen.of(params);
      Patience.await(() -> session.moveInQueue(ids, move));
      return Answer.NOTHING;
    };
  }
}
