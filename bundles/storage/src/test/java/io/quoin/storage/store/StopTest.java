package io.quoin.storage.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.pieces.OpenMode;
import io.quoin.api.pieces.StoreFault;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.TorrentBuilder.Kind;
import io.quoin.storage.MemoryProvider;
import io.quoin.storage.Storage;
import io.quoin.storage.Torrent;
import io.quoin.storage.Torrents;
import io.quoin.storage.record.Disk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it looks at the threads of the whole process")
class StopTest {

  private static final int MIB = 1 << 20;

  private final byte[] content = Torrents.bytes(1, 4 * MIB);
  private final Metainfo metainfo = Torrents.single(Kind.V1, MIB, content);
  @TempDir private Path directory;

  @Test
  void stopping_tells_the_torrents_and_the_next_start_finds_what_was_verified() {
    Storage first = new Storage();
    Torrent torrent = first.open(metainfo, directory, OpenMode.RESUME).opened();
    torrent.bringPiece(content, 1);
    torrent.untilVerified(1);

    first.close();
    torrent.loop.runAll();

    assertThat(torrent.told.fault.code()).isEqualTo(StoreFault.Code.AWAY);
    try (Storage second = new Storage()) {
      Torrent again = second.open(metainfo, directory, OpenMode.RESUME).opened();
      assertThat(again.told.verifiedAtOpen.stream()).containsExactly(1);
      assertThat(again.told.checking).isEmpty();
    }
  }

  @Test
  void verified_pieces_that_linger_are_written_at_the_stop() {
    Timing patient =
        new Timing(
            Storage.QUICK.recordEvery(),
            Storage.QUICK.recordBytes(),
            Duration.ofHours(1),
            Storage.QUICK.stop(),
            Storage.QUICK.patience());
    Metainfo small = Torrents.single(Kind.V1, 16384, content);
    Storage first = new Storage(Storage.SMALL, patient, Disk.REAL);
    Torrent torrent = first.open(small, directory, OpenMode.RESUME).opened();
    torrent.reserved(9, 0);
    torrent.bring(content, 8, 0);

    first.close();

    try (Storage second = new Storage()) {
      Torrent again = second.open(small, directory, OpenMode.RESUME).opened();
      assertThat(again.told.verifiedAtOpen.stream()).containsExactly(8);
    }
  }

  @Test
  void every_thread_is_gone_after_the_stop() {
    Set<Thread> before = storageThreads();
    Storage storage = new Storage();
    Torrent torrent = storage.open(metainfo, directory, OpenMode.RESUME).opened();
    torrent.bringAll(content);
    torrent.untilComplete();
    torrent.read(0, 0, 100);
    int during = storageThreads().size();

    storage.close();

    assertThat(during).isGreaterThan(before.size());
    assertThat(storageThreads()).isEqualTo(before);
  }

  @Test
  void stopping_does_not_wait_for_a_provider_that_hangs_and_lets_go_when_it_returns() {
    MemoryProvider memory = new MemoryProvider();
    CountDownLatch hanging = new CountDownLatch(1);
    Timing hurried =
        new Timing(
            Storage.QUICK.recordEvery(),
            Storage.QUICK.recordBytes(),
            Storage.QUICK.linger(),
            Duration.ofMillis(500),
            Storage.QUICK.patience());
    Storage storage =
        new Storage(Storage.SMALL, hurried, Disk.REAL).with(MemoryProvider.ID, memory);
    Torrent torrent =
        storage.open(metainfo, MemoryProvider.ID, directory, OpenMode.RESUME).opened();
    CountDownLatch inWrite = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    memory.trouble(
        (call, path) -> {
          if (call.equals("write")) {
            inWrite.countDown();
            hang(hanging);
          } else if (call.equals("close volume")) {
            closed.countDown();
          }
        });
    torrent.bringPiece(content, 0);
    torrent.loop.until("the call hangs", () -> inWrite.getCount() == 0);

    long start = System.nanoTime();
    storage.close();
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(took).isLessThan(Duration.ofSeconds(10));
    assertThat(closed.getCount()).as("the volume is still in use").isOne();
    hanging.countDown();
    torrent.loop.until("the volume is closed", () -> closed.getCount() == 0);
    torrent.loop.until("the record is let go", () -> !Files.exists(lock()));
  }

  @Test
  void a_store_that_is_opened_while_storage_stops_is_told() {
    Storage storage = new Storage();
    storage.close();

    Torrent late = storage.open(metainfo, directory, OpenMode.RESUME);
    late.untilBroken();

    assertThat(late.told.fault.code()).isEqualTo(StoreFault.Code.AWAY);
  }

  private Path lock() {
    return directory.resolve(".quoin/" + metainfo.infoHashes().handshake().hex() + ".lock");
  }

  private static void hang(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("storage threads are never interrupted", e);
    }
  }

  private static Set<Thread> storageThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("quoin-storage"))
        .collect(Collectors.toSet());
  }

  /** Names that a person finds in a thread dump. */
  @Test
  void threads_have_names_that_say_what_they_do() {
    try (Storage storage = new Storage()) {
      Torrent torrent = storage.open(metainfo, directory, OpenMode.RESUME).opened();
      torrent.bringAll(content);
      torrent.untilComplete();
      torrent.read(0, 0, 100);

      List<String> names = storageThreads().stream().map(Thread::getName).toList();
      assertThat(names)
          .contains("quoin-storage-lane-0", "quoin-storage-desk-0", "quoin-storage-read-0")
          .contains("quoin-storage-keeper");
    }
  }
}
