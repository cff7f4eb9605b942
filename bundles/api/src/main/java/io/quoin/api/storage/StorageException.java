package io.quoin.api.storage;

import java.io.IOException;

/** A provider could not do what was asked. The message names the file and what to do. */
public final class StorageException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The stable kinds of failure. */
  public enum Code {
    /** It is not there. */
    MISSING,
    /** It may not be read or written. */
    DENIED,
    /** No space is left. */
    FULL,
    /** Anything else. */
    IO
  }

  private final Code code;

  /**
   * A failure with its sentence.
   *
   * @param code its kind
   * @param message what happened, to which file, and what to do
   * @param cause what lies under it
   */
  public StorageException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /**
   * A failure without a deeper cause.
   *
   * @param code its kind
   * @param message what happened, to which file, and what to do
   */
  public StorageException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * The kind of failure.
   *
   * @return never changes between versions for the same cause
   */
  public Code code() {
    return code;
  }
}
