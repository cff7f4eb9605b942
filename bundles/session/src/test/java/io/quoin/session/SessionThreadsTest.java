package io.quoin.session;

import static io.quoin.session.FakeEngine.seeding;
import static io.quoin.session.Torrents.torrent;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.peers.PeerSearch;
import io.quoin.api.peers.PeerSource;
import io.quoin.api.peers.SearchedTorrent;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.SessionException;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the threads of a running platform. */
@Timeout(60)
class SessionThreadsTest {

  private final SessionThreads threads = new SessionThreads();
  private final Lanes lanes = threads.lanes();

  @Test
  void a_lane_goes_on_after_a_task_that_throws() throws Exception {
    CountDownLatch done = new CountDownLatch(4);
    for (var lane : List.of(lanes.state(), lanes.calls(), lanes.disk(), lanes.removal())) {
      lane.execute(
          () -> {
            throw new IllegalStateException("on purpose");
          });
      lane.execute(done::countDown);
    }

    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    threads.close();
  }

  @Test
  void what_was_taken_is_done_after_closing_and_then_every_thread_ends() throws Exception {
    Set<Thread> used = ConcurrentHashMap.newKeySet();
    CountDownLatch done = new CountDownLatch(300);
    SerialLane serial = new SerialLane(lanes.calls());
    for (int i = 0; i < 100; i++) {
      for (var lane : List.of(lanes.state(), serial, lanes.disk())) {
        lane.execute(
            () -> {
              used.add(Thread.currentThread());
              done.countDown();
            });
      }
    }

    threads.close();

    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    for (Thread thread : used) {
      thread.join(20_000);
      assertThat(thread.isAlive()).isFalse();
      assertThat(thread.getName()).startsWith("quoin-session-");
    }
  }

  @Test
  void a_serial_lane_keeps_the_order_and_runs_one_at_a_time() throws Exception {
    SerialLane serial = new SerialLane(lanes.calls());
    List<Integer> order = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    for (int i = 0; i < 10_000; i++) {
      int number = i;
      serial.execute(() -> order.add(number));
    }
    serial.execute(done::countDown);

    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(order).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
    threads.close();
  }

  @Test
  void a_peer_source_that_hangs_holds_up_neither_the_session_nor_other_sources() throws Exception {
    SessionService session = session();
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch searched = new CountDownLatch(1);
    FakeEngine engine = new FakeEngine();
    session.bindEngine(engine);
    session.bindPeerSource(new HangingSource(hanging), Map.of(PeerSource.NAME, "hanging"));
    session.bindPeerSource(new CountingSource(searched), Map.of(PeerSource.NAME, "counting"));
    AddTorrent wish = AddTorrent.of(torrent(1), Path.of("downloads"));
    TorrentId id = session.add(wish);
    CompletableFuture<TorrentSnapshot> complete = session.completion(id).toCompletableFuture();

    boolean otherSearched = searched.await(20, TimeUnit.SECONDS);
    engine.shows(id, seeding(3000, 0, 3));
    engine.events.get(id).completed();

    assertThat(otherSearched).isTrue();
    assertThat(complete.get(20, TimeUnit.SECONDS).complete()).isTrue();
    hanging.countDown();
    session.close();
  }

  @Test
  void of_many_threads_that_add_the_same_torrent_one_succeeds() throws Exception {
    SessionService session = session();
    ExecutorService adders = Executors.newFixedThreadPool(8);
    List<CompletableFuture<Boolean>> added = new ArrayList<>();
    AddTorrent wish = AddTorrent.of(torrent(1), Path.of("downloads"));

    for (int i = 0; i < 64; i++) {
      added.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  session.add(wish);
                  return true;
                } catch (SessionException duplicate) {
                  return false;
                }
              },
              adders));
    }

    assertThat(added.stream().filter(CompletableFuture::join)).hasSize(1);
    adders.shutdown();
    session.close();
  }

  private SessionService session() {
    return new SessionService(lanes, InstantSource.system(), RegisterFolder.none(), threads::close);
  }

  /** Never returns from a search before it is told to. */
  private record HangingSource(CountDownLatch end) implements PeerSource {
    @Override
    public boolean allowsPrivate() {
      return true;
    }

    @Override
    public PeerSearch search(SearchedTorrent torrent) {
      try {
        end.await();
      } catch (InterruptedException over) {
        Thread.currentThread().interrupt();
      }
      throw new IllegalStateException("it took too long");
    }
  }

  /** Tells when it is asked. */
  private record CountingSource(CountDownLatch searched) implements PeerSource {
    @Override
    public boolean allowsPrivate() {
      return true;
    }

    @Override
    public PeerSearch search(SearchedTorrent torrent) {
      searched.countDown();
      throw new IllegalStateException("that was all");
    }
  }
}
