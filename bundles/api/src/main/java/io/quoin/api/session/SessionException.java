package io.quoin.api.session;

/**
 * A request to the session that cannot be met. The message says what, about which torrent, and what
 * to do.
 */
public final class SessionException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The stable kinds of failure. */
  public enum Code {
    /** The torrent is registered already. */
    DUPLICATE,
    /** No torrent has this id. */
    UNKNOWN,
    /** The register has as many torrents as it may. */
    FULL,
    /** The torrent was removed while it was waited for. */
    REMOVED,
    /** The torrent cannot go on; the message says why. */
    HALTED,
    /** Its data cannot be moved or renamed; the message says why. */
    NOT_MOVED,
    /** A value is out of its range. */
    OUT_OF_RANGE
  }

  private final Code code;

  /**
   * A failure with its sentence.
   *
   * @param code its kind
   * @param message what happened, to what, and what to do
   */
  public SessionException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * The kind of failure.
   *
   * @return never changes between versions for the same cause
   */
  public Code code() {
    return code;
  }
}
