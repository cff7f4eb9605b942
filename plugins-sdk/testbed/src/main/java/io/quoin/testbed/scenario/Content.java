package io.quoin.testbed.scenario;

import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import io.quoin.metainfo.TorrentBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;

/**
 * Bytes that are computed where they are needed instead of being kept: word {@code i} is a mix of
 * the seed and {@code i} (Steele, Lea and Flood's SplitMix, 2014). Thread-safe.
 */
final class Content {
  private static final long GAMMA = 0x9e37_79b9_7f4a_7c15L;

  private final long seed;
  private final long length;

  Content(long seed, long length) {
    this.seed = seed;
    this.length = length;
  }

  private long word(long index) {
    long z = seed + (index + 1) * GAMMA;
    z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return z ^ (z >>> 31);
  }

  /** Fills the rest of the buffer with the bytes from there on. */
  void read(long offset, ByteBuffer into) {
    into.order(ByteOrder.LITTLE_ENDIAN);
    long at = offset;
    while (into.hasRemaining()) {
      if ((at & 7) == 0 && into.remaining() >= Long.BYTES) {
        into.putLong(word(at >>> 3));
        at += Long.BYTES;
      } else {
        into.put((byte) (word(at >>> 3) >>> ((at & 7) * Byte.SIZE)));
        at++;
      }
    }
  }

  /** A torrent of it, hashed as any other. */
  Metainfo torrent(int pieceLength) {
    try {
      return TorrentBuilder.singleFile(
              TorrentBuilder.Kind.V1, "generated", length, () -> Channels.newChannel(new Stream()))
          .pieceLength(pieceLength)
          .build((done, total) -> {})
          .metainfo();
    } catch (IOException | MetainfoException e) {
      throw new IllegalArgumentException(
          "no torrent has " + length + " bytes in pieces of " + pieceLength, e);
    }
  }

  private final class Stream extends InputStream {
    private long at;

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int most) {
      int count = (int) Math.min(most, length - at);
      if (count <= 0) {
        return most == 0 ? 0 : -1;
      }
      Content.this.read(at, ByteBuffer.wrap(bytes, from, count));
      at += count;
      return count;
    }
  }
}
