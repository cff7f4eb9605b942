package io.quoin.api.session;

import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.SourceStatus;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All torrents of this platform: what is wanted of them and how they are doing. Every method may be
 * called from any thread and returns without waiting for disk or network.
 */
@ProviderType
public interface Session {

  /**
   * Registers a torrent and starts it unless it is to be paused. It is remembered over restarts
   * where the platform has a data directory.
   *
   * @param wish what and where
   * @return its id
   * @throws SessionException {@code DUPLICATE} if it is registered already, {@code FULL} if there
   *     are too many
   */
  TorrentId add(AddTorrent wish) throws SessionException;

  /**
   * Forgets a torrent. Its connections close; its data and resume record go only if asked for.
   *
   * @param id the torrent
   * @param removal what else goes
   * @return completes when it is stopped and whatever was to go is gone
   * @throws SessionException {@code UNKNOWN} if there is no such torrent
   */
  CompletionStage<Void> remove(TorrentId id, Removal removal) throws SessionException;

  /** What goes with a torrent that is removed. */
  enum Removal {
    /** Data and resume record stay. */
    KEEP_DATA,
    /** The resume record goes. */
    FORGET,
    /** The resume record and every file of the torrent go. */
    DELETE_DATA
  }

  /**
   * Stops a torrent until it is resumed.
   *
   * @param id the torrent
   * @return completes when its record is on disk
   * @throws SessionException {@code UNKNOWN} if there is no such torrent
   */
  CompletionStage<Void> pause(TorrentId id) throws SessionException;

  /**
   * Starts a torrent that was paused or halted.
   *
   * @param id the torrent
   * @throws SessionException {@code UNKNOWN} if there is no such torrent
   */
  void resume(TorrentId id) throws SessionException;

  /**
   * Changes a torrent's limits, effective at once.
   *
   * @param id the torrent
   * @param limits all of them
   * @throws SessionException {@code UNKNOWN} if there is no such torrent
   */
  void limit(TorrentId id, Limits limits) throws SessionException;

  /**
   * Changes the limits of all torrents together, effective at once.
   *
   * @param limits all of them
   */
  void limit(Limits limits);

  /**
   * Gives a torrent addresses to try.
   *
   * @param id the torrent
   * @param peers addresses; beyond the first 1000 they are dropped
   * @throws SessionException {@code UNKNOWN} if there is no such torrent
   */
  void addPeers(TorrentId id, Collection<InetSocketAddress> peers) throws SessionException;

  /**
   * How one torrent is doing.
   *
   * @param id the torrent
   * @return empty if there is no such torrent
   */
  Optional<TorrentSnapshot> torrent(TorrentId id);

  /**
   * How all torrents are doing.
   *
   * @return in the order they were added
   */
  List<TorrentSnapshot> torrents();

  /**
   * A torrent's connections.
   *
   * @param id the torrent
   * @return none if there is no such torrent or the engine is away
   */
  List<PeerSnapshot> peers(TorrentId id);

  /**
   * What peer sources say of a torrent: who was found, who does not answer.
   *
   * @param id the torrent
   * @return the newest of each way, at most 64 of a source; none if there is no such torrent or
   *     nothing searches for it now
   */
  List<SourceStatus> sources(TorrentId id);

  /**
   * Where peers can connect to.
   *
   * @return bound addresses with their real ports; none while the engine is away
   */
  List<InetSocketAddress> listening();

  /**
   * Tells when a torrent is complete: every byte verified, written, synced and recorded.
   *
   * @param id the torrent
   * @return completes with the snapshot then; exceptionally with a {@link SessionException} if the
   *     torrent is removed or halted first
   * @throws SessionException {@code UNKNOWN} if there is no such torrent
   */
  CompletionStage<TorrentSnapshot> completion(TorrentId id) throws SessionException;
}
