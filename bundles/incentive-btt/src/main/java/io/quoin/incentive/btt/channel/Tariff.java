package io.quoin.incentive.btt.channel;

import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.LeasePrice;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What a lane's bytes cost: the price of each lease from where it starts, each rounded up by
 * itself. Both ends keep one and come to the same amounts.
 */
public final class Tariff {
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final int GIB = 30;

  private final List<LeasePrice> leases;
  private long before;

  /** Goes on with what was kept. */
  public Tariff(LaneProgress progress) {
    this.leases = new ArrayList<>(progress.leases());
    this.before = progress.dueBefore();
  }

  /** Whether no more leases can be kept: the lane must be paid first. */
  public boolean full() {
    return leases.size() >= LaneProgress.MOST_LEASES;
  }

  /**
   * A price starts. Later ones that were announced and never reached are forgotten.
   *
   * @param from the lane's byte, not before the last one that was vouched for
   * @param price base units per GiB
   */
  public void begin(long from, long price) {
    while (!leases.isEmpty() && last().from() >= from) {
      leases.remove(leases.size() - 1);
    }
    leases.add(new LeasePrice(from, price));
  }

  private LeasePrice last() {
    return leases.get(leases.size() - 1);
  }

  /** Where the last price starts. */
  long lastFrom() {
    return last().from();
  }

  /**
   * What the lane costs from its beginning up to a byte.
   *
   * @param bytes at or after the last byte that was forgotten
   * @return base units; 2^63-1 if it is more
   */
  public long due(long bytes) {
    long due = before;
    for (int i = 0; i < leases.size() && leases.get(i).from() < bytes; i++) {
      long end = i + 1 < leases.size() ? Math.min(bytes, leases.get(i + 1).from()) : bytes;
      due = sum(due, cost(end - leases.get(i).from(), leases.get(i).price()));
    }
    return due;
  }

  private static long sum(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private static long cost(long bytes, long price) {
    try {
      return LeasePrice.due(bytes, price);
    } catch (ArithmeticException tooMuch) {
      return Long.MAX_VALUE;
    }
  }

  /**
   * How far an amount reaches at the last price.
   *
   * @param from a byte at or after the beginning of the last lease
   * @param amount 0 or more
   * @return the last byte up to which the lane costs no more than {@code due(from) + amount}
   */
  public long reach(long from, long amount) {
    LeasePrice lease = last();
    BigInteger paid = BigInteger.valueOf(cost(Math.max(0, from - lease.from()), lease.price()));
    BigInteger bytes =
        paid.add(BigInteger.valueOf(amount))
            .shiftLeft(GIB)
            .divide(BigInteger.valueOf(lease.price()))
            .add(BigInteger.valueOf(lease.from()));
    return Math.max(from, bytes.min(MOST).longValue());
  }

  /** Forgets the prices of bytes that are vouched for. */
  public void forget(long bytes) {
    while (leases.size() > 1 && leases.get(1).from() <= bytes) {
      LeasePrice first = leases.remove(0);
      before = sum(before, cost(leases.get(0).from() - first.from(), first.price()));
    }
  }

  /** All bytes so far are vouched for with this amount; what each of them cost was lost. */
  void adopt(long amount) {
    leases.clear();
    before = amount;
  }

  /** What a seller keeps of a lane: a price that nothing was delivered at yet is announced anew. */
  LaneProgress begun(long billed) {
    List<LeasePrice> begun = leases.stream().filter(lease -> lease.from() <= billed).toList();
    return new LaneProgress(billed, 0, before, begun);
  }

  /** What a buyer keeps of a lane: every price that the seller has announced. */
  LaneProgress announced(long counted, long owed) {
    long reached = leases.isEmpty() ? counted : Math.max(counted, last().from());
    return new LaneProgress(reached, owed, before, leases);
  }
}
