package io.quoin.protocol;

import io.quoin.api.engine.SwarmSnapshot;
import io.quoin.api.engine.TorrentEvents;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.pieces.PieceStores;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.PieceMap;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.metainfo.Metainfo;
import io.quoin.protocol.swarm.SentBytes;
import io.quoin.protocol.swarm.Surroundings;
import io.quoin.protocol.swarm.Swarm;
import io.quoin.protocol.swarm.SwarmEvents;
import io.quoin.protocol.swarm.SwarmSettings;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A swarm on its loop, for callers on any thread. */
final class RunningTorrent {
  private static final Logger log = LoggerFactory.getLogger(RunningTorrent.class);
  private static final long REFRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final TorrentSite site;
  private final Swarm swarm;
  private volatile SwarmSnapshot snapshot;
  private volatile List<PeerSnapshot> peers = List.of();
  private boolean stopped;

  RunningTorrent(
      TorrentSite site,
      SwarmSettings settings,
      RandomGenerator random,
      RandomGenerator secrets,
      TorrentEvents events) {
    this.site = site;
    Surroundings world =
        new Surroundings(site.loop(), site.dialer(), random, site.clock(), secrets);
    this.swarm = new Swarm(settings, world, new Reports(events));
    this.snapshot = swarm.snapshot();
  }

  void start() {
    site.loop().execute(swarm::start);
  }

  TorrentEngine.Entrance entrance() {
    return new TorrentEngine.Entrance(swarm.handshake(), swarm::accepted);
  }

  void storageArrived(PieceStores stores) {
    site.loop().execute(() -> swarm.storageArrived(stores));
  }

  void storageGone() {
    site.loop().execute(swarm::storageGone);
  }

  void addPeers(Collection<InetSocketAddress> addresses) {
    List<InetSocketAddress> copy = List.copyOf(addresses);
    site.loop().execute(() -> swarm.addPeers(copy));
  }

  void limit(Limits limits) {
    site.loop().execute(() -> swarm.limit(limits));
  }

  void select(Selection selection) {
    site.loop()
        .execute(
            () -> {
              swarm.select(selection);
              refresh();
            });
  }

  void prefer(Priority priority) {
    site.loop().execute(() -> swarm.prefer(priority));
  }

  CompletionStage<PieceMap> pieces() {
    CompletableFuture<PieceMap> known = new CompletableFuture<>();
    site.loop().execute(() -> known.complete(swarm.pieces()));
    return known;
  }

  CompletionStage<Void> stop() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    site.loop()
        .execute(
            () -> {
              stopped = true;
              swarm.stop().whenComplete((nothing, fault) -> done.complete(null));
            });
    return done;
  }

  void traffic(Consumer<List<PeerTraffic>> result) {
    site.loop().execute(() -> result.accept(swarm.traffic()));
  }

  void newTraffic(Consumer<List<PeerTraffic>> result) {
    site.loop().execute(() -> result.accept(swarm.newTraffic()));
  }

  void standings(Consumer<List<PeerStanding>> result) {
    site.loop().execute(() -> result.accept(swarm.standings()));
  }

  void allocate(Map<IncentivePeer, PeerShare> shares, int freePercent, String extension) {
    site.loop().execute(() -> swarm.allocate(shares, freePercent, extension));
  }

  void raise(IncentivePeer peer, long sendUpTo, long requestUpTo) {
    site.loop().execute(() -> swarm.raise(peer, sendUpTo, requestUpTo));
  }

  void extensionsChanged() {
    site.loop().execute(swarm::extensionsChanged);
  }

  void onLoop(Runnable task) {
    site.loop().execute(task);
  }

  // --- how it is doing ---

  SwarmSnapshot snapshot() {
    return site.loop().inLoop() ? swarm.snapshot() : snapshot;
  }

  /** To be asked on the loop. */
  SentBytes sentBytes() {
    return swarm.sentBytes();
  }

  List<PeerSnapshot> peers() {
    return site.loop().inLoop() ? swarm.peers() : peers;
  }

  /** Keeps snapshots up to date for those who are not on the loop. */
  void keepSnapshots() {
    site.loop().execute(this::refreshAgain);
  }

  private void refreshAgain() {
    if (!stopped) {
      refresh();
      site.loop().after(REFRESH_NANOS, this::refreshAgain);
    }
  }

  private void refresh() {
    snapshot = swarm.snapshot();
    peers = swarm.peers();
  }

  /** Passes a swarm's reports on, with the snapshot brought up to date first. */
  private final class Reports implements SwarmEvents {
    private final TorrentEvents events;

    Reports(TorrentEvents events) {
      this.events = events;
    }

    @Override
    public void metadata(Metainfo metainfo) {
      refresh();
      events.metadata(metainfo);
    }

    @Override
    public void examined() {
      refresh();
      events.examined();
    }

    @Override
    public void completed() {
      refresh();
      events.completed();
    }

    @Override
    public void left(InetSocketAddress peer, String reason) {
      log.debug("{} left {}: {}", peer, swarm.id(), reason);
    }

    @Override
    public void halted(String reason) {
      refresh();
      events.halted(reason);
    }
  }
}
