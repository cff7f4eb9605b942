package io.quoin.protocol.swarm;

/** A peer broke the protocol: its connection is closed. The message says how. */
final class ProtocolFault extends Exception {
  private static final long serialVersionUID = 1L;

  ProtocolFault(String message) {
    super(message, null, false, false);
  }
}
