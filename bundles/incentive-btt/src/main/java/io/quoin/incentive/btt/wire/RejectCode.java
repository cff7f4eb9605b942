package io.quoin.incentive.btt.wire;

/** Why a channel is not taken. */
public enum RejectCode implements Coded {
  /** A mode that is not spoken. */
  MODE(1),
  /** An expiry too near or too far. */
  EXPIRY(2),
  /** A signature that is not the signer's, or a signer who may not spend for the payer. */
  SIGNER(3),
  /** The channel is closed, or has other terms. */
  CLOSED(4),
  /** Payer and payee are the same: served free. */
  SELF(5),
  /** No credit for this payer. */
  NO_CREDIT(6),
  /** The seller cannot be paid now. */
  NOT_PAYABLE(7),
  /** Too much to do; later perhaps. */
  BUSY(8),
  /** Any other reason. */
  OTHER(0);

  private final int code;

  RejectCode(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }
}
