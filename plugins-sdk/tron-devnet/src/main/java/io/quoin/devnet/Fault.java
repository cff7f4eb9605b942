package io.quoin.devnet;

/** What can go wrong with a transaction that is sent to a node, besides its being refused. */
public enum Fault {
  /** It is answered that the node is busy; the transaction is not taken. */
  BUSY(false),
  /** Every connection of the node breaks before the transaction is taken. */
  CUT_BEFORE(false),
  /** The transaction is not taken, and nothing is answered for as long as the client waits. */
  SILENT_BEFORE(false),
  /** Every connection of the node breaks after the transaction was taken. */
  CUT_AFTER(true),
  /** The transaction is taken, and nothing is answered for as long as the client waits. */
  SILENT_AFTER(true),
  /** The transaction is taken, but it is answered that no other node has it. */
  UNSPREAD(true);

  private final boolean takes;

  Fault(boolean takes) {
    this.takes = takes;
  }

  /**
   * Whether the transaction is taken nevertheless.
   *
   * @return false if the chain never hears of it
   */
  public boolean takes() {
    return takes;
  }
}
