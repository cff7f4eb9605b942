package io.quoin.testbed.scenario;

import io.quoin.api.engine.SwarmSnapshot;
import io.quoin.api.engine.TorrentEvents;
import io.quoin.api.engine.TorrentOrder;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.metainfo.Metainfo;
import io.quoin.protocol.EngineComponent;
import io.quoin.protocol.Sockets;
import io.quoin.protocol.net.Transport;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** A peer over sockets: an engine with one torrent, on a loop and a port of its own. */
final class LoopbackPeer implements AutoCloseable {
  private final ScenarioPeer plan;
  private final Metainfo torrent;
  private final Executor stage;
  private final Sockets sockets;
  private final EngineComponent engine;
  private final Progress progress;
  private final CompletableFuture<Void> completed = new CompletableFuture<>();

  private volatile boolean here;
  private volatile Optional<SwarmSnapshot> last = Optional.empty();

  /**
   * A peer that listens.
   *
   * @param host where
   * @param now the time of the run
   * @param stage runs what may wait
   */
  LoopbackPeer(
      ScenarioPeer plan,
      String host,
      Content content,
      Metainfo torrent,
      long seed,
      Supplier<Duration> now,
      Executor stage) {
    this.plan = plan;
    this.torrent = torrent;
    this.stage = stage;
    this.progress = new Progress(now);
    this.sockets = new Sockets(List.of(host + ":0"), 1, Transport.best());
    this.engine = new EngineComponent("", seed, sockets);
    engine.bindStores(new GeneratedStores(content, progress));
    if (plan.seed()) {
      completed.complete(null);
    }
  }

  ScenarioPeer plan() {
    return plan;
  }

  InetSocketAddress address() {
    return engine.listening().get(0);
  }

  boolean isHere() {
    return here;
  }

  /** Done once it has everything; failed if its torrent halts. */
  CompletableFuture<Void> completed() {
    return completed;
  }

  void arrive() {
    progress.arrived();
    plan.incentive()
        .ifPresent(
            incentive ->
                engine.bindIncentive(
                    incentive.provider(), Map.of(IncentiveProvider.ID, incentive.id())));
    TorrentOrder order =
        new TorrentOrder(
            new TorrentSource.Torrent(torrent),
            "generated",
            Path.of("."),
            Path.of("record"),
            plan.seed() ? OpenMode.TRUST : OpenMode.RESUME,
            plan.limits(),
            Selection.ALL,
            Priority.NORMAL,
            List.of());
    engine.start(order, new Torrent());
    here = true;
  }

  void learn(List<InetSocketAddress> others) {
    if (here) {
      engine.addPeers(id(), others);
    }
  }

  private TorrentId id() {
    return TorrentId.of(torrent.infoHashes());
  }

  private void leave() {
    last = engine.snapshot(id());
    here = false;
    engine.end();
  }

  PeerOutcome outcome() {
    return progress.outcome(plan, here ? engine.snapshot(id()) : last);
  }

  @Override
  public void close() {
    here = false;
    engine.end();
    sockets.end();
  }

  private final class Torrent implements TorrentEvents {
    @Override
    public void metadata(Metainfo metainfo) {
      // It was known.
    }

    @Override
    public void examined() {
      // A generated store knows what it has.
    }

    @Override
    public void completed() {
      if (!plan.seed()) {
        progress.completed();
        completed.complete(null);
        if (plan.leaves()) {
          stage.execute(LoopbackPeer.this::leave);
        }
      }
    }

    @Override
    public void halted(String reason) {
      completed.completeExceptionally(
          new IllegalStateException(plan.name() + " has halted: " + reason));
    }
  }
}
