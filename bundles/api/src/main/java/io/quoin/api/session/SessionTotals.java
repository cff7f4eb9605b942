package io.quoin.api.session;

/**
 * What a session has done in some time.
 *
 * @param receivedBytes payload taken from peers
 * @param sentBytes payload sent to peers
 * @param torrentsAdded how many were added
 * @param seconds for how long it ran
 * @param starts how often it was started
 */
public record SessionTotals(
    long receivedBytes, long sentBytes, long torrentsAdded, long seconds, long starts) {

  /** Nothing. */
  public static final SessionTotals NONE = new SessionTotals(0, 0, 0, 0, 0);

  /**
   * Both together.
   *
   * @param other what was done in another time
   * @return the sum
   */
  public SessionTotals plus(SessionTotals other) {
    return new SessionTotals(
        receivedBytes + other.receivedBytes,
        sentBytes + other.sentBytes,
        torrentsAdded + other.torrentsAdded,
        seconds + other.seconds,
        starts + other.starts);
  }
}
