package io.quoin.metainfo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A bencoded byte string. It need not be text; whoever wants text says how malformed bytes are to
 * be treated. Ordered as BEP 3 orders keys: byte by byte, unsigned.
 */
public final class BString implements BValue, Comparable<BString> {

  private final byte[] source;
  private final int rawStart;
  private final int start;
  private final int end;

  private BString(byte[] source, int rawStart, int start, int end) {
    this.source = source;
    this.rawStart = rawStart;
    this.start = start;
    this.end = end;
  }

  static BString decoded(byte[] source, int rawStart, int start, int end) {
    return new BString(source, rawStart, start, end);
  }

  /**
   * Builds a string of bytes.
   *
   * @param bytes the content, copied
   * @return the string
   */
  public static BString of(byte[] bytes) {
    return new BString(bytes.clone(), 0, 0, bytes.length);
  }

  /**
   * Builds a string of text.
   *
   * @param text the content, written as UTF-8
   * @return the string
   */
  public static BString of(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return new BString(bytes, 0, 0, bytes.length);
  }

  /**
   * The length of the content.
   *
   * @return bytes, 0 or more
   */
  public int length() {
    return end - start;
  }

  /**
   * The content, shared.
   *
   * @return a new read-only buffer
   */
  public ByteBuffer bytes() {
    return RawSpan.view(source, start, end);
  }

  /**
   * The content, copied.
   *
   * @return a new array
   */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(source, start, end);
  }

  /**
   * The content as text, if it is well-formed UTF-8.
   *
   * @return the text, or nothing
   */
  public Optional<String> text() {
    try {
      return Optional.of(UTF_8.newDecoder().decode(bytes()).toString());
    } catch (CharacterCodingException malformed) {
      return Optional.empty();
    }
  }

  /**
   * Whether the content is this text.
   *
   * @param text what it is compared with, as UTF-8
   * @return true if every byte is the same
   */
  public boolean is(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return Arrays.equals(source, start, end, bytes, 0, bytes.length);
  }

  void writeTo(ByteArrayOutputStream out) {
    out.write(source, start, end - start);
  }

  @Override
  public ByteBuffer raw() {
    return rawStart < start
        ? RawSpan.view(source, rawStart, end)
        : ByteBuffer.wrap(Bencode.encode(this)).asReadOnlyBuffer();
  }

  @Override
  public int compareTo(BString other) {
    return Arrays.compareUnsigned(source, start, end, other.source, other.start, other.end);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BString that
        && Arrays.equals(source, start, end, that.source, that.start, that.end);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + source[i];
    }
    return hash;
  }

  /** The content as text; malformed bytes show as U+FFFD. */
  @Override
  public String toString() {
    return new String(source, start, end - start, UTF_8);
  }
}
