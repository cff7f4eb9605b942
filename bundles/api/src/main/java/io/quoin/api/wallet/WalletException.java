package io.quoin.api.wallet;

/** A wallet could not do what was asked. The message says what and what to do; never a secret. */
public final class WalletException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The stable kinds of failure. */
  public enum Code {
    /** It has as much to do as it may; try again later. */
    BUSY,
    /** It is closed. */
    CLOSED,
    /** Its key cannot be read. */
    KEY,
    /** There is no passphrase for its key, or a wrong one. */
    PASSPHRASE
  }

  private final Code code;

  /**
   * A failure with its sentence.
   *
   * @param code its kind
   * @param message what happened and what to do
   */
  public WalletException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * A failure with its sentence and cause.
   *
   * @param code its kind
   * @param message what happened and what to do
   * @param cause what lies under it
   */
  public WalletException(Code code, String message, Throwable cause) {
    super(message, cause);
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
