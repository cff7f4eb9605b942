package io.quoin.metainfo;

import java.nio.ByteBuffer;

/** A bencoded integer of at most 64 bits. */
public final class BInteger implements BValue {

  private final long value;
  private final byte[] source;
  private final int start;
  private final int end;

  private BInteger(long value, byte[] source, int start, int end) {
    this.value = value;
    this.source = source;
    this.start = start;
    this.end = end;
  }

  static BInteger decoded(long value, byte[] source, int start, int end) {
    return new BInteger(value, source, start, end);
  }

  /**
   * Builds an integer.
   *
   * @param value any value
   * @return the integer
   */
  public static BInteger of(long value) {
    return new BInteger(value, new byte[0], 0, 0);
  }

  /**
   * The number.
   *
   * @return any value
   */
  public long value() {
    return value;
  }

  @Override
  public ByteBuffer raw() {
    return end > start
        ? RawSpan.view(source, start, end)
        : ByteBuffer.wrap(Bencode.encode(this)).asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BInteger that && that.value == value;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
