package io.quoin.session;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.InfoHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The register on disk: one file a torrent, named by its id, replaced as a whole so that a power
 * cut leaves the old one or the new one.
 *
 * <pre>
 * data/torrents/ID   what is wanted, see {@link RecordCodec}
 * data/records/ID    the resume record, storage's own
 * data/settings      what holds for all torrents, see {@link SettingsCodec}
 * </pre>
 *
 * Without a data directory nothing is remembered, and resume records are in {@code .quoin} beside
 * the torrents' files.
 */
final class RegisterFolder {

  static final int LARGEST = 32 << 20;
  private static final String SETTINGS = "settings";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");

  private final Optional<Path> data;

  private RegisterFolder(Optional<Path> data) {
    this.data = data;
  }

  static RegisterFolder in(Path data) {
    return new RegisterFolder(Optional.of(data));
  }

  static RegisterFolder none() {
    return new RegisterFolder(Optional.empty());
  }

  boolean remembers() {
    return data.isPresent();
  }

  /** Where storage keeps the resume record of a torrent. */
  Path record(TorrentId id, Path directory) {
    return data.map(dir -> dir.resolve("records"))
        .orElse(directory.resolve(".quoin"))
        .resolve(id.toString());
  }

  /** The torrents that are remembered. */
  List<TorrentId> list() throws IOException {
    if (data.isEmpty() || !Files.isDirectory(torrents())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(torrents())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> ID.matcher(name).matches())
          .sorted()
          .map(name -> new TorrentId(InfoHash.ofHex(name)))
          .toList();
    }
  }

  byte[] load(TorrentId id) throws IOException {
    Path file = torrents().resolve(id.toString());
    long size = Files.size(file);
    if (size > LARGEST) {
      throw new IOException(
          file + " has " + size + " bytes, more than a torrent's record can have");
    }
    return Files.readAllBytes(file);
  }

  void save(TorrentId id, byte[] record) throws IOException {
    replace(torrents(), id.toString(), record);
  }

  Optional<byte[]> loadSettings() throws IOException {
    if (data.isEmpty() || !Files.exists(data.get().resolve(SETTINGS))) {
      return Optional.empty();
    }
    return Optional.of(Files.readAllBytes(data.get().resolve(SETTINGS)));
  }

  void saveSettings(byte[] settings) throws IOException {
    replace(data.orElseThrow(), SETTINGS, settings);
  }

  /** Where files go unless somebody says otherwise. */
  Path downloads() {
    return data.orElse(Path.of("")).resolve("downloads").toAbsolutePath();
  }

  private static void replace(Path directory, String name, byte[] record) throws IOException {
    Files.createDirectories(directory);
    Path whole = directory.resolve(name);
    Path part = directory.resolve(name + ".part");
    try (FileChannel out = FileChannel.open(part, CREATE, WRITE, TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(record);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(directory);
  }

  void delete(TorrentId id) throws IOException {
    if (remembers() && Files.deleteIfExists(torrents().resolve(id.toString()))) {
      sync(torrents());
    }
  }

  private Path torrents() {
    return data.orElseThrow().resolve("torrents");
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
