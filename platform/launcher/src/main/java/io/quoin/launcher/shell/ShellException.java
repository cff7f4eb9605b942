package io.quoin.launcher.shell;

/** Why there is no way into the platform: one line, with what to do. */
public final class ShellException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what happened and what to do. */
  public ShellException(String message) {
    super(message);
  }

  /** The same, and what it comes from. */
  public ShellException(String message, Throwable cause) {
    super(message, cause);
  }
}
