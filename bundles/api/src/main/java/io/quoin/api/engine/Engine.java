package io.quoin.api.engine;

import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.PieceMap;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.api.torrent.TorrentId;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Moves the bytes of torrents between peers. Methods may be called from any thread and return at
 * once; torrents live on event loops behind them.
 */
@ProviderType
public interface Engine {

  /**
   * Starts a torrent. What becomes of it is told to the events, on one of the engine's threads, one
   * call at a time for a torrent.
   *
   * @param order what to do
   * @param events who is told
   * @throws IllegalArgumentException if a torrent with this id is running already
   * @throws EngineAway if the engine is stopping
   */
  void start(TorrentOrder order, TorrentEvents events);

  /**
   * Stops a torrent: closes its connections, writes what is verified and its record.
   *
   * @param id the torrent
   * @return completes when nothing of it is left; at once if it is not running
   */
  CompletionStage<Void> stop(TorrentId id);

  /**
   * Changes a running torrent's limits.
   *
   * @param id the torrent; ignored if it is not running
   * @param limits all of them
   */
  void limit(TorrentId id, Limits limits);

  /**
   * Changes the limits of all torrents together.
   *
   * @param limits all of them
   */
  void limit(Limits limits);

  /**
   * Changes what is fetched of a running torrent. If nothing that is wanted is missing then, {@link
   * TorrentEvents#completed} is told again.
   *
   * @param id the torrent; ignored if it is not running
   * @param selection all of it
   */
  void select(TorrentId id, Selection selection);

  /**
   * Changes whose bytes pass first where a rate is limited that torrents share.
   *
   * @param id the torrent; ignored if it is not running
   * @param priority from now on
   */
  void prefer(TorrentId id, Priority priority);

  /**
   * Gives a running torrent addresses to try.
   *
   * @param id the torrent; ignored if it is not running
   * @param peers addresses; those that don't fit the torrent's bounded list are dropped
   */
  void addPeers(TorrentId id, Collection<InetSocketAddress> peers);

  /**
   * How a running torrent is doing.
   *
   * @param id the torrent
   * @return its newest snapshot, at most half a second old; empty if it is not running
   */
  Optional<SwarmSnapshot> snapshot(TorrentId id);

  /**
   * A running torrent's connections.
   *
   * @param id the torrent
   * @return at most half a second old; none if it is not running
   */
  List<PeerSnapshot> peers(TorrentId id);

  /**
   * A running torrent's pieces.
   *
   * @param id the torrent
   * @return completes on one of the engine's threads; with {@link PieceMap#unknown} if it is not
   *     running
   */
  CompletionStage<PieceMap> pieces(TorrentId id);

  /**
   * The engine's listening addresses with their real ports.
   *
   * @return none if it does not listen
   */
  List<InetSocketAddress> listening();

  /**
   * Which incentive decides who is served first.
   *
   * @return its {@link io.quoin.api.incentive.IncentiveProvider#ID}; empty while that is tit for
   *     tat
   */
  Optional<String> incentive();

  /**
   * The id that this engine gives itself in the handshake (BEP 20).
   *
   * @return 20 bytes, a copy
   */
  byte[] peerId();
}
