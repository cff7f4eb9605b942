package io.quoin.protocol;

import io.quoin.api.engine.Engine;
import io.quoin.api.engine.SwarmSnapshot;
import io.quoin.api.engine.TorrentEvents;
import io.quoin.api.engine.TorrentOrder;
import io.quoin.api.extension.PeerExtension;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.pieces.PieceStores;
import io.quoin.api.plugin.PluginFaults;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.PieceMap;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.InfoHash;
import io.quoin.protocol.net.Gate;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** The engine on sockets. */
@Component(service = Engine.class, configurationPid = EngineComponent.PID)
@Designate(ocd = EngineSettings.class)
public final class EngineComponent implements Engine {
  static final String PID = "io.quoin.protocol";

  private static final long END_SECONDS = 2;

  private final Sockets sockets;
  private final Complaints complaints = new Complaints();
  private final TorrentEngine engine;
  private final Map<InfoHash, Gate.Destination> entrances = new ConcurrentHashMap<>();

  /** Lets peers in. */
  @Activate
  public EngineComponent(EngineSettings settings, @Reference Sockets sockets) {
    this(settings.incentive(), settings.seed(), sockets);
  }

  /**
   * Lets peers in; for those who put an engine on sockets without a container.
   *
   * @param incentive id of the incentive to use, as the setting has it
   * @param seed of all random choices, 0 to draw one
   */
  public EngineComponent(String incentive, long seed, Sockets sockets) {
    this.sockets = sockets;
    engine =
        new TorrentEngine(
            incentive,
            seed == 0 ? new SplittableRandom() : new SplittableRandom(seed),
            seed == 0 ? new SecureRandom() : new Random(seed),
            new ThreadedPlugins(sockets.loops().group(), complaints));
    sockets.letIn(hash -> Optional.ofNullable(entrances.get(hash)));
  }

  /** Another incentive may be wanted; connections stay. */
  @Modified
  void changed(EngineSettings settings) {
    engine.useIncentive(settings.incentive());
  }

  /** Closes the torrents; stores are closed by their own threads. */
  @Deactivate
  public void end() {
    sockets.letNobodyIn();
    Awaiting.atMost(engine.end(), END_SECONDS);
  }

  /** Storage is there. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindStores(PieceStores stores) {
    engine.addStores(stores);
  }

  /** Storage is gone. */
  public void unbindStores(PieceStores stores) {
    engine.removeStores(stores);
  }

  /** An incentive is there. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindIncentive(IncentiveProvider provider, Map<String, Object> properties) {
    engine.addIncentive(provider, properties);
  }

  /** Its ranking may be another. */
  void updatedIncentive(IncentiveProvider provider, Map<String, Object> properties) {
    engine.addIncentive(provider, properties);
  }

  /** An incentive is gone. */
  public void unbindIncentive(IncentiveProvider provider) {
    engine.removeIncentive(provider);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindExtension(PeerExtension extension, Map<String, Object> properties) {
    engine.addExtension(extension, properties);
  }

  void unbindExtension(PeerExtension extension) {
    engine.removeExtension(extension);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindFaults(PluginFaults faults) {
    complaints.came(faults);
  }

  void unbindFaults(PluginFaults faults) {
    complaints.left(faults);
  }

  @Override
  public void start(TorrentOrder order, TorrentEvents events) {
    LoopSite site = sockets.loops().next();
    TorrentEngine.Entrance entrance = engine.start(order, events, site.forTorrent());
    engine.keepSnapshots(order.id());
    entrances.put(
        order.id().hash(), new Gate.Destination(site.loop(), entrance.ours(), entrance.accepted()));
  }

  @Override
  public CompletionStage<Void> stop(TorrentId id) {
    entrances.remove(id.hash());
    return engine.stop(id);
  }

  @Override
  public void limit(TorrentId id, Limits limits) {
    engine.limit(id, limits);
  }

  @Override
  public void limit(Limits limits) {
    sockets.loops().limit(limits);
  }

  @Override
  public void select(TorrentId id, Selection selection) {
    engine.select(id, selection);
  }

  @Override
  public void prefer(TorrentId id, Priority priority) {
    engine.prefer(id, priority);
  }

  @Override
  public CompletionStage<PieceMap> pieces(TorrentId id) {
    return engine.pieces(id);
  }

  @Override
  public void addPeers(TorrentId id, Collection<InetSocketAddress> peers) {
    engine.addPeers(id, peers);
  }

  @Override
  public Optional<SwarmSnapshot> snapshot(TorrentId id) {
    return engine.snapshot(id);
  }

  @Override
  public List<PeerSnapshot> peers(TorrentId id) {
    return engine.peers(id);
  }

  @Override
  public List<InetSocketAddress> listening() {
    return sockets.listening();
  }

  @Override
  public Optional<String> incentive() {
    return engine.incentive();
  }

  @Override
  public byte[] peerId() {
    return engine.peerId().bytes();
  }
}
