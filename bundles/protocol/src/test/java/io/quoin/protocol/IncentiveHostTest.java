package io.quoin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentiveException;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.torrent.TorrentId;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncentiveHostTest {

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final HandWatchdog watchdog = new HandWatchdog();
  private final IncentiveHost host =
      new IncentiveHost(
          new NoTorrents(), new ExtensionRegistry(() -> {}), 1, new ThreadedPlugins(watchdog));
  private final Incentives incentives = new Incentives("", host);

  @AfterEach
  void end() {
    incentives.end();
    watchdog.shutdown();
  }

  @Test
  void a_provider_that_went_is_not_held_on_to() throws Exception {
    WeakReference<IncentiveProvider> gone = offerAndTakeBack();

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!gone.refersTo(null) && System.nanoTime() < deadline) {
      System.gc();
    }

    assertThat(gone.get()).isNull();
  }

  /** In a frame of its own, so that the test's holds no provider afterwards. */
  private WeakReference<IncentiveProvider> offerAndTakeBack() throws Exception {
    IncentiveProvider provider = new Provider("first");
    incentives.add(provider, Map.of(IncentiveProvider.ID, "first"));
    assertThat(next()).isEqualTo("first opened");
    incentives.remove(provider);
    assertThat(next()).isEqualTo("first closed");
    return new WeakReference<>(provider);
  }

  @Test
  void the_mailbox_is_no_thread_of_the_plugin() throws Exception {
    ThreadGroup foreign = new ThreadGroup("plugin");
    Thread plugin =
        new Thread(
            foreign,
            () -> incentives.add(new Provider("first"), Map.of(IncentiveProvider.ID, "first")));

    plugin.start();

    assertThat(next()).isEqualTo("first opened");
    assertThat(foreign.activeCount()).as("threads that the plugin's thread has made").isZero();
  }

  @Test
  void a_policy_that_cannot_be_opened_leaves_the_one_before_at_work() throws Exception {
    incentives.add(new Provider("first"), Map.of(IncentiveProvider.ID, "first"));
    assertThat(next()).isEqualTo("first opened");

    incentives.add(
        (context, from) -> {
          throw new IncentiveException("not today");
        },
        Map.of(IncentiveProvider.ID, "broken", "service.ranking", 1));
    assertThat(next()).isEqualTo("first closed");
    assertThat(next()).isEqualTo("first opened");
    watchdog.fire();

    assertThat(events.poll(200, TimeUnit.MILLISECONDS)).as("what comes after that").isNull();
  }

  @Test
  void a_policy_whose_provider_went_is_not_opened_again() throws Exception {
    IncentiveProvider first = new Provider("first");
    incentives.add(first, Map.of(IncentiveProvider.ID, "first", "service.ranking", 2));
    assertThat(next()).isEqualTo("first opened");
    incentives.add(
        (context, from) -> {
          events.add("broken tried");
          throw new IncentiveException("not today");
        },
        Map.of(IncentiveProvider.ID, "broken"));

    incentives.remove(first);

    assertThat(next()).isEqualTo("first closed");
    assertThat(next()).isEqualTo("broken tried");
    assertThat(events.poll(200, TimeUnit.MILLISECONDS)).as("what comes after that").isNull();
  }

  private String next() throws InterruptedException {
    return events.poll(10, TimeUnit.SECONDS);
  }

  /** Opens policies that tell when they open and close. */
  private final class Provider implements IncentiveProvider {
    private final String name;

    Provider(String name) {
      this.name = name;
    }

    @Override
    public IncentivePolicy open(IncentiveContext context, Optional<HandOver> from) {
      context.after(Duration.ofHours(1), () -> events.add(name + " an hour later"));
      events.add(name + " opened");
      return new Policy(name);
    }
  }

  private final class Policy implements IncentivePolicy {
    private final String name;

    Policy(String name) {
      this.name = name;
    }

    @Override
    public void joined(IncentivePeer peer) {}

    @Override
    public void left(PeerTraffic last) {}

    @Override
    public void traffic(List<PeerTraffic> traffic) {}

    @Override
    public void round(List<PeerStanding> standings) {}

    @Override
    public void pieceFailed(TorrentId torrent, int piece, List<IncentivePeer> suppliers) {}

    @Override
    public void handshake(IncentivePeer peer, ByteBuffer value) {}

    @Override
    public void withdrawn(IncentivePeer peer) {}

    @Override
    public void received(PeerTraffic at, ByteBuffer payload) {}

    @Override
    public HandOver close() {
      events.add(name + " closed");
      return HandOver.NOTHING;
    }
  }

  /** Does at once what is to be done at once, and the rest when the test says so. */
  private static final class HandWatchdog extends ScheduledThreadPoolExecutor {
    private final BlockingQueue<Runnable> later = new LinkedBlockingQueue<>();

    HandWatchdog() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      if (delay > 0) {
        later.add(task);
        return super.schedule(() -> {}, 0, unit);
      }
      return super.schedule(task, delay, unit);
    }

    void fire() {
      for (Runnable task = later.poll(); task != null; task = later.poll()) {
        task.run();
      }
    }
  }

  private static final class NoTorrents implements IncentiveHost.Torrents {
    @Override
    public void traffic(Consumer<List<PeerTraffic>> result) {}

    @Override
    public void newTraffic(Consumer<List<PeerTraffic>> result) {}

    @Override
    public void standings(Consumer<List<PeerStanding>> result) {}

    @Override
    public void allocate(Allocation allocation, String extension) {}

    @Override
    public void raise(IncentivePeer peer, long sendUpTo, long requestUpTo) {}

    @Override
    public void onLoop(TorrentId torrent, Runnable task) {}
  }
}
