package io.quoin.api.net;

import java.io.IOException;

/** A document could not be fetched. The message says which, what happened, and what to do. */
public final class FetchException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The stable kinds of failure. */
  public enum Code {
    /** The URL is none, or of a scheme that is not spoken. */
    BAD_URL,
    /** The host's name is not known. */
    UNKNOWN_HOST,
    /** Nobody answers at the address. */
    UNREACHABLE,
    /** It took too long. */
    TIMEOUT,
    /** It is longer than allowed. */
    TOO_LARGE,
    /** Its target is one that may not be asked, or it was redirected too often. */
    REFUSED,
    /** What came is not HTTP, or the TLS handshake failed. */
    PROTOCOL
  }

  private final Code code;

  /**
   * A failure with its sentence.
   *
   * @param code its kind
   * @param message what happened, to which URL, and what to do
   */
  public FetchException(Code code, String message) {
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
