package io.quoin.api.journal;

/**
 * The journal did not take an entry. The message says what, about which channel or address, and
 * what to do. Unless it is {@link Code#STORAGE}, nothing has changed.
 */
public final class JournalException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The stable kinds of failure. */
  public enum Code {
    /** Another writer has taken over. */
    STALE_WRITER,
    /** The journal is closed. */
    CLOSED,
    /** Another platform or program has the journal open. */
    IN_USE,
    /** It has as much to do as it may; try again later. */
    BUSY,
    /** As many channels or payers are kept as may be. */
    FULL,
    /** The disk failed. Whether the entry is kept is not known: read it again. */
    STORAGE,
    /** There is no such channel. */
    UNKNOWN_CHANNEL,
    /** The channel is closed, or has been once. */
    CHANNEL_CLOSED,
    /** The channel or payment exists with other terms, or the channel pays the other way. */
    OTHER_TERMS,
    /** A newer voucher is there, or this very sequence with another content. */
    OLD_VOUCHER,
    /** The amount fell, or the bytes did not grow. */
    NOT_MORE,
    /** The lanes together would come to more than the channel's capacity. */
    OVER_CAPACITY,
    /** A budget does not allow it; the message names it. */
    OVER_BUDGET,
    /** Nothing is owed, or no allowance is left. */
    NOTHING_LEFT,
    /** The key is not the hot key that it must be; the message says what it may. */
    NOT_PERMITTED,
    /** The voucher could not be signed. */
    NOT_SIGNED,
    /** The transfer has been credited before. */
    ALREADY_CREDITED,
    /** The ledger does not yet show the transfer as final: ask again later. */
    NOT_FINAL,
    /** The transfer is not what it is said to be. */
    NOT_AS_CLAIMED,
    /** The ledger refused or could not be asked; the cause says why. */
    LEDGER
  }

  private final Code code;

  /**
   * A failure with its sentence.
   *
   * @param code its kind
   * @param message what happened, to what, and what to do
   */
  public JournalException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * A failure with its sentence and cause.
   *
   * @param code its kind
   * @param message what happened, to what, and what to do
   * @param cause what lies under it
   */
  public JournalException(Code code, String message, Throwable cause) {
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
