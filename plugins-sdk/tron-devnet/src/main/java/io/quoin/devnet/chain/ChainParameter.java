package io.quoin.devnet.chain;

/** What witnesses vote on, as far as transfers depend on it: the main network's values of 2025. */
public enum ChainParameter {
  /** Sun for making an account by a transfer that no staked points pay for. */
  CREATE_ACCOUNT_FEE("getCreateAccountFee", 100_000),
  /** Sun for a byte when no free points are left. */
  TRANSACTION_FEE("getTransactionFee", 1_000),
  /** Sun for making an account by a transfer, besides. */
  NEW_ACCOUNT_FEE("getCreateNewAccountFeeInSystemContract", 1_000_000),
  /** Staked points that a byte takes when it makes an account. */
  NEW_ACCOUNT_RATE("getCreateNewAccountBandwidthRate", 1),
  /** Whether tokens are named by numbers. */
  SAME_TOKEN_NAME("getAllowSameTokenName", 1),
  /** Whether accounts have permissions. */
  MULTI_SIGN("getAllowMultiSign", 1),
  /** Sun for more than one signature. */
  MULTI_SIGN_FEE("getMultiSignFee", 1_000_000),
  /** Daily free points of an account. */
  FREE_NET_LIMIT("getFreeNetLimit", 600),
  /** Daily points that all stakes share; nobody stakes here. */
  TOTAL_NET_LIMIT("getTotalNetLimit", 43_200_000_000L),
  /** Sun for a memo. */
  MEMO_FEE("getMemoFee", 1_000_000),
  /** Bytes without signatures of a transfer that makes an account. */
  MAX_CREATE_ACCOUNT_SIZE("getMaxCreateAccountTxSize", 1_000);

  private final String key;
  private final long value;

  ChainParameter(String key, long value) {
    this.key = key;
    this.value = value;
  }

  /**
   * The name that nodes give it.
   *
   * @return of ASCII letters
   */
  public String key() {
    return key;
  }

  /**
   * What holds on the simulated chain, always.
   *
   * @return in the unit of the parameter
   */
  public long value() {
    return value;
  }
}
