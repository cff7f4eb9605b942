package io.quoin.devnet.chain;

/**
 * How much a chain keeps in memory. What comes when a limit is reached is refused as a busy node
 * refuses it.
 *
 * @param waiting transactions that wait for a block
 * @param waitingBytes bytes of them
 * @param historyBytes bytes of all blocks that are kept
 * @param forgotten transactions of blocks that are not kept, and that have not expired
 * @param accounts accounts
 * @param unsolidified blocks that may be undone; one more and the oldest of them no longer may
 */
record Limits(
    int waiting,
    long waitingBytes,
    long historyBytes,
    int forgotten,
    int accounts,
    int unsolidified) {

  /** Of a program with a quarter of a gigabyte; the first number is java-tron's. */
  static final Limits USUAL = new Limits(2_000, 8L << 20, 32L << 20, 200_000, 200_000, 1_000);
}
