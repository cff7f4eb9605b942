package io.quoin.ledger.tron;

import io.quoin.api.ledger.LedgerException.Code;

/** A node could not be asked, or what it said is not to be believed: another one may be asked. */
final class NodeLost extends Exception {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final boolean wasSent;

  /**
   * A loss.
   *
   * @param code what it comes to if no other node is left
   * @param wasSent whether the node may have read what it was asked
   * @param message which node, and what happened
   */
  NodeLost(Code code, boolean wasSent, String message) {
    // The loop's own way of going on: nobody reads where it came from.
    super(message, null, false, false);
    this.code = code;
    this.wasSent = wasSent;
  }

  Code code() {
    return code;
  }

  boolean wasSent() {
    return wasSent;
  }
}
