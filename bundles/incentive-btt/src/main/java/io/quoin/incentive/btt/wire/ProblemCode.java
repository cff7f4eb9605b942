package io.quoin.incentive.btt.wire;

/** What was wrong. */
public enum ProblemCode implements Coded {
  /** Not a message of this version. */
  UNKNOWN_TYPE(1),
  /** A message that breaks the rules of its type. */
  MALFORMED(2),
  /** A message that does not belong here. */
  OUT_OF_ORDER(3),
  /** A signature that is not the right one's. */
  BAD_SIGNATURE(4),
  /** Blocks wait until a voucher comes. */
  HELD(5),
  /** A voucher that is not accepted. */
  BAD_VOUCHER(6),
  /** A settlement that the ledger does not show as it was said. */
  NOT_SETTLED(7),
  /** Anything else. */
  OTHER(0);

  private final int code;

  ProblemCode(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }
}
