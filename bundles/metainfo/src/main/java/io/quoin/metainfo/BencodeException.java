package io.quoin.metainfo;

/** Bytes that are not bencoding, or more of it than was allowed. */
public final class BencodeException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is wrong; stable over versions. */
  public enum Code {
    /** The input ends inside a value. */
    TRUNCATED,
    /** A byte that cannot stand there. */
    UNEXPECTED_BYTE,
    /** An integer that 64 bits do not hold, or a string length that the input does not. */
    OVERFLOW,
    /** Leading zeros or a negative zero; refused when strict. */
    NOT_CANONICAL,
    /** Keys out of order; refused when strict. */
    UNSORTED_KEYS,
    /** The same key twice; refused when strict. */
    REPEATED_KEY,
    /** More bytes after the value. */
    TRAILING_BYTES,
    /** More bytes than the limit allows. */
    TOO_LARGE,
    /** Containers inside containers beyond the limit. */
    TOO_DEEP,
    /** More values than the limit allows. */
    TOO_MANY_TOKENS
  }

  private final Code code;
  private final int offset;

  BencodeException(Code code, int offset, String reason) {
    super(reason + " at byte " + offset);
    this.code = code;
    this.offset = offset;
  }

  /**
   * What is wrong.
   *
   * @return the stable code
   */
  public Code code() {
    return code;
  }

  /**
   * Where it is wrong.
   *
   * @return bytes from the beginning of the input
   */
  public int offset() {
    return offset;
  }
}
