package io.quoin.testbed.scenario;

import io.quoin.metainfo.Metainfo;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** One run over sockets. What is planned happens on a thread of its own. */
final class LoopbackRun implements Stage, AutoCloseable {
  private static final Duration ANNOUNCE_INTERVAL = Duration.ofMinutes(2);

  private final long beginning = System.nanoTime();
  private final ScheduledThreadPoolExecutor stage =
      new ScheduledThreadPoolExecutor(1, task -> daemon(task, "quoin-stage"));
  private final List<LoopbackPeer> peers = new ArrayList<>();

  LoopbackRun(Function<Stage, Scenario> script, Function<ScenarioPeer, String> hosts, long seed) {
    stage.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    Scenario scenario = script.apply(this);
    Content content = new Content(seed, scenario.bytes());
    Metainfo torrent = content.torrent(scenario.pieceLength());
    for (ScenarioPeer peer : scenario.peers()) {
      long own = 1000 * seed + peers.size() + 1;
      peers.add(new LoopbackPeer(peer, hosts.apply(peer), content, torrent, own, this::now, stage));
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    Duration begun = now();
    for (LoopbackPeer peer : peers) {
      at(begun.plus(peer.plan().arrival()), () -> arrive(peer));
    }
  }

  private void arrive(LoopbackPeer peer) {
    peer.arrive();
    introduce(peer);
  }

  /** Tells the peer of the others, as a tracker does. */
  private void introduce(LoopbackPeer peer) {
    List<InetSocketAddress> others = new ArrayList<>();
    for (LoopbackPeer other : peers) {
      if (other != peer && other.isHere()) {
        others.add(other.address());
      }
    }
    peer.learn(others);
    at(now().plus(ANNOUNCE_INTERVAL), () -> introduce(peer));
  }

  /** Waits until everybody is complete, or so long. */
  void await(Duration atMost) {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            peers.stream().map(LoopbackPeer::completed).toArray(CompletableFuture<?>[]::new));
    try {
      all.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // What there is by now is the result.
    } catch (ExecutionException e) {
      throw new IllegalStateException("a peer has halted", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  List<PeerOutcome> outcomes() {
    return peers.stream().map(LoopbackPeer::outcome).toList();
  }

  @Override
  public Duration now() {
    return Duration.ofNanos(System.nanoTime() - beginning);
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public void at(Duration moment, Runnable task) {
    long delay = Math.max(0, moment.minus(now()).toNanos());
    stage.schedule(task, delay, TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    stage.shutdownNow();
    peers.forEach(LoopbackPeer::close);
  }
}
