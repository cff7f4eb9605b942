package io.quoin.incentive.btt.wire;

/** Why a bid is refused or a lease ends. */
public enum RefusalReason implements Coded {
  /** The lease's time is over. */
  OVER(1),
  /** The bid was withdrawn, replaced or has expired. */
  WITHDRAWN(2),
  /** The limit is below the ask. */
  TOO_LOW(3),
  /** No credit is left for this payer, or for all payers together. */
  NO_CREDIT(4),
  /** Too much is delivered and not paid for. */
  HELD(5),
  /** Nothing was asked for. */
  IDLE(6),
  /** The connection lacks what paid lanes need (BEP 6). */
  UNFIT(7),
  /** A voucher was not right. */
  BAD_VOUCHER(8),
  /** The seller sells no more. */
  CLOSED(9),
  /** Too soon after the last lease went wrong. */
  BACK_OFF(10),
  /** The channel's time is over. */
  EXPIRED(11),
  /** Any other reason. */
  OTHER(0);

  private final int code;

  RefusalReason(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }
}
