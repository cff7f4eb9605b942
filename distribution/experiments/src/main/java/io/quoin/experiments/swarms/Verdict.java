package io.quoin.experiments.swarms;

/**
 * A figure held against its bar.
 *
 * @param claim such as G1
 * @param what is claimed
 * @param figure what was found, with its interval
 * @param bar what it must be
 * @param holds whether it is
 */
record Verdict(String claim, String what, String figure, String bar, boolean holds) {}
