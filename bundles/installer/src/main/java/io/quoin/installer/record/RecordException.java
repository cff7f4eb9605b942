package io.quoin.installer.record;

/** The record does not say what it should. */
final class RecordException extends Exception {
  private static final long serialVersionUID = 1L;

  RecordException(String message) {
    super(message);
  }

  RecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
