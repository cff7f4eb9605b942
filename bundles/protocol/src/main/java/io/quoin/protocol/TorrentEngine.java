package io.quoin.protocol;

import io.quoin.api.engine.EngineAway;
import io.quoin.api.engine.SwarmSnapshot;
import io.quoin.api.engine.TorrentEvents;
import io.quoin.api.engine.TorrentOrder;
import io.quoin.api.extension.PeerExtension;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.pieces.PieceStores;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.PieceMap;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.InfoHash;
import io.quoin.protocol.swarm.Handshake;
import io.quoin.protocol.swarm.Link;
import io.quoin.protocol.swarm.PeerId;
import io.quoin.protocol.swarm.SentBytes;
import io.quoin.protocol.swarm.SwarmSettings;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * All of an engine that is not sockets: torrents at work, and the storage, the incentive and the
 * extensions that they share. The component puts it on sockets; a simulated network, which is the
 * reason why this type is public, puts it on a virtual clock and links of its own. Thread-safe.
 *
 * <p>Torrents, plugins and time come from where it is put: {@link TorrentSite} and {@link
 * PluginSite}. With surroundings that are repeatable all that happens here is: nothing depends on a
 * thread, the system's clock or unseeded randomness.
 */
public final class TorrentEngine {
  private static final String CLIENT_PREFIX = "-QN0100-";

  private final SplittableRandom random;
  private final RandomGenerator secrets;
  private final PeerId peerId;
  private final StorageHolder storage = new StorageHolder();
  private final Map<InfoHash, RunningTorrent> running = new ConcurrentHashMap<>();
  private final ExtensionRegistry extensions = new ExtensionRegistry(this::extensionsChanged);
  private final ExtensionPlugins extensionPlugins;
  private final Incentives incentives;
  private volatile boolean ending;

  /**
   * How peers get to a torrent.
   *
   * @param ours the handshake to answer with
   * @param accepted takes a connection that is for the torrent, with the handshake that came; to be
   *     called on the torrent's loop
   */
  public record Entrance(Handshake ours, BiConsumer<Link, Handshake> accepted) {}

  /**
   * An engine without torrents.
   *
   * @param incentive id of the incentive to use; empty for the one of the highest service ranking,
   *     {@code none} for none
   * @param random its randomness; it gets its peer id from there
   * @param plugins what plugins run on
   */
  public TorrentEngine(String incentive, SplittableRandom random, PluginSite plugins) {
    this(incentive, random, new Random(random.nextLong()), plugins);
  }

  /**
   * An engine without torrents.
   *
   * @param secrets what peers must not be able to foresee; drawn on all loops
   */
  TorrentEngine(
      String incentive, SplittableRandom random, RandomGenerator secrets, PluginSite plugins) {
    this.random = random;
    this.secrets = secrets;
    peerId = PeerId.random(CLIENT_PREFIX, random);
    RunningTorrents torrents = new RunningTorrents(running);
    extensionPlugins = new ExtensionPlugins(extensions, torrents::onLoop, plugins);
    incentives =
        new Incentives(
            incentive, new IncentiveHost(torrents, extensions, random.nextLong(), plugins));
  }

  /**
   * Closes the torrents and takes no more; stores are closed by their own threads.
   *
   * @return completes when all stores are closed
   */
  public CompletionStage<Void> end() {
    ending = true;
    incentives.end();
    extensionPlugins.end();
    CompletableFuture<?>[] stops =
        running.values().stream()
            .map(torrent -> torrent.stop().toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    running.clear();
    return CompletableFuture.allOf(stops);
  }

  // --- what comes and goes ---

  /** Storage is there. */
  public void addStores(PieceStores stores) {
    storage.arrived(stores);
    running.values().forEach(torrent -> torrent.storageArrived(stores));
  }

  /** Storage is gone; torrents wait if nothing took its place. */
  public void removeStores(PieceStores stores) {
    if (storage.gone(stores)) {
      running.values().forEach(RunningTorrent::storageGone);
    }
  }

  /**
   * From now on this incentive is used.
   *
   * @param incentive its id; empty for the one of the highest service ranking, {@code none} for
   *     none
   */
  public void useIncentive(String incentive) {
    incentives.use(incentive);
  }

  /** The id of the incentive that is at work; empty if that is tit for tat. */
  public Optional<String> incentive() {
    return incentives.host().atWork();
  }

  /**
   * An incentive is there, or its properties have changed.
   *
   * @param properties of its service, {@link IncentiveProvider#ID} first of all
   */
  public void addIncentive(IncentiveProvider provider, Map<String, Object> properties) {
    incentives.add(provider, properties);
  }

  /** An incentive is gone. */
  public void removeIncentive(IncentiveProvider provider) {
    incentives.remove(provider);
  }

  /**
   * An extension is there.
   *
   * @param properties of its service, {@link PeerExtension#NAME} first of all
   */
  public void addExtension(PeerExtension extension, Map<String, Object> properties) {
    extensionPlugins.add(extension, properties);
  }

  /** An extension is gone. */
  public void removeExtension(PeerExtension extension) {
    extensionPlugins.remove(extension);
  }

  private void extensionsChanged() {
    running.values().forEach(RunningTorrent::extensionsChanged);
  }

  // --- torrents ---

  /**
   * Starts a torrent.
   *
   * @return how peers get to it
   * @throws EngineAway if the engine is ending
   * @throws IllegalArgumentException if the torrent is running already
   */
  public Entrance start(TorrentOrder order, TorrentEvents events, TorrentSite site) {
    if (ending) {
      throw new EngineAway();
    }
    SwarmSettings settings =
        new SwarmSettings(
            order, peerId, site.downloads(), site.uploads(), extensions, incentives.host());
    RunningTorrent torrent = new RunningTorrent(site, settings, split(), secrets, events);
    if (running.putIfAbsent(order.id().hash(), torrent) != null) {
      throw new IllegalArgumentException("the torrent " + order.id() + " is running already");
    }
    torrent.start();
    storage.current().ifPresent(torrent::storageArrived);
    return torrent.entrance();
  }

  private SplittableRandom split() {
    synchronized (random) {
      return random.split();
    }
  }

  /**
   * Stops a torrent, if it is running.
   *
   * @return completes when its store is closed
   */
  public CompletionStage<Void> stop(TorrentId id) {
    RunningTorrent torrent = running.remove(id.hash());
    return torrent == null ? CompletableFuture.completedFuture(null) : torrent.stop();
  }

  /** Changes a torrent's limits. */
  public void limit(TorrentId id, Limits limits) {
    find(id).ifPresent(torrent -> torrent.limit(limits));
  }

  /** Changes what is fetched of a torrent. */
  public void select(TorrentId id, Selection selection) {
    find(id).ifPresent(torrent -> torrent.select(selection));
  }

  /** Changes whose bytes pass first under limits that torrents share. */
  public void prefer(TorrentId id, Priority priority) {
    find(id).ifPresent(torrent -> torrent.prefer(priority));
  }

  /** A torrent's pieces; unknown if it is not running. */
  public CompletionStage<PieceMap> pieces(TorrentId id) {
    return find(id)
        .map(RunningTorrent::pieces)
        .orElseGet(() -> CompletableFuture.completedFuture(PieceMap.unknown()));
  }

  /** Gives a torrent addresses to try. */
  public void addPeers(TorrentId id, Collection<InetSocketAddress> peers) {
    find(id).ifPresent(torrent -> torrent.addPeers(peers));
  }

  /** From now on its snapshots are kept up to date for callers that are not on its loop. */
  void keepSnapshots(TorrentId id) {
    find(id).ifPresent(RunningTorrent::keepSnapshots);
  }

  /** How a torrent is doing, if it is running: now, if asked on its loop. */
  public Optional<SwarmSnapshot> snapshot(TorrentId id) {
    return find(id).map(RunningTorrent::snapshot);
  }

  /** How a torrent's connections are doing: now, if asked on its loop. */
  public List<PeerSnapshot> peers(TorrentId id) {
    return find(id).map(RunningTorrent::peers).orElse(List.of());
  }

  /** What a torrent has sent, if it is running; to be asked on its loop. */
  public Optional<SentBytes> sentBytes(TorrentId id) {
    return find(id).map(RunningTorrent::sentBytes);
  }

  private Optional<RunningTorrent> find(TorrentId id) {
    return Optional.ofNullable(running.get(id.hash()));
  }

  /** What it says it is, to peers. */
  public PeerId peerId() {
    return peerId;
  }
}
