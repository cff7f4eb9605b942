package io.quoin.api.pieces;

/**
 * Why a store cannot go on.
 *
 * @param code the stable kind
 * @param message what happened, to what, and what to do, in one sentence
 */
public record StoreFault(Code code, String message) {

  /** The stable kinds. */
  public enum Code {
    /** Storage is stopping; open again when it is back. */
    AWAY,
    /** The storage provider is missing; open again when it is there. */
    NO_PROVIDER,
    /** No space is left. */
    FULL,
    /** A file or directory cannot be read, made or written. */
    DENIED,
    /**
     * A call to the provider did not return within the time that storage is set to, 30 s at first.
     */
    HANGS,
    /** Another process or torrent uses the same record. */
    IN_USE,
    /** Versions 1 and 2 of a hybrid torrent disagree about bytes that arrived. */
    HYBRID_MISMATCH,
    /** Data that was to be trusted is not there. */
    MISSING,
    /** Anything else that the provider reported. */
    IO
  }
}
