package io.quoin.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.metainfo.CreatedTorrent;
import io.quoin.metainfo.TorrentBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A file's content that need not be kept anywhere: a random mebibyte again and again, with each 16
 * KiB stamped so that no two of them are alike in any file. Thread-safe.
 */
final class Payload {

  static final int MIB = 1 << 20;
  private static final int CHUNK = 16 << 10;
  private static final ByteBuffer BASE = base();

  private final String name;
  private final long length;
  private final long seed;

  private static ByteBuffer base() {
    byte[] bytes = new byte[MIB];
    new SplittableRandom(1).nextBytes(bytes);
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  Payload(String name, long length) {
    this.name = name;
    this.length = length;
    this.seed = name.hashCode() * 0x9E3779B97F4A7C15L;
  }

  String name() {
    return name;
  }

  long length() {
    return length;
  }

  /** Fills the buffer with what begins at the position, as far as the content goes. */
  void fill(ByteBuffer into, long position) {
    int bytes = (int) Math.min(into.remaining(), Math.max(0, length - position));
    int start = into.position();
    for (int done = 0; done < bytes; ) {
      int at = (int) ((position + done) % MIB);
      int part = Math.min(bytes - done, MIB - at);
      into.put(start + done, BASE, at, part);
      done += part;
    }
    for (long chunk = position / CHUNK; chunk * CHUNK < position + bytes; chunk++) {
      stamp(into, start - position, chunk, position, position + bytes);
    }
    into.position(start + bytes);
  }

  private void stamp(ByteBuffer into, long shift, long chunk, long from, long to) {
    long word = (seed ^ chunk) * 0xBF58476D1CE4E5B9L;
    for (int i = 0; i < Long.BYTES; i++) {
      long at = chunk * CHUNK + i;
      if (at >= from && at < to) {
        into.put((int) (shift + at), (byte) (word >>> (8 * i)));
      }
    }
  }

  /** Whether these bytes are the ones that begin at the position. */
  boolean matches(ByteBuffer bytes, long position) {
    ByteBuffer right = ByteBuffer.allocate(bytes.remaining());
    fill(right, position);
    return right.flip().equals(bytes);
  }

  CreatedTorrent torrent(int pieceLength, URI... trackers) throws Exception {
    return TorrentBuilder.singleFile(TorrentBuilder.Kind.V1, name, length, Reader::new)
        .pieceLength(pieceLength)
        .trackers(List.of(List.of(trackers)))
        .build((done, total) -> {});
  }

  /** Fails unless the file is this content. */
  void assertIs(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      assertThat(channel.size()).as("length of %s", file).isEqualTo(length);
      ByteBuffer bytes = ByteBuffer.allocate(MIB);
      for (long position = 0; position < length; position += bytes.limit()) {
        channel.read(bytes.clear(), position);
        assertThat(matches(bytes.flip(), position))
            .as("right bytes in %s between %d and %d", file, position, position + bytes.limit())
            .isTrue();
      }
    }
  }

  private final class Reader implements ReadableByteChannel {
    private long position;

    @Override
    public int read(ByteBuffer into) {
      if (position >= length) {
        return -1;
      }
      int start = into.position();
      fill(into, position);
      position += into.position() - start;
      return into.position() - start;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
