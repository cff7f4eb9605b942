package io.quoin.protocol.net;

/** Bytes that no honest client sends: the connection is closed. The message says what was wrong. */
final class WireFault extends Exception {
  private static final long serialVersionUID = 1L;

  WireFault(String message) {
    super(message, null, false, false);
  }
}
