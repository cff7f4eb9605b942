package io.quoin.metainfo;

/** A torrent, an info dictionary or a magnet link that is refused, and why. */
public final class MetainfoException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why it is refused; stable over versions. */
  public enum Code {
    /** Not bencoded, or beyond the limits of reading. */
    BAD_BENCODING,
    /** Bencoded, but no dictionary. */
    NOT_A_DICTIONARY,
    /** No info dictionary in it. */
    NO_INFO,
    /** A meta version that nobody here knows. */
    UNKNOWN_VERSION,
    /** No usable name. */
    BAD_NAME,
    /** No usable piece length. */
    BAD_PIECE_LENGTH,
    /** A negative or missing length, or all lengths zero. */
    BAD_LENGTH,
    /** A path that is no list of strings, or too deep. */
    BAD_PATH,
    /** The list or tree of files is malformed. */
    BAD_FILES,
    /** More pieces than are supported. */
    TOO_MANY_PIECES,
    /** Files that lie beyond 2^48 bytes. */
    TOO_LARGE,
    /** More renaming than anyone honest needs. */
    TOO_MANY_COLLISIONS,
    /** The v1 piece hashes do not fit the files. */
    BAD_PIECE_HASHES,
    /** A file has no root hash, or a malformed or an all-zero one. */
    BAD_PIECES_ROOT,
    /** A piece layer that is malformed, belongs to no file, or does not hash to its root. */
    BAD_PIECE_LAYER,
    /** A hybrid whose v1 and v2 parts describe different files. */
    HYBRID_MISMATCH,
    /** A magnet link that cannot be understood. */
    BAD_MAGNET
  }

  private final Code code;

  MetainfoException(Code code, String reason) {
    super(reason);
    this.code = code;
  }

  MetainfoException(Code code, String reason, Throwable cause) {
    super(reason, cause);
    this.code = code;
  }

  /**
   * Why it is refused.
   *
   * @return the stable code
   */
  public Code code() {
    return code;
  }
}
