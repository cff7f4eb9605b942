package io.quoin.incentive.btt.channel;

/** What a seller thinks of a voucher before it looks at the signature. */
public enum VoucherVerdict {
  /** Right if its signature is. */
  RIGHT,
  /** The newest one again. */
  SAME,
  /** Older than the newest one: answered with a receipt. */
  OLDER,
  /** The newest sequence again, with another content. */
  CONTRADICTION,
  /** For no more bytes than the newest one. */
  NOT_MORE,
  /** For more bytes than were delivered. */
  NOT_DELIVERED,
  /** Not the price of its bytes. */
  WRONG_AMOUNT,
  /** More than the channel may come to. */
  OVER_CAPACITY
}
