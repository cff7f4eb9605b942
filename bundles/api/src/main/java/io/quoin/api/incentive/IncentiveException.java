package io.quoin.api.incentive;

/** A policy could not be opened. The message says why and what to do. */
public final class IncentiveException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A failure with its sentence.
   *
   * @param message what happened and what to do
   */
  public IncentiveException(String message) {
    super(message);
  }

  /**
   * A failure with its sentence and cause.
   *
   * @param message what happened and what to do
   * @param cause what lies under it
   */
  public IncentiveException(String message, Throwable cause) {
    super(message, cause);
  }
}
