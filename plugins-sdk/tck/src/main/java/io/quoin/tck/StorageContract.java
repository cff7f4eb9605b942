package io.quoin.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quoin.api.storage.FileStamp;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageFile;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.storage.StorageVolume;
import io.quoin.api.storage.StorageVolume.Access;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every {@link StorageProvider} keeps. Extend it in the plugin's tests, and say how the
 * provider is made and which place it may use. That what was synced outlives a power cut cannot be
 * seen from here; that it outlives the provider can.
 */
public abstract class StorageContract {

  private static final List<String> FILE = List.of("album", "disc 1", "track.bin");
  private static final List<String> OTHER = List.of("album", "disc 2", "renamed.bin");
  private static final int BLOCK = 16_384;
  private static final int WRITERS = 8;

  /** For whoever names an implementation. */
  protected StorageContract() {}

  /**
   * A provider as after a fresh start, which knows what those before it have kept.
   *
   * @return the implementation to check
   * @throws Exception if it cannot be made, which fails the check
   */
  protected abstract StorageProvider provider() throws Exception;

  /**
   * The place of a torrent's files: the same all through one check, and empty when it begins.
   *
   * @return what {@link StorageProvider#open} is given
   */
  protected abstract Path directory();

  /**
   * How long anything may take until it is said to hang, by the wall clock.
   *
   * @return a minute, unless overridden
   */
  protected Duration patience() {
    return Duration.ofMinutes(1);
  }

  /** What is done with a volume. */
  private interface Use {
    void of(StorageVolume volume) throws Exception;
  }

  private void with(Use use) {
    assertTimeoutPreemptively(
        patience(),
        () -> {
          try (StorageVolume volume = provider().open(directory())) {
            use.of(volume);
          }
        },
        "the storage hangs; its torrent would be halted");
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }

  private static void write(StorageVolume volume, List<String> path, byte[] bytes)
      throws StorageException {
    try (StorageFile file = volume.open(path, Access.WRITE)) {
      file.write(ByteBuffer.wrap(bytes), 0);
      file.sync();
    }
  }

  private static byte[] read(StorageVolume volume, List<String> path) throws StorageException {
    try (StorageFile file = volume.open(path, Access.READ)) {
      ByteBuffer into = ByteBuffer.allocate((int) file.length());
      file.read(into, 0);
      return Arrays.copyOf(into.array(), into.position());
    }
  }

  /** Whatever the buffer is: of the heap or not, a part of another, or one that is only read. */
  @Test
  protected final void reads_what_was_written() {
    with(
        volume -> {
          byte[] content = bytes(3 * BLOCK);
          ByteBuffer direct = ByteBuffer.allocateDirect(BLOCK).put(content, BLOCK, BLOCK).flip();
          try (StorageFile file = volume.open(FILE, Access.WRITE)) {
            file.write(ByteBuffer.wrap(content, 2 * BLOCK, BLOCK).slice(), 2 * BLOCK);
            file.write(ByteBuffer.wrap(content, 0, BLOCK).asReadOnlyBuffer(), 0);
            file.write(direct, BLOCK);
            assertEquals(0, direct.remaining(), "bytes of a write that were left over");
            assertEquals(3L * BLOCK, file.length(), "the length of what was written");
          }
          assertArrayEquals(content, read(volume, FILE), "what was written and then read");
        });
  }

  /** A read fills its buffer or ends where the file does, and says how much it read. */
  @Test
  protected final void a_read_ends_where_the_file_does() {
    with(
        volume -> {
          byte[] content = bytes(BLOCK);
          write(volume, FILE, content);
          try (StorageFile file = volume.open(FILE, Access.READ)) {
            ByteBuffer into = ByteBuffer.allocateDirect(BLOCK);
            assertEquals(100, file.read(into, BLOCK - 100), "bytes read across the end");
            assertEquals(100, into.position(), "position of the buffer after that");
            assertEquals(0, file.read(into, BLOCK), "bytes read at the end");
            assertEquals(0, file.read(into, 9L * BLOCK), "bytes read far behind the end");
          }
        });
  }

  /** What is not there is an error of its own kind where it is to be read, and none elsewhere. */
  @Test
  protected final void what_is_missing_is_said_to_be() {
    with(
        volume -> {
          StorageException missing =
              assertThrows(
                  StorageException.class,
                  () -> volume.open(FILE, Access.READ).close(),
                  "a file that is not there was opened to be read");
          assertEquals(StorageException.Code.MISSING, missing.code(), "the kind of the failure");
          assertEquals(Optional.empty(), volume.stamp(FILE), "the stamp of what is not there");
          volume.delete(FILE);
        });
  }

  /** A file that is made longer has zeros there, also where something else was before. */
  @Test
  protected final void a_file_is_cut_and_grows_with_zeros() {
    with(
        volume -> {
          byte[] content = bytes(BLOCK);
          write(volume, FILE, content);
          try (StorageFile file = volume.open(FILE, Access.WRITE)) {
            file.length(10);
            file.length(BLOCK);
          }
          byte[] expected = Arrays.copyOf(Arrays.copyOf(content, 10), BLOCK);
          assertArrayEquals(expected, read(volume, FILE), "a file that was cut and grew again");
        });
  }

  /** What was synced, by any handle, is there for a provider that comes after. */
  @Test
  protected final void what_was_synced_outlives_the_provider() {
    byte[] content = bytes(BLOCK + 1);
    with(
        volume -> {
          try (StorageFile file = volume.open(FILE, Access.WRITE)) {
            file.write(ByteBuffer.wrap(content), 0);
            try (StorageFile reading = volume.open(FILE, Access.READ)) {
              reading.sync();
            }
          }
        });
    with(
        volume ->
            assertArrayEquals(content, read(volume, FILE), "what was synced, by another provider"));
  }

  /** Ranges of one file are written and read by several threads at once. */
  @Test
  protected final void several_threads_write_and_read_at_once() {
    with(
        volume -> {
          byte[] content = bytes(WRITERS * BLOCK);
          ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
          try (StorageFile file = volume.open(FILE, Access.WRITE)) {
            List<Future<Boolean>> parts = new ArrayList<>();
            for (int part = 0; part < WRITERS; part++) {
              int from = part * BLOCK;
              parts.add(threads.submit(() -> isKept(file, content, from)));
            }
            for (Future<Boolean> part : parts) {
              assertTrue(part.get(), "a range was not what its only writer had written");
            }
          } finally {
            threads.shutdownNow();
          }
          assertArrayEquals(content, read(volume, FILE), "what several threads have written");
        });
  }

  /** Writes a range in small pieces, from its end, and reads each back. */
  private static boolean isKept(StorageFile file, byte[] content, int from)
      throws StorageException {
    int step = BLOCK / 64;
    for (int at = from + BLOCK - step; at >= from; at -= step) {
      file.write(ByteBuffer.wrap(content, at, step), at);
      ByteBuffer back = ByteBuffer.allocate(step);
      file.read(back, at);
      if (!back.flip().equals(ByteBuffer.wrap(content, at, step))) {
        return false;
      }
    }
    return true;
  }

  /** The stamp has the file's length. */
  @Test
  protected final void a_stamp_tells_the_length() {
    with(
        volume -> {
          write(volume, FILE, bytes(10));
          long before = volume.stamp(FILE).map(FileStamp::length).orElse(-1L);
          write(volume, FILE, bytes(20));
          long after = volume.stamp(FILE).map(FileStamp::length).orElse(-1L);

          assertEquals(List.of(10L, 20L), List.of(before, after), "lengths by the file's stamps");
        });
  }

  /** A file is renamed into a directory that is made for it, and deleted. */
  @Test
  protected final void a_file_is_renamed_and_deleted() {
    with(
        volume -> {
          byte[] content = bytes(BLOCK);
          write(volume, FILE, content);
          volume.rename(FILE, OTHER);
          assertEquals(Optional.empty(), volume.stamp(FILE), "the old name of a renamed file");
          assertArrayEquals(content, read(volume, OTHER), "what is in a renamed file");
          volume.delete(OTHER);
          assertEquals(Optional.empty(), volume.stamp(OTHER), "a file that was deleted");
        });
  }

  /** No thread is left when a volume has been closed. */
  @Test
  protected final void leaves_no_thread_behind() {
    Set<Thread> before = Patience.threads();
    with(volume -> write(volume, FILE, bytes(BLOCK)));
    assertTrue(
        Patience.onlyThese(before, patience().dividedBy(2)),
        () -> "threads that were not there before: " + Patience.beyond(before));
  }
}
