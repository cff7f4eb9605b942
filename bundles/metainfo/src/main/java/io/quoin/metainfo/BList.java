package io.quoin.metainfo;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;

/** A bencoded list. */
public final class BList implements BValue, Iterable<BValue> {

  private final List<BValue> values;
  private final byte[] source;
  private final int start;
  private final int end;

  private BList(List<BValue> values, byte[] source, int start, int end) {
    this.values = values;
    this.source = source;
    this.start = start;
    this.end = end;
  }

  static BList decoded(List<BValue> values, byte[] source, int start, int end) {
    return new BList(List.copyOf(values), source, start, end);
  }

  /**
   * Builds a list.
   *
   * @param values its members, copied
   * @return the list
   */
  public static BList of(List<? extends BValue> values) {
    return new BList(List.copyOf(values), new byte[0], 0, 0);
  }

  /**
   * Builds a list.
   *
   * @param values its members, copied
   * @return the list
   */
  public static BList of(BValue... values) {
    return new BList(List.of(values), new byte[0], 0, 0);
  }

  /**
   * The members in their order.
   *
   * @return an unmodifiable list
   */
  public List<BValue> values() {
    return values;
  }

  @Override
  public Iterator<BValue> iterator() {
    return values.iterator();
  }

  @Override
  public ByteBuffer raw() {
    return end > start
        ? RawSpan.view(source, start, end)
        : ByteBuffer.wrap(Bencode.encode(this)).asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BList that && that.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
