package io.quoin.session;

/**
 * Where a torrent stands among the others.
 *
 * @param number its own, 1 or more
 * @param rank the lower, the sooner it is its turn; of no other torrent
 */
record Standing(int number, long rank) {}
