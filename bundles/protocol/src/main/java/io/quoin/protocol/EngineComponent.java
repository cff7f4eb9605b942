package io.quoin.protocol;

import io.quoin.api.engine.Engine;
import io.quoin.api.engine.EngineAway;
import io.quoin.api.engine.SwarmSnapshot;
import io.quoin.api.engine.TorrentEvents;
import io.quoin.api.engine.TorrentOrder;
import io.quoin.api.extension.PeerExtension;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.pieces.PieceStores;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.InfoHash;
import io.quoin.protocol.net.Gate;
import io.quoin.protocol.swarm.PeerId;
import io.quoin.protocol.swarm.SwarmSettings;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** The engine: torrents on loops, and the storage, limits and incentive that they share. */
@Component(service = Engine.class, configurationPid = EngineComponent.PID)
@Designate(ocd = EngineSettings.class)
public final class EngineComponent implements Engine {
  static final String PID = "io.quoin.protocol";

  private static final String CLIENT_PREFIX = "-QN0100-";
  private static final long END_SECONDS = 2;

  private final Sockets sockets;
  private final long seed;
  private final SplittableRandom random;
  private final PeerId peerId;
  private final StorageHolder storage = new StorageHolder();
  private final Map<InfoHash, RunningTorrent> running = new ConcurrentHashMap<>();
  private final ExtensionRegistry extensions = new ExtensionRegistry(this::extensionsChanged);
  private final ExtensionPlugins extensionPlugins;
  private final Incentives incentives;
  private volatile boolean ending;

  /** Lets peers in. */
  @Activate
  public EngineComponent(EngineSettings settings, @Reference Sockets sockets) {
    this.sockets = sockets;
    seed = settings.seed();
    random = settings.seed() == 0 ? new SplittableRandom() : new SplittableRandom(settings.seed());
    peerId = PeerId.random(CLIENT_PREFIX, random);
    RunningTorrents torrents = new RunningTorrents(running);
    extensionPlugins = new ExtensionPlugins(extensions, torrents::onLoop);
    incentives =
        new Incentives(
            settings.incentive(),
            new IncentiveHost(torrents, extensions, random.nextLong(), sockets.loops().group()));
    sockets.letIn(this::destination);
  }

  /** Closes the torrents; stores are closed by their own threads. */
  @Deactivate
  void end() {
    ending = true;
    sockets.letNobodyIn();
    incentives.end();
    extensionPlugins.end();
    CompletableFuture<?>[] stops =
        running.values().stream()
            .map(torrent -> torrent.stop().toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    running.clear();
    Awaiting.atMost(CompletableFuture.allOf(stops), END_SECONDS);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindStores(PieceStores stores) {
    storage.arrived(stores);
    running.values().forEach(torrent -> torrent.storageArrived(stores));
  }

  void unbindStores(PieceStores stores) {
    if (storage.gone(stores)) {
      running.values().forEach(RunningTorrent::storageGone);
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindIncentive(IncentiveProvider provider, Map<String, Object> properties) {
    incentives.add(provider, properties);
  }

  void unbindIncentive(IncentiveProvider provider) {
    incentives.remove(provider);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindExtension(PeerExtension extension, Map<String, Object> properties) {
    extensionPlugins.add(extension, properties);
  }

  void unbindExtension(PeerExtension extension) {
    extensionPlugins.remove(extension);
  }

  private void extensionsChanged() {
    running.values().forEach(RunningTorrent::extensionsChanged);
  }

  private Optional<Gate.Destination> destination(InfoHash hash) {
    return Optional.ofNullable(running.get(hash)).map(RunningTorrent::destination);
  }

  @Override
  public void start(TorrentOrder order, TorrentEvents events) {
    if (ending) {
      throw new EngineAway();
    }
    LoopSite site = sockets.loops().next();
    SwarmSettings settings =
        new SwarmSettings(
            order, peerId, List.of(site.down()), List.of(site.up()), extensions, incentives.host());
    RunningTorrent torrent = new RunningTorrent(site, settings, split(), secrets(), events);
    if (running.putIfAbsent(order.id().hash(), torrent) != null) {
      throw new IllegalArgumentException("the torrent " + order.id() + " is running already");
    }
    torrent.start();
    storage.current().ifPresent(torrent::storageArrived);
  }

  /** What peers must not foresee: repeated only where everything is to be. */
  private RandomGenerator secrets() {
    return seed == 0 ? new SecureRandom() : split();
  }

  private SplittableRandom split() {
    synchronized (random) {
      return random.split();
    }
  }

  @Override
  public CompletionStage<Void> stop(TorrentId id) {
    RunningTorrent torrent = running.remove(id.hash());
    return torrent == null ? CompletableFuture.completedFuture(null) : torrent.stop();
  }

  @Override
  public void limit(TorrentId id, Limits limits) {
    find(id).ifPresent(torrent -> torrent.limit(limits));
  }

  @Override
  public void limit(Limits limits) {
    sockets.loops().limit(limits);
  }

  @Override
  public void addPeers(TorrentId id, Collection<InetSocketAddress> peers) {
    find(id).ifPresent(torrent -> torrent.addPeers(peers));
  }

  @Override
  public Optional<SwarmSnapshot> snapshot(TorrentId id) {
    return find(id).map(RunningTorrent::snapshot);
  }

  @Override
  public List<PeerSnapshot> peers(TorrentId id) {
    return find(id).map(RunningTorrent::peers).orElse(List.of());
  }

  private Optional<RunningTorrent> find(TorrentId id) {
    return Optional.ofNullable(running.get(id.hash()));
  }

  @Override
  public List<InetSocketAddress> listening() {
    return sockets.listening();
  }

  @Override
  public byte[] peerId() {
    return peerId.bytes();
  }
}
