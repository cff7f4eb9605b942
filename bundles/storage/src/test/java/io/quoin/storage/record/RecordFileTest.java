package io.quoin.storage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.storage.StorageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordFileTest {

  private static final byte[] OLD = "the old record".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NEW = "the new record, longer".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path directory;

  static IntStream steps() {
    return IntStream.rangeClosed(0, NEW.length + 3);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void a_power_cut_at_any_step_leaves_the_old_or_the_new_record(int step) throws Exception {
    Path file = directory.resolve("record");
    try (RecordFile record = RecordFile.open(file, Disk.REAL).orElseThrow()) {
      record.write(OLD);
    }
    RecordFile interrupted = RecordFile.open(file, new DyingDisk(step)).orElseThrow();

    boolean written = tryToWrite(interrupted);
    interrupted.close();

    try (RecordFile after = RecordFile.open(file, Disk.REAL).orElseThrow()) {
      byte[] found = after.read().orElseThrow();
      assertThat(found).isIn(OLD, NEW);
      assertThat(written && found.length == OLD.length).isFalse();
      after.write(NEW);
      assertThat(after.read()).contains(NEW);
    }
  }

  @Test
  void a_failed_write_says_which_record() throws Exception {
    RecordFile record = RecordFile.open(directory.resolve("record"), new DyingDisk(0)).get();

    assertThatThrownBy(() -> record.write(NEW))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(directory.resolve("record").toString());
    record.close();
  }

  @Test
  void one_at_a_time_has_the_record() throws Exception {
    Path file = directory.resolve("deep/record");
    RecordFile first = RecordFile.open(file, Disk.REAL).orElseThrow();

    Optional<RecordFile> second = RecordFile.open(file, Disk.REAL);
    first.close();
    Optional<RecordFile> third = RecordFile.open(file, Disk.REAL);

    assertThat(second).isEmpty();
    assertThat(third).isPresent();
    third.get().close();
    assertThat(directory.resolve("deep")).isEmptyDirectory();
  }

  /** What another process does. */
  static final class Other {
    private Other() {}

    public static void main(String[] arguments) throws Exception {
      System.exit(RecordFile.open(Path.of(arguments[0]), Disk.REAL).isPresent() ? 10 : 11);
    }
  }

  private static int inAnotherProcess(Path file) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Other.class.getName(),
            file.toString())
        .inheritIO()
        .start()
        .waitFor();
  }

  @Test
  void another_process_has_to_wait_for_the_record() throws Exception {
    Path file = directory.resolve("record");
    RecordFile here = RecordFile.open(file, Disk.REAL).orElseThrow();

    int meanwhile = inAnotherProcess(file);
    here.close();
    int after = inAnotherProcess(file);

    assertThat(meanwhile).isEqualTo(11);
    assertThat(after).isEqualTo(10);
  }

  @Test
  void another_process_cannot_have_the_record_before_it_is_closed() throws Exception {
    Path file = directory.resolve("record");
    RecordFile here = RecordFile.open(file, Disk.REAL).orElseThrow();

    String during = openElsewhere(file);
    here.close();
    String after = openElsewhere(file);

    assertThat(during).isEqualTo("in use");
    assertThat(after).isEqualTo("free");
    assertThat(directory).isEmptyDirectory();
  }

  /** What another virtual machine finds. */
  private static String openElsewhere(Path file) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Elsewhere.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader()) {
      return out.readLine();
    } finally {
      process.waitFor();
    }
  }

  /** The other virtual machine. */
  static final class Elsewhere {

    private Elsewhere() {}

    public static void main(String[] arguments) throws Exception {
      Optional<RecordFile> record = RecordFile.open(Path.of(arguments[0]), Disk.REAL);
      System.out.println(record.isPresent() ? "free" : "in use");
      if (record.isPresent()) {
        record.get().close();
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_directory_that_cannot_be_made_is_named() {
    assertThatThrownBy(() -> RecordFile.open(Path.of("/proc/no/record"), Disk.REAL))
        .isInstanceOfSatisfying(
            StorageException.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageException.Code.DENIED))
        .hasMessageContaining("'/proc/no/record'")
        .hasMessageContaining("no directory can be made there");
  }

  @Test
  void a_record_that_is_not_there_is_nothing() throws Exception {
    try (RecordFile record = RecordFile.open(directory.resolve("record"), Disk.REAL).get()) {
      assertThat(record.read()).isEmpty();
    }
  }

  @Test
  void a_file_that_is_longer_than_any_record_is_nothing() throws Exception {
    Path file = directory.resolve("record");
    try (RandomAccessFile endless = new RandomAccessFile(file.toFile(), "rw")) {
      endless.setLength(1L << 33);
    }

    try (RecordFile record = RecordFile.open(file, Disk.REAL).orElseThrow()) {
      assertThat(record.read()).isEmpty();
    }
  }

  private static boolean tryToWrite(RecordFile record) {
    try {
      record.write(NEW);
      return true;
    } catch (StorageException cut) {
      return false;
    }
  }

  /** Loses power after some steps: each byte of a file is one, and so are rename and sync. */
  private static final class DyingDisk implements Disk {
    private int left;

    DyingDisk(int steps) {
      left = steps;
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
      int part = Math.min(left, bytes.length);
      left -= part;
      Files.write(file, java.util.Arrays.copyOf(bytes, part));
      if (part < bytes.length) {
        throw new IOException("power cut");
      }
      step();
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      step();
      Disk.REAL.rename(from, to);
    }

    @Override
    public void sync(Path dir) throws IOException {
      step();
    }

    private void step() throws IOException {
      if (left-- <= 0) {
        throw new IOException("power cut");
      }
    }
  }
}
