package io.quoin.incentive.btt.wire;

/** What came of reading a message. */
public sealed interface Decoded {

  /** A message of this version, every field within its bounds. */
  record Known(BttMessage message) implements Decoded {}

  /**
   * A message of another version.
   *
   * @param type what it says it is
   */
  record Unknown(long type) implements Decoded {}

  /**
   * No message.
   *
   * @param reason what is wrong with it, for people
   */
  record Fault(String reason) implements Decoded {}
}
