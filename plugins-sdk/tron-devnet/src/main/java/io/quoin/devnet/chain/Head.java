package io.quoin.devnet.chain;

/**
 * The newest block, as far as the transactions after it depend on it.
 *
 * @param time its milliseconds
 * @param slot how many slots of three seconds it comes after the first block
 */
record Head(long time, long slot) {}
