package io.quoin.session;

import io.quoin.api.engine.SwarmSnapshot;

/**
 * Payload bytes of a torrent over all its runs.
 *
 * @param received taken from peers
 * @param wasted of those: of no use
 * @param sent sent to peers
 */
record Totals(long received, long wasted, long sent) {

  static final Totals NONE = new Totals(0, 0, 0);

  Totals plus(SwarmSnapshot run) {
    return new Totals(
        received + run.receivedBytes(), wasted + run.wastedBytes(), sent + run.sentBytes());
  }
}
