package io.quoin.api.ledger;

/** A ledger refused, or could not be asked. The message says what, about whom, and what to do. */
public final class LedgerException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The stable kinds of refusal. */
  public enum Code {
    /** The ledger has taken a transfer of this id already. */
    DUPLICATE,
    /** The payer has too little of the token. */
    INSUFFICIENT_BALANCE,
    /** No free transfer is left, and the payer cannot bear the fee. */
    INSUFFICIENT_FEE,
    /** It came at or after its expiration; it will never be executed. */
    EXPIRED,
    /** It expires further ahead than the ledger allows. */
    EXPIRATION_TOO_FAR,
    /** It refers to a block that the ledger does not know: another network, or too long ago. */
    WRONG_REFERENCE,
    /** The payer's account does not exist. */
    NOT_ACTIVATED,
    /** The signature is malformed or is not of these bytes. */
    BAD_SIGNATURE,
    /** The signer may not spend for the payer. */
    NOT_PERMITTED,
    /** The bytes are no transfer of this ledger's token. */
    MALFORMED,
    /** It breaks another rule of the ledger's; the message has the ledger's words. */
    REFUSED,
    /** The ledger is another network, or its token another, than was configured. */
    WRONG_LEDGER,
    /** It has as much to do as it may; try again later. Nothing was done. */
    BUSY,
    /** It could not be reached, or did not answer: what was sent may yet be executed. */
    UNAVAILABLE
  }

  private final Code code;

  /**
   * A refusal with its sentence.
   *
   * @param code its kind
   * @param message what happened, to what, and what to do
   */
  public LedgerException(Code code, String message) {
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
  public LedgerException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /**
   * The kind of refusal.
   *
   * @return never changes between versions for the same cause
   */
  public Code code() {
    return code;
  }
}
