package io.quoin.examples.tracker;

/** An announcement that is not taken. The message is told to the peer. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
