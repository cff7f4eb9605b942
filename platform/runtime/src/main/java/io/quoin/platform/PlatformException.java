package io.quoin.platform;

/**
 * The platform cannot do what was asked. The message says what happened, to what, and what to do.
 */
public final class PlatformException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The stable kinds of failure. */
  public enum Code {
    /** No OSGi framework is on the class path. */
    NO_FRAMEWORK,
    /** There are no bundles to start, or two versions of one. */
    BAD_BUNDLES,
    /** A bundle could not be installed, resolved or started. */
    BUNDLE_FAILED,
    /**
     * A configuration has an unknown key, a wrong type or a value out of range, or cannot be read.
     */
    BAD_CONFIGURATION,
    /** Another platform uses the data directory. */
    DATA_IN_USE,
    /** A directory cannot be made, read or written. */
    DIRECTORY,
    /** A service did not appear in time. */
    NO_SERVICE,
    /** The container did not start or stop in time. */
    TIMEOUT,
    /** The calling thread was interrupted; its interrupt status is set again. */
    INTERRUPTED,
    /** The platform is closed. */
    CLOSED
  }

  private final Code code;

  /**
   * A failure with its sentence.
   *
   * @param code its kind
   * @param message what happened, to what, and what to do
   */
  public PlatformException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * A failure with its sentence and what led to it.
   *
   * @param code its kind
   * @param message what happened, to what, and what to do
   * @param cause what led to it
   */
  public PlatformException(Code code, String message, Throwable cause) {
    super(message, cause);
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

  static PlatformException interrupted(String during) {
    Thread.currentThread().interrupt();
    return new PlatformException(Code.INTERRUPTED, "interrupted while " + during);
  }
}
