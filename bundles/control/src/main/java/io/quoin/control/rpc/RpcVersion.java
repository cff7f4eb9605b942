package io.quoin.control.rpc;

/** The protocol as it is spoken here, in both ways to count: that of Transmission 4.1. */
public final class RpcVersion {

  /** As clients of 4.1 compare it. */
  public static final String SEMANTIC = "6.0.0";

  /** As older clients do. */
  static final int NUMBER = 18;

  /** The oldest that clients may know. */
  static final int OLDEST = 14;

  private RpcVersion() {}
}
