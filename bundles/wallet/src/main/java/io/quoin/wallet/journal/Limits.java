package io.quoin.wallet.journal;

/**
 * How much the journal takes.
 *
 * @param channels of strangers that are kept at a time
 * @param parties that pay us and are kept at a time
 * @param lanes in a channel
 */
record Limits(int channels, int parties, int lanes) {

  static final Limits DEFAULT = new Limits(65_536, 65_536, 1024);
}
