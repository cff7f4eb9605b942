package io.quoin.storage.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.lease.Lease;
import io.quoin.api.lease.LeaseClosed;
import io.quoin.api.pieces.OpenMode;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.TorrentBuilder.Kind;
import io.quoin.storage.MemoryProvider;
import io.quoin.storage.Storage;
import io.quoin.storage.Torrent;
import io.quoin.storage.Torrents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadTest {

  private static final int MIB = 1 << 20;
  private static final int AHEAD = 256 << 10;
  private static final List<String> DATA = List.of("data.bin");

  private final byte[] content = Torrents.bytes(1, 8 * MIB);
  private final Metainfo metainfo = Torrents.single(Kind.V1, MIB, content);
  private final MemoryProvider memory = new MemoryProvider();
  private final Storage storage = new Storage().with(MemoryProvider.ID, memory);
  @TempDir private Path directory;

  @AfterEach
  void close() {
    memory.noTrouble();
    storage.close();
  }

  @Test
  void results_come_in_the_order_of_the_calls() throws Exception {
    Torrent torrent = seeding("a");
    CountDownLatch secondWasRead = new CountDownLatch(1);
    AtomicInteger reads = new AtomicInteger();
    memory.trouble(
        (call, path) -> {
          if (call.equals("read") && reads.getAndIncrement() == 0) {
            await(secondWasRead);
          } else if (call.equals("read")) {
            secondWasRead.countDown();
          }
        });
    List<Integer> order = new ArrayList<>();

    for (int piece = 0; piece < 4; piece++) {
      int number = piece;
      torrent.store().read(piece, 0, 1000, lease -> take(lease.orElseThrow(), order, number));
    }
    torrent.loop.until("all are read", () -> order.size() == 4);

    assertThat(order).containsExactly(0, 1, 2, 3);
  }

  @Test
  void reads_beyond_the_bound_are_refused_until_one_has_come_back() {
    Torrent torrent = seeding("a");
    List<Lease> leases = new ArrayList<>();
    int accepted = 0;
    while (torrent.store().read(0, 0, 100, lease -> leases.add(lease.orElseThrow()))) {
      accepted++;
    }

    assertThat(accepted).isEqualTo(Reads.MOST);
    torrent.loop.until("some have come back", () -> !leases.isEmpty());
    assertThat(torrent.store().read(0, 0, 100, lease -> leases.add(lease.orElseThrow()))).isTrue();
    torrent.loop.until("all come", () -> drain(leases) >= Reads.MOST + 1);
  }

  @Test
  void memory_lent_for_reads_is_bounded_and_others_go_on_when_it_comes_back() {
    Torrent first = seeding("a");
    Torrent second = seeding("b");
    List<Lease> leases = new ArrayList<>();
    List<Lease> others = new ArrayList<>();
    for (int i = 0; i < Reads.MOST; i++) {
      first.store().read(i % 8, 0, AHEAD, lease -> leases.add(lease.orElseThrow()));
    }
    second.store().read(3, 0, AHEAD, lease -> others.add(lease.orElseThrow()));
    first.loop.until("all memory is lent", () -> leases.size() == Storage.SMALL.readBuffers());
    second.loop.runFor(Storage.QUICK.linger());

    assertThat(storage.workshop().reads().lent()).isEqualTo(Storage.SMALL.readBuffers());
    assertThat(others).isEmpty();

    first.loop.until("the rest is read", () -> drain(leases) >= 0 && reachedSecond(second, others));
    assertThat(others.get(0).buffer().remaining()).isEqualTo(AHEAD);
    others.get(0).close();
    first.loop.until("all of it is read", () -> drain(leases) == Reads.MOST);
  }

  @Test
  void a_closed_lease_is_noticed_when_it_is_used() {
    Torrent torrent = seeding("a");
    List<Lease> leases = new ArrayList<>();
    torrent.store().read(1, 5, 20, lease -> leases.add(lease.orElseThrow()));
    torrent.loop.until("it is read", () -> !leases.isEmpty());
    Lease lease = leases.get(0);
    byte[] bytes = new byte[20];
    lease.buffer().get(bytes);

    lease.close();

    assertThat(bytes).isEqualTo(Arrays.copyOfRange(content, MIB + 5, MIB + 25));
    assertThatThrownBy(lease::buffer).isInstanceOf(LeaseClosed.class);
    assertThatThrownBy(lease::close).isInstanceOf(LeaseClosed.class);
    assertThat(storage.workshop().reads().lent()).isZero();
  }

  @Test
  void leases_of_reads_under_way_come_back_when_the_store_closes() {
    Torrent torrent = seeding("a");
    CountDownLatch letGo = new CountDownLatch(1);
    memory.trouble(
        (call, path) -> {
          if (call.equals("read")) {
            await(letGo);
          }
        });
    for (int i = 0; i < 20; i++) {
      torrent.store().read(0, 0, AHEAD, lease -> org.assertj.core.api.Assertions.fail("void"));
    }

    var closed = torrent.store().close().toCompletableFuture();
    letGo.countDown();
    torrent.loop.until("all is back", () -> storage.workshop().reads().lent() == 0);

    torrent.loop.until("it is closed", closed::isDone);
  }

  @Test
  void what_is_not_verified_or_outside_the_piece_is_not_read() {
    byte[] half = Torrents.bytes(2, 2 * MIB);
    Torrent torrent =
        storage
            .open(Torrents.single(Kind.V1, MIB, half), directory.resolve("h"), OpenMode.RESUME)
            .opened();
    torrent.bringPiece(half, 0);
    torrent.untilVerified(0);

    assertThatThrownBy(() -> torrent.store().read(1, 0, 1, lease -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> torrent.store().read(0, MIB - 1, 2, lease -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> torrent.store().read(0, 0, AHEAD + 1, lease -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private boolean reachedSecond(Torrent second, List<Lease> others) {
    second.loop.runAll();
    return !others.isEmpty();
  }

  private int drained;

  private int drain(List<Lease> leases) {
    drained += leases.size();
    leases.forEach(Lease::close);
    leases.clear();
    return drained;
  }

  private static void take(Lease lease, List<Integer> order, int number) {
    lease.close();
    order.add(number);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Torrent seeding(String name) {
    memory.put(DATA, content);
    Torrent torrent =
        storage.open(metainfo, MemoryProvider.ID, directory.resolve(name), OpenMode.TRUST).opened();
    return torrent.untilComplete();
  }
}
