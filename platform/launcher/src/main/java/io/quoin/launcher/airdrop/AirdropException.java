package io.quoin.launcher.airdrop;

/** An airdrop cannot be begun or gone on with. The message says why and what to do. */
public final class AirdropException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal with its sentence.
   *
   * @param message what happened and what to do
   */
  public AirdropException(String message) {
    super(message);
  }

  /**
   * A failure with its sentence and cause.
   *
   * @param message what happened and what to do
   * @param cause what lies under it
   */
  public AirdropException(String message, Throwable cause) {
    super(message, cause);
  }
}
