package io.quoin.metainfo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Objects;

/**
 * Bencoding (BEP 3), read and written.
 *
 * <p>Reading is bounded in size, depth and number of values, and never throws anything unchecked
 * for foreign bytes. Writing is canonical: sorted keys, no leading zeros.
 */
public final class Bencode {

  /** How forgiving reading is. */
  public enum Mode {
    /** Only the canonical form is accepted. */
    STRICT,
    /** Leading zeros, unsorted keys and repeated keys (the first counts) are accepted too. */
    TOLERANT
  }

  /**
   * How much is read before it is refused.
   *
   * @param depth containers inside containers, at least 1
   * @param tokens values of any kind, keys included, at least 1
   * @param bytes encoded size, at least 1
   */
  public record Limits(int depth, int tokens, int bytes) {

    /** For {@code .torrent} files and the info dictionaries in them. */
    public static final Limits TORRENT = new Limits(100, 3_000_000, 10_000_000);

    /** For messages of peers, trackers and DHT nodes: what a peer sends in one message. */
    public static final Limits MESSAGE = new Limits(20, 20_000, 1 << 20);

    /**
     * Checks the ranges.
     *
     * @param depth containers inside containers
     * @param tokens values of any kind
     * @param bytes encoded size
     * @throws IllegalArgumentException if one of them is below 1
     */
    public Limits {
      if (depth < 1 || tokens < 1 || bytes < 1) {
        throw new IllegalArgumentException(
            "limits start at 1: " + depth + " " + tokens + " " + bytes);
      }
    }
  }

  /**
   * A value at the beginning of something longer.
   *
   * @param value the value
   * @param end where the bytes after it start, counted from the beginning of the array
   */
  public record Prefix(BValue value, int end) {}

  private Bencode() {}

  /**
   * Reads one value that fills the whole input, within {@link Limits#TORRENT}.
   *
   * @param data the input; the values share it
   * @param mode how forgiving to be
   * @return the value
   * @throws BencodeException if the input is anything else
   */
  public static BValue decode(byte[] data, Mode mode) throws BencodeException {
    return decode(data, mode, Limits.TORRENT);
  }

  /**
   * Reads one value that fills the whole input.
   *
   * @param data the input; the values share it
   * @param mode how forgiving to be
   * @param limits how much to read at most
   * @return the value
   * @throws BencodeException if the input is anything else
   */
  public static BValue decode(byte[] data, Mode mode, Limits limits) throws BencodeException {
    if (data.length > limits.bytes()) {
      throw new BencodeException(
          BencodeException.Code.TOO_LARGE, 0, "more than " + limits.bytes() + " bytes");
    }
    Prefix prefix = decodePrefix(data, 0, mode, limits);
    if (prefix.end() != data.length) {
      throw new BencodeException(
          BencodeException.Code.TRAILING_BYTES,
          prefix.end(),
          (data.length - prefix.end()) + " more bytes after the value");
    }
    return prefix.value();
  }

  /**
   * Reads one value and tells where it ended; what follows it is not looked at. Messages of
   * ut_metadata (BEP 9) carry raw bytes after their dictionary.
   *
   * @param data the input; the values share it
   * @param offset where the value starts, 0 to the length
   * @param mode how forgiving to be
   * @param limits how much to read at most; the bytes are those of the value alone
   * @return the value and its end
   * @throws BencodeException if there is no value
   * @throws IndexOutOfBoundsException if the offset is outside the array
   */
  public static Prefix decodePrefix(byte[] data, int offset, Mode mode, Limits limits)
      throws BencodeException {
    Objects.checkIndex(offset, data.length + 1);
    BencodeReader reader = new BencodeReader(data, offset, mode, limits);
    BValue value = reader.read();
    return new Prefix(value, reader.position());
  }

  /**
   * Writes a value in its canonical form.
   *
   * @param value the value
   * @return its bytes, the caller's own
   */
  public static byte[] encode(BValue value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(value, out);
    return out.toByteArray();
  }

  private static void write(BValue value, ByteArrayOutputStream out) {
    if (value instanceof BInteger integer) {
      ascii("i" + integer.value() + "e", out);
    } else if (value instanceof BString string) {
      ascii(string.length() + ":", out);
      string.writeTo(out);
    } else if (value instanceof BList list) {
      out.write('l');
      for (BValue member : list) {
        write(member, out);
      }
      out.write('e');
    } else if (value instanceof BDictionary dictionary) {
      out.write('d');
      dictionary
          .entries()
          .forEach(
              entry -> {
                write(entry.getKey(), out);
                write(entry.getValue(), out);
              });
      out.write('e');
    }
  }

  private static void ascii(String text, ByteArrayOutputStream out) {
    out.writeBytes(text.getBytes(US_ASCII));
  }
}
