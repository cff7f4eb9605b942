package io.quoin.api.session;

import io.quoin.api.torrent.PieceMap;
import io.quoin.api.torrent.TorrentId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The session as those see it who manage it: with the settings of its torrents and its own, the
 * queue, and where data is. Registered as a service beside {@link Session}, by the same provider.
 * Every method may be called from any thread and returns without waiting for disk or network.
 */
@ProviderType
public interface SessionControl extends Session {

  // What is wanted of one.

  /**
   * Starts a torrent that was paused or halted, whether it is its turn or not.
   *
   * @param id the torrent
   * @throws SessionException {@code UNKNOWN} if there is no such torrent
   */
  void resumeNow(TorrentId id) throws SessionException;

  /**
   * Changes a torrent's settings. They are remembered like the torrent.
   *
   * @param id the torrent
   * @param change from those that hold; called once on a thread of the session's, must not wait
   * @return completes when they hold; exceptionally with a {@link SessionException} {@code
   *     OUT_OF_RANGE} if the change threw an {@link IllegalArgumentException}
   * @throws SessionException {@code UNKNOWN} if there is no such torrent
   */
  CompletionStage<Void> change(TorrentId id, UnaryOperator<TorrentSettings> change)
      throws SessionException;

  /**
   * Has all data of a torrent that is there examined anew; the snapshot says how far it is. It goes
   * on afterwards as it was. One whose metadata is not known is left alone.
   *
   * @param id the torrent
   * @return completes when it has been asked for
   * @throws SessionException {@code UNKNOWN} if there is no such torrent
   */
  CompletionStage<Void> verify(TorrentId id) throws SessionException;

  /**
   * Has a torrent's peer sources search now, as soon as each of them may. One that does not run is
   * left alone.
   *
   * @param id the torrent
   * @throws SessionException {@code UNKNOWN} if there is no such torrent
   */
  void searchAgain(TorrentId id) throws SessionException;

  /**
   * Changes where a torrent's files are. It stops meanwhile and goes on as it was.
   *
   * @param id the torrent
   * @param directory where they are to be
   * @param relocation whether they are moved there, or are there
   * @return completes when it is done; exceptionally with a {@link SessionException} {@code
   *     NOT_MOVED} if files could not be moved: those that were stay there, and the torrent is
   *     halted where it was
   * @throws SessionException {@code UNKNOWN} if there is no such torrent
   */
  CompletionStage<Void> relocate(TorrentId id, Path directory, Relocation relocation)
      throws SessionException;

  /** What happens to the files of a torrent whose directory changes. */
  enum Relocation {
    /** They are moved. */
    MOVE,
    /** Nothing: they are looked for at the new place. */
    POINT
  }

  /**
   * Moves torrents in the queue. Among each other they keep their order.
   *
   * @param ids the torrents; the session passes over those that it does not know
   * @param move where to
   * @return completes when they have their new places
   */
  CompletionStage<Void> moveInQueue(Collection<TorrentId> ids, QueueMove move);

  /** Ways to move in the queue. */
  enum QueueMove {
    /** Before all others. */
    TOP,
    /** Before the one before it. */
    UP,
    /** Behind the one behind it. */
    DOWN,
    /** Behind all others. */
    BOTTOM
  }

  /**
   * Gives a torrent a place in the queue.
   *
   * @param id the torrent
   * @param position 0 for the first; beyond the last it is the last
   * @return completes when it has its new place
   * @throws SessionException {@code UNKNOWN} if there is no such torrent
   */
  CompletionStage<Void> queueAt(TorrentId id, int position) throws SessionException;

  // How they are registered.

  /**
   * All torrents' ids.
   *
   * @return in the order they were added
   */
  List<TorrentId> ids();

  /**
   * All that is known of one torrent.
   *
   * @param id the torrent
   * @return empty if there is no such torrent
   */
  Optional<RegisteredTorrent> registered(TorrentId id);

  /**
   * The torrent with a number.
   *
   * @param number see {@link RegisteredTorrent#number}
   * @return empty if there is no such torrent
   */
  Optional<TorrentId> numbered(int number);

  /**
   * Numbers of torrents that were removed lately.
   *
   * @param within how long ago at most
   * @return the newest 1000 at most
   */
  List<Integer> removed(Duration within);

  /**
   * A torrent's pieces.
   *
   * @param id the torrent
   * @return completes with what is there now, or was when it last ran; with {@link
   *     PieceMap#unknown} if there is no such torrent
   */
  CompletionStage<PieceMap> pieces(TorrentId id);

  // What holds for all.

  /**
   * What holds for all torrents together.
   *
   * @return the settings
   */
  SessionSettings settings();

  /**
   * Changes what holds for all torrents together. It is remembered over restarts where the platform
   * has a data directory.
   *
   * @param change from what holds; called once on a thread of the session's, must not wait
   * @return completes when it holds; exceptionally with a {@link SessionException} {@code
   *     OUT_OF_RANGE} if the change threw an {@link IllegalArgumentException}
   */
  CompletionStage<Void> change(UnaryOperator<SessionSettings> change);

  /**
   * What was done since the platform started.
   *
   * @return counted once a second
   */
  SessionTotals current();

  /**
   * What was done since the data directory was made, up to now.
   *
   * @return counted once a second
   */
  SessionTotals total();
}
