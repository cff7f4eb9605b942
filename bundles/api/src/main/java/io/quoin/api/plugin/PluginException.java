package io.quoin.api.plugin;

import java.util.Objects;

/**
 * Something about a plugin is refused. The message says to what it happened, what happened, and
 * what to do: {@code SUBJECT PROBLEM; REMEDY}.
 */
public final class PluginException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The stable kinds of refusal. */
  public enum Code {
    /** What should be installed is not there, cannot be read, or is of an unknown kind. */
    SOURCE,
    /** It was not received as a whole. */
    INTERRUPTED,
    /** It is not what the repository says that it is. */
    CHECKSUM,
    /** It is larger, or has more in it, than a plugin may. */
    TOO_LARGE,
    /** It is no plugin, or its manifest contradicts itself. */
    MALFORMED,
    /** It is not signed. */
    UNSIGNED,
    /** It is not what was signed. */
    TAMPERED,
    /** Nobody who is trusted has signed it. */
    UNKNOWN_SIGNER,
    /** The signer's certificate is no longer valid, or not yet. */
    EXPIRED,
    /** Somebody else signed the installed version. */
    OTHER_SIGNER,
    /** A file is no certificate. */
    BAD_CERTIFICATE,
    /** It declares a capability that does not exist, or uses one that it does not declare. */
    CAPABILITY,
    /** The update declares more than the installed version. */
    MORE_CAPABILITIES,
    /** It was made for another version of the api. */
    WRONG_API,
    /** It needs something that nothing here provides. */
    MISSING,
    /** It provides what something else here provides. */
    CLASH,
    /** What it needs is all there, but not in one consistent way. */
    UNRESOLVED,
    /** It waits for something that waits for it. */
    CYCLE,
    /** It is no version range. */
    BAD_RANGE,
    /** The version is not in the range that was asked for. */
    OUT_OF_RANGE,
    /** A plugin of this id is installed already. */
    INSTALLED,
    /** What should replace a plugin is another one. */
    OTHER_PLUGIN,
    /** The installed version is the same. */
    SAME_VERSION,
    /** Nothing has this id or fingerprint. */
    UNKNOWN,
    /** There are as many as there may be. */
    FULL,
    /** A bundle or component of it threw when it was started. */
    START_FAILED,
    /** A bundle or component of it does not come back from its start. */
    START_BLOCKED,
    /** It does not come back from its stop. */
    STUCK,
    /** It was stopped, and something of it is still there. */
    LEFT_BEHIND,
    /** The record of what is installed cannot be read or written. */
    RECORD,
    /** Another change of plugins takes too long. */
    BUSY
  }

  private final Code code;
  private final String subject;
  private final String problem;
  private final String remedy;

  /**
   * A refusal with its sentence.
   *
   * @param code its kind
   * @param subject to what it happened
   * @param problem what happened; goes on after the subject
   * @param remedy what to do
   */
  public PluginException(Code code, String subject, String problem, String remedy) {
    super(subject + " " + problem + "; " + remedy);
    this.code = Objects.requireNonNull(code);
    this.subject = subject;
    this.problem = problem;
    this.remedy = remedy;
  }

  /**
   * A refusal with its sentence and what led to it.
   *
   * @param code its kind
   * @param subject to what it happened
   * @param problem what happened; goes on after the subject
   * @param remedy what to do
   * @param cause what led to it
   */
  public PluginException(
      Code code, String subject, String problem, String remedy, Throwable cause) {
    this(code, subject, problem, remedy);
    initCause(cause);
  }

  /**
   * The kind of refusal.
   *
   * @return never changes between versions for the same cause
   */
  public Code code() {
    return code;
  }

  /**
   * To what it happened.
   *
   * @return a file, plugin or certificate
   */
  public String subject() {
    return subject;
  }

  /**
   * What happened.
   *
   * @return goes on after the subject
   */
  public String problem() {
    return problem;
  }

  /**
   * What to do.
   *
   * @return an order
   */
  public String remedy() {
    return remedy;
  }
}
