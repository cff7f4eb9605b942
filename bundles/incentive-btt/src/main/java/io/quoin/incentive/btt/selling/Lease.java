package io.quoin.incentive.btt.selling;

/** A lease that runs. */
final class Lease {
  private static final long IDLE_NANOS = 5_000_000_000L;
  private static final long HELD_NANOS = 10_000_000_000L;

  /** Room for less than this is no room: the longest block that may be asked for. */
  static final long LEAST_ROOM = 128 * 1024;

  private final long sequence;
  private long price;
  private long lastRound;
  private long movedAt;
  private long vouchedAt;
  private long billed;
  private boolean heldSaid;

  Lease(long sequence, long price, long lastRound, long now) {
    this.sequence = sequence;
    this.price = price;
    this.lastRound = lastRound;
    this.movedAt = now;
    this.vouchedAt = now;
  }

  /** Of the bid that won it. */
  long sequence() {
    return sequence;
  }

  long price() {
    return price;
  }

  /** It goes on at another price. */
  void renew(long newPrice, long newLastRound) {
    price = newPrice;
    lastRound = newLastRound;
  }

  boolean endsBefore(long round) {
    return round > lastRound;
  }

  /** So many bytes of the lane were handed to the socket. */
  void moved(long total, long now) {
    if (total > billed) {
      billed = total;
      movedAt = now;
    }
  }

  void vouched(long now) {
    vouchedAt = now;
    heldSaid = false;
  }

  /**
   * Whether nothing was asked for although there was room.
   *
   * @param room bytes that may go out
   */
  boolean idle(long room, long now) {
    return room >= LEAST_ROOM && now - movedAt > IDLE_NANOS && now - vouchedAt > IDLE_NANOS;
  }

  /** Whether it has waited for a voucher for too long. */
  boolean held(long room, long now) {
    return room < LEAST_ROOM && now - Math.max(movedAt, vouchedAt) > HELD_NANOS;
  }

  /** Whether the buyer is to be told, once, that it waits for a voucher. */
  boolean tellsHeld(long room) {
    boolean tells = room < LEAST_ROOM && !heldSaid;
    heldSaid |= tells;
    return tells;
  }
}
