package io.quoin.launcher;

/** A command cannot do what was asked: one line for the user, exit code 1. */
final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  Failure(String message) {
    super(message);
  }

  Failure(String message, Throwable cause) {
    super(message, cause);
  }
}
