package io.quoin.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.health.HealthStatus;
import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.Sample;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.pieces.PieceMemory;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.TorrentBuilder.Kind;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageNumbersTest {

  private static final int MIB = 1 << 20;

  private final byte[] content = Torrents.bytes(1, 3 * MIB);
  private final Metainfo metainfo = Torrents.single(Kind.V1, MIB, content);
  private final MemoryProvider memory = new MemoryProvider();
  private final Storage storage = new Storage().with(MemoryProvider.ID, memory);
  private final StorageNumbers numbers = new StorageNumbers(storage.workshop());
  private final CountDownLatch letGo = new CountDownLatch(1);
  @TempDir private Path directory;

  @AfterEach
  void close() {
    letGo.countDown();
    storage.close();
  }

  @Test
  void what_was_written_and_read_is_counted_and_the_queues_are_empty_again() {
    Torrent torrent = storage.open(metainfo, directory, OpenMode.RESUME).opened();
    torrent.bringAll(content);
    torrent.untilComplete();
    double before = value("read");

    torrent.read(0, 0, 16 << 10);

    assertThat(value("written")).isEqualTo(3 * MIB);
    assertThat(value("read")).isGreaterThanOrEqualTo(before + (16 << 10));
    assertThat(value("open_files")).isEqualTo(1);
    torrent.close();
    assertThat(metric("queue").samples())
        .extracting(sample -> sample.labels().get("crew"))
        .containsExactly("lane0", "readers", "checkers");
    torrent.loop.until(
        "nothing waits",
        () -> metric("queue").samples().stream().allMatch(sample -> sample.value() == 0));
  }

  @Test
  void what_is_hashed_and_written_waits_in_its_lane_while_a_write_hangs() {
    memory.trouble(this::hang);
    Torrent torrent =
        storage.open(metainfo, MemoryProvider.ID, directory, OpenMode.RESUME).opened();
    torrent.bringAll(content);

    torrent.loop.until("jobs wait", () -> metric("queue").samples().get(0).value() > 0);
    torrent.loop.until("a thread is stuck", () -> value("stuck_threads") > 0);

    assertThat(numbers.check().status()).isEqualTo(HealthStatus.WARNING);
    torrent.untilBroken();
    assertThat(metric("faults").samples()).contains(Sample.of(1, "reason", "hangs"));
    letGo.countDown();
    torrent.loop.until("it is back", () -> value("stuck_threads") == 0);
    assertThat(numbers.check().status()).isEqualTo(HealthStatus.OK);
  }

  private void hang(String doing, Object path) {
    if (doing.equals("write")) {
      try {
        letGo.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private double value(String name) {
    return metric(name).samples().get(0).value();
  }

  private Metric metric(String name) {
    return numbers.metrics(new PieceMemory.Usage(1, 0, 0)).stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
