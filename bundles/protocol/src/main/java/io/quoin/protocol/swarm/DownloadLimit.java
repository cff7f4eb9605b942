package io.quoin.protocol.swarm;

import io.quoin.api.torrent.Priority;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Keeps what arrives within the rate limits: once more has arrived than they allow, no connection
 * is read until the debt is paid. Then connections are read again one after the other, a different
 * one first each time, for as long as there is something to pay with. Time in which nothing is read
 * counts against no peer, unless it had its chances and delivered nothing.
 */
final class DownloadLimit {
  /** What a connection that has something to say needs to say it. */
  private static final long STEP_NANOS = 2_000_000L;

  /** Times of reading that a peer may let pass. */
  private static final int CHANCES = 3;

  private final RateLimits limits;
  private final Roster roster;
  private final Loop loop;
  private final ArrayDeque<Peer> stopped = new ArrayDeque<>();
  private boolean waiting;
  private boolean stepping;
  private long stoppedAt;
  private int step;

  DownloadLimit(List<Throttle> throttles, Roster roster, Loop loop) {
    this.limits = new RateLimits(throttles, loop, this::readAgain);
    this.roster = roster;
    this.loop = loop;
  }

  /** Changes which place it has among those who wait. */
  void prefer(Priority changed) {
    limits.prefer(changed);
  }

  /** Payload bytes have arrived. */
  void arrived(int length) {
    limits.pay(length);
    check();
  }

  /** A connection has joined. */
  void joined(Peer peer) {
    if (waiting) {
      stop(peer);
    }
  }

  void left(Peer peer) {
    stopped.remove(peer);
  }

  private void stop(Peer peer) {
    stopped.add(peer);
    peer.link().limitReading(true);
  }

  private void check() {
    if (waiting || limits.open()) {
      return;
    }
    waiting = true;
    stoppedAt = loop.nanoTime();
    for (Peer peer : roster.peers()) {
      if (!stopped.contains(peer)) {
        stop(peer);
      }
    }
    limits.await();
  }

  private void readAgain() {
    long now = loop.nanoTime();
    for (Peer peer : roster.peers()) {
      if (peer.missedChances() <= CHANCES) {
        peer.excuse(now - stoppedAt);
      }
    }
    waiting = false;
    step = 1;
    readMore();
  }

  /** Reads one connection, then two, then four. */
  private void readMore() {
    for (int i = 0; i < step && !stopped.isEmpty(); i++) {
      Peer peer = stopped.remove();
      peer.chance();
      peer.link().limitReading(false);
    }
    step *= 2;
    if (!stopped.isEmpty() && !stepping) {
      stepping = true;
      loop.after(STEP_NANOS, this::readMoreIfOpen);
    }
  }

  private void readMoreIfOpen() {
    stepping = false;
    check();
    if (!waiting) {
      readMore();
    }
  }

  /** The time up to which was read. */
  long readingTime(long now) {
    return waiting ? stoppedAt : now;
  }
}
