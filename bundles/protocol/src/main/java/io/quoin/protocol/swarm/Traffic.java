package io.quoin.protocol.swarm;

import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.incentive.UploadClass;

/** What has passed between a peer and us, in payload bytes; all counts only grow. */
final class Traffic {
  private final Runnable changed;
  private boolean seen = true;
  private long received;
  private long verified;
  private long failed;
  private long duplicate;
  private long late;
  private long sentPaid;
  private long sentFree;
  private long sentOptimistic;

  /**
   * Nothing yet.
   *
   * @param changed called at the first change after each look
   */
  Traffic(Runnable changed) {
    this.changed = changed;
  }

  void sent(UploadClass uploadClass, long bytes) {
    switch (uploadClass) {
      case PAID -> sentPaid += bytes;
      case OPTIMISTIC -> sentOptimistic += bytes;
      case FREE, NONE, OPEN -> sentFree += bytes;
    }
    change();
  }

  long received() {
    return received;
  }

  void received(long bytes) {
    received += bytes;
    change();
  }

  void verified(long bytes) {
    verified += bytes;
    change();
  }

  void failed(long bytes) {
    failed += bytes;
    change();
  }

  void duplicate(long bytes) {
    duplicate += bytes;
    change();
  }

  void late(long bytes) {
    late += bytes;
    change();
  }

  private void change() {
    if (seen) {
      seen = false;
      changed.run();
    }
  }

  long sent() {
    return sentPaid + sentFree + sentOptimistic;
  }

  long verified() {
    return verified;
  }

  SentBytes sentBytes() {
    return new SentBytes(sentPaid, sentFree, sentOptimistic);
  }

  /**
   * The counts of now, looked at.
   *
   * @param decided of the received bytes: up to where all have had their verdict
   */
  PeerTraffic snapshot(IncentivePeer peer, long decided) {
    seen = true;
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
