package io.quoin.protocol.swarm;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What was asked of one peer and has not come, and how well it delivers. What was given up is
 * remembered, within a bound, so that a block that comes late is told from one that nobody asked
 * for.
 */
final class PeerDownloads {
  private static final int MOST_ALLOWED_FAST = 64;
  private static final int MOST_STRAY_BLOCKS = 128;
  private static final int MOST_GIVEN_UP = 4096;
  private static final long FIRST_PAUSE_NANOS = 1_000_000_000L;
  private static final int LONGEST_PAUSE = 6;

  /** Where blocks go that were asked for and given up: nowhere. */
  static final Slot LATE = Slot.nowhere();

  private final RequestQueue requests = new RequestQueue();
  private Set<Long> givenUp = Set.of();
  private final Set<Integer> allowed = new LinkedHashSet<>();
  private final RequestDepth depth;
  private final RateMeter rate;

  private PartialPiece current;
  private long requested;
  private long progressAt;
  private boolean snubbed;
  private int strayBlocks;
  private int refusals;
  private long pausedUntil;

  PeerDownloads(long now) {
    this.depth = new RequestDepth(now);
    this.rate = new RateMeter(now);
    this.progressAt = now;
    this.pausedUntil = now;
  }

  // --- asking ---

  /** Requests that are neither answered nor given up, oldest first. */
  RequestQueue requests() {
    return requests;
  }

  RequestDepth depth() {
    return depth;
  }

  /** How many requests it should have outstanding. */
  int target() {
    return snubbed ? 1 : depth.target();
  }

  /** Payload bytes that were asked for and that the peer has not refused. */
  long requested() {
    return requested;
  }

  /** The piece that it was asked for last. */
  Optional<PartialPiece> current() {
    return Optional.ofNullable(current);
  }

  int lastPiece() {
    return current == null ? -1 : current.piece;
  }

  void asked(BlockRequest request) {
    requests.add(request);
    requested += request.length;
    current = request.partial;
    if (requests.size() == 1) {
      progressAt = request.sentAt;
    }
  }

  /** Whether it refused what it was asked for and is to be left alone for a while. */
  boolean paused(long now) {
    return refusals > 0 && now - pausedUntil < 0;
  }

  // --- pieces that may be asked for while it chokes ---

  /** Whether the piece is a new one. */
  boolean allow(int piece) {
    return allowed.size() < MOST_ALLOWED_FAST && allowed.add(piece);
  }

  void disallow(int piece) {
    allowed.remove(piece);
  }

  /** The torrent has fewer pieces than this. */
  void disallowFrom(int pieces) {
    allowed.removeIf(piece -> piece >= pieces);
  }

  boolean allows(int piece) {
    return allowed.contains(piece);
  }

  boolean allowsSome() {
    return !allowed.isEmpty();
  }

  /** An allowed piece that passes the test, or -1. */
  int allowed(IntPredicate test) {
    for (int piece : allowed) {
      if (test.test(piece)) {
        return piece;
      }
    }
    return -1;
  }

  // --- arriving ---

  /** The place of a block that begins to arrive. */
  Slot slot(int piece, int begin, int length, long now) {
    Optional<BlockRequest> request = requests.find(piece, begin, length);
    if (request.isPresent()) {
      progressAt = now;
      return request.get();
    }
    return givenUp.contains(key(piece, begin)) ? LATE : Slot.NONE;
  }

  /** A block that nobody asked for; false once that were too many. */
  boolean bearStray() {
    return ++strayBlocks <= MOST_STRAY_BLOCKS;
  }

  /** A block that was asked for has arrived, in time or late. */
  void delivered(int piece, int begin, int length, long now) {
    if (!givenUp.isEmpty()) {
      givenUp.remove(key(piece, begin));
    }
    progressAt = now;
    snubbed = false;
    refusals = 0;
    rate.add(length);
    depth.block(length, now);
  }

  // --- giving up ---

  /** Takes the request off; its block may still come. */
  void giveUp(BlockRequest request) {
    requests.remove(request);
    remember(request);
  }

  /** Takes the oldest request off; its block may still come. */
  BlockRequest giveUpNext() {
    BlockRequest request = requests.removeFirst();
    remember(request);
    return request;
  }

  private void remember(BlockRequest request) {
    if (givenUp.isEmpty()) {
      givenUp = new LinkedHashSet<>();
    }
    if (givenUp.size() >= MOST_GIVEN_UP) {
      Iterator<Long> oldest = givenUp.iterator();
      oldest.next();
      oldest.remove();
    }
    givenUp.add(key(request.piece, request.begin));
  }

  /** The peer has forgotten what it was asked: it owes nothing. */
  void forgotten(BlockRequest request) {
    requested -= request.length;
  }

  /**
   * The peer won't answer a request.
   *
   * @return the request, taken off, if it was outstanding
   */
  Optional<BlockRequest> refused(int piece, int begin, int length) {
    if (!givenUp.isEmpty() && givenUp.remove(key(piece, begin))) {
      requested -= length;
      return Optional.empty();
    }
    Optional<BlockRequest> request = requests.find(piece, begin, length);
    if (request.isPresent()) {
      requests.remove(request.get());
      requested -= length;
    }
    return request;
  }

  /**
   * It refused although it does not choke us: it has more requests than it keeps, or plays. Asked
   * for less, and for nothing until it delivers or a while has passed.
   */
  void lessFrom(long now) {
    depth.refused(requests.size());
    if (!paused(now)) {
      pausedUntil = now + (FIRST_PAUSE_NANOS << Math.min(refusals, LONGEST_PAUSE));
      refusals++;
    }
  }

  private static long key(int piece, int begin) {
    return ((long) piece << 32) | (begin & 0xffff_ffffL);
  }

  // --- time ---

  /** Whether nothing has come for so long that there is no rate. */
  boolean rests() {
    return rate.rests();
  }

  /** Goes on after a rest in which nobody looked, as if somebody had looked last at that time. */
  void lookedAt(long time) {
    rate.lookedAt(time);
  }

  /** When it last delivered something, or began to be asked. */
  long progressAt() {
    return progressAt;
  }

  /** It begins anew: it has stopped choking us. */
  void begins(long now) {
    progressAt = now;
    refusals = 0;
  }

  /** Time in which nothing could arrive does not count against it. */
  void excuse(long nanos) {
    progressAt += nanos;
  }

  boolean snubbed() {
    return snubbed;
  }

  void snub(long now) {
    snubbed = true;
    progressAt = now;
    depth.stalled(now);
  }

  /** Payload bytes a second that were asked for and came. */
  long rate(long now) {
    return rate.rate(now);
  }
}
