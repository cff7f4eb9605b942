package io.quoin.incentive.btt.channel;

/**
 * A stretch of a connection that was a lease, in the connection's received bytes, and what is known
 * of it: enough to go on with it in another conversation, or by another policy.
 *
 * @param from the first byte
 * @param to the byte after the last one that is known to belong to it
 * @param good of its bytes: proved good
 * @param bad of its bytes: turned out wrong
 * @param badBefore bad bytes of the connection before it
 * @param cut the lease was running still: bytes of it may have come that were not seen
 */
public record Span(long from, long to, long good, long bad, long badBefore, boolean cut) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming what is out of range
   */
  public Span {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("a stretch is from 0 or more upwards: " + from);
    }
    if (good < 0 || bad < 0 || badBefore < 0 || good > to - from) {
      throw new IllegalArgumentException("more of a stretch is good than there is: " + good);
    }
  }
}
