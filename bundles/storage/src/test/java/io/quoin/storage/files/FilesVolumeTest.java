package io.quoin.storage.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.storage.FileStamp;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageException.Code;
import io.quoin.api.storage.StorageFile;
import io.quoin.api.storage.StorageVolume;
import io.quoin.api.storage.StorageVolume.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesVolumeTest {

  @TempDir private Path temp;
  private Path root;
  private StorageVolume volume;

  @BeforeEach
  void open() throws Exception {
    root = temp.resolve("downloads");
    volume = new FilesProvider().open(root);
  }

  @Test
  void what_is_written_is_read_wherever_it_lies() throws Exception {
    try (StorageFile file = volume.open(List.of("a", "b", "c.bin"), Access.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 5_000_000_000L);
      file.sync();
      ByteBuffer read = ByteBuffer.allocate(10);

      assertThat(file.read(read, 4_999_999_999L)).isEqualTo(4);
      assertThat(read.array()).startsWith(0, 1, 2, 3);
      assertThat(file.length()).isEqualTo(5_000_000_003L);
    }
    assertThat(Files.size(root.resolve("a/b/c.bin"))).isEqualTo(5_000_000_003L);
  }

  @Test
  void a_file_that_is_to_be_read_is_not_made() {
    assertThatThrownBy(() -> volume.open(List.of("a", "b"), Access.READ))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.code()).isEqualTo(Code.MISSING))
        .hasMessageContaining(root.resolve("a/b").toString());
    assertThat(root).doesNotExist();
  }

  @Test
  void stamps_tell_length_and_time() throws Exception {
    Files.createDirectories(root);
    Files.write(root.resolve("x"), new byte[7]);

    Optional<FileStamp> stamp = volume.stamp(List.of("x"));

    assertThat(stamp.orElseThrow().length()).isEqualTo(7);
    assertThat(stamp.get().modified())
        .isEqualTo(Files.getLastModifiedTime(root.resolve("x")).toMillis());
    assertThat(volume.stamp(List.of("y", "z"))).isEmpty();
  }

  @Test
  void a_link_that_leads_out_is_not_followed() throws Exception {
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve("dir"), outside);
    Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));

    assertDenied(() -> volume.open(List.of("dir", "secret"), Access.READ));
    assertDenied(() -> volume.open(List.of("dir", "new"), Access.WRITE));
    assertDenied(() -> volume.open(List.of("dir", "deep", "new"), Access.WRITE));
    assertDenied(() -> volume.open(List.of("file"), Access.WRITE));
    assertDenied(() -> volume.stamp(List.of("file")));
    assertDenied(() -> volume.delete(List.of("dir", "secret")));
    assertThat(outside)
        .isDirectoryContaining("glob:**secret")
        .isDirectoryNotContaining("glob:**new");
    assertThat(outside.resolve("secret")).hasContent("secret");
  }

  @Test
  void a_link_within_the_directory_is_followed() throws Exception {
    Files.createDirectories(root.resolve("real"));
    Files.writeString(root.resolve("real/x"), "hello");
    Files.createSymbolicLink(root.resolve("dir"), Path.of("real"));
    Files.createSymbolicLink(root.resolve("file"), Path.of("real/x"));

    assertThat(read(List.of("dir", "x"))).isEqualTo("hello");
    assertThat(read(List.of("file"))).isEqualTo("hello");
  }

  @Test
  void the_directory_itself_may_be_a_link() throws Exception {
    Path disk = Files.createDirectories(temp.resolve("disk2"));
    Files.createSymbolicLink(root, disk);

    try (StorageFile file = volume.open(List.of("a", "x"), Access.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[3]), 0);
      file.sync();
    }

    assertThat(disk.resolve("a/x")).hasSize(3);
  }

  @Test
  void names_that_climb_out_are_refused() {
    assertDenied(() -> volume.open(List.of("..", "x"), Access.WRITE));
    assertDenied(() -> volume.open(List.of("a", "..", "..", "x"), Access.WRITE));
    assertDenied(() -> volume.open(List.of("/etc/passwd"), Access.READ));
    assertDenied(() -> volume.stamp(List.of()));
  }

  @Test
  void what_is_no_plain_file_is_not_opened() throws Exception {
    Files.createDirectories(root.resolve("dir"));

    assertDenied(() -> volume.open(List.of("dir"), Access.WRITE));
    assertDenied(() -> volume.stamp(List.of("dir")));
  }

  @Test
  void a_file_is_renamed_into_new_directories_and_empty_ones_go() throws Exception {
    write(List.of("a", "b", "x"));

    volume.rename(List.of("a", "b", "x"), List.of("c", "y"));

    assertThat(root.resolve("c/y")).hasContent("hello");
    assertThat(root.resolve("a")).doesNotExist();
  }

  @Test
  void nothing_is_renamed_over_something() throws Exception {
    write(List.of("x"));
    write(List.of("y"));

    assertThatThrownBy(() -> volume.rename(List.of("x"), List.of("y")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("something is there");
  }

  @Test
  void a_deleted_file_takes_empty_directories_with_it() throws Exception {
    write(List.of("a", "b", "x"));
    write(List.of("a", "y"));

    volume.delete(List.of("a", "b", "x"));
    volume.delete(List.of("a", "b", "x"));

    assertThat(root.resolve("a/b")).doesNotExist();
    assertThat(root.resolve("a/y")).exists();
  }

  @Test
  void links_and_executables_are_made() throws Exception {
    write(List.of("many", "bin", "run"));

    volume.link(List.of("many", "latest", "run"), List.of("many", "bin", "run"));
    volume.executable(List.of("many", "bin", "run"));

    assertThat(Files.readSymbolicLink(root.resolve("many/latest/run")))
        .isEqualTo(Path.of("../bin/run"));
    assertThat(root.resolve("many/latest/run")).hasContent("hello").isExecutable();
    assertDenied(() -> volume.link(List.of("l"), List.of("..", "etc")));
  }

  @Test
  void a_file_is_cut_and_grown() throws Exception {
    try (StorageFile file = volume.open(List.of("x"), Access.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), 0);
      file.length(2);
      file.length(5);
    }
    assertThat(root.resolve("x")).hasBinaryContent(new byte[] {1, 2, 0, 0, 0});
  }

  @Test
  void failures_are_told_apart() {
    assertThat(code(new IOException("No space left on device"))).isEqualTo(Code.FULL);
    assertThat(code(new FileSystemException("x", null, "No space left on device")))
        .isEqualTo(Code.FULL);
    assertThat(code(new IOException("Disk quota exceeded"))).isEqualTo(Code.FULL);
    assertThat(code(new FileSystemException("x", null, "Read-only file system")))
        .isEqualTo(Code.DENIED);
    assertThat(code(new AccessDeniedException("x"))).isEqualTo(Code.DENIED);
    assertThat(code(new NoSuchFileException("x"))).isEqualTo(Code.MISSING);
    assertThat(code(new IOException("Input/output error"))).isEqualTo(Code.IO);
    assertThat(code(new ClosedChannelException())).isEqualTo(Code.IO);
    assertThat(Failures.of("writing", Path.of("/x"), new IOException("No space left on device")))
        .hasMessageContaining("writing '/x'")
        .hasMessageContaining("make room");
  }

  private static Code code(IOException failure) {
    return Failures.of("writing", Path.of("x"), failure).code();
  }

  private interface Attempt {
    void run() throws StorageException;
  }

  private static void assertDenied(Attempt attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.code()).isEqualTo(Code.DENIED));
  }

  private void write(List<String> path) throws Exception {
    try (StorageFile file = volume.open(path, Access.WRITE)) {
      file.write(ByteBuffer.wrap("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII)), 0);
    }
  }

  private String read(List<String> path) throws Exception {
    try (StorageFile file = volume.open(path, Access.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(100);
      int length = file.read(bytes, 0);
      return new String(bytes.array(), 0, length, java.nio.charset.StandardCharsets.US_ASCII);
    }
  }
}
