package io.quoin.examples.webhook;

/**
 * How a try went.
 *
 * @param result whether it is worth another
 * @param answer what the receiver answered, or why it did not; empty when it took the notice
 */
record Delivery(Result result, String answer) {

  /** What follows from it. */
  enum Result {
    /** The receiver has it. */
    TAKEN,
    /** It may have it later. */
    FAILED,
    /** It will answer the same again. */
    REFUSED
  }

  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;

  /** By the status of an answer (RFC 9110, 15). */
  static Delivery of(int status) {
    if (status >= 200 && status < 300) {
      return new Delivery(Result.TAKEN, "");
    }
    boolean later = status >= 500 || status == TIMEOUT || status == TOO_MANY;
    return new Delivery(later ? Result.FAILED : Result.REFUSED, "it answered " + status);
  }

  /** Nobody answered. */
  static Delivery failed(Throwable reason) {
    return new Delivery(Result.FAILED, "it did not answer: " + reason);
  }
}
