package io.quoin.launcher.demo;

/** The demonstration cannot go on. The message says what happened, and what to do. */
public final class DemoException extends Exception {
  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }

  DemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
