package io.quoin.protocol.swarm;

import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.incentive.UploadClass;

/** What has passed between a peer and us, in payload bytes; all counts only grow. */
final class Traffic {
  long received;
  long verified;
  long failed;
  long duplicate;
  long late;
  long requested;
  private long sentPaid;
  private long sentFree;
  private long sentOptimistic;

  void sent(UploadClass uploadClass, long bytes) {
    switch (uploadClass) {
      case PAID -> sentPaid += bytes;
      case OPTIMISTIC -> sentOptimistic += bytes;
      case FREE, NONE, OPEN -> sentFree += bytes;
    }
  }

  long sent() {
    return sentPaid + sentFree + sentOptimistic;
  }

  SentBytes sentBytes() {
    return new SentBytes(sentPaid, sentFree, sentOptimistic);
  }

  /**
   * The counts as they are.
   *
   * @param decided of the received bytes: up to where all have had their verdict
   */
  PeerTraffic snapshot(IncentivePeer peer, long decided) {
    return new PeerTraffic(
        peer,
        sentPaid,
        sentFree,
        sentOptimistic,
        received,
        verified,
        failed,
        duplicate,
        late,
        decided);
  }
}
