package io.quoin.incentive.btt.channel;

import io.quoin.api.journal.CreditUse;
import io.quoin.api.journal.PayerAccount;
import io.quoin.api.ledger.Address;
import io.quoin.incentive.btt.wire.AddressPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much may be delivered on trust: U for one payer, G for all, a quarter of G for all who never
 * settled, a sixteenth of that for each neighbourhood of them. What may be delivered counts as
 * delivered: the bounds hold to the base unit whatever a payer does.
 */
public final class CreditBook {
  /** The most payers that are looked after at once. */
  public static final int MOST_DEBTORS = 4096;

  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration HOUR = Duration.ofHours(1);

  private final CreditTerms terms;
  private final Map<Address, Debtor> debtors = new LinkedHashMap<>();

  /** What strangers took and never vouched for, by the hour in which it was given up. */
  private final Deque<Loss> unvouchered = new ArrayDeque<>();

  private long othersKnown;
  private long othersStrangers;
  private long lostToStrangers;

  private record Loss(long amount, Instant at) {}

  /**
   * A book in which nobody is looked after yet.
   *
   * @param kept what the journal says of all payers
   */
  public CreditBook(CreditTerms terms, CreditUse kept) {
    this.terms = terms;
    this.othersKnown = kept.known();
    this.othersStrangers = kept.strangers();
    this.lostToStrangers = kept.lostToStrangers();
  }

  /** A payer that is looked after. */
  public Optional<Debtor> find(Address payer) {
    return Optional.ofNullable(debtors.get(payer));
  }

  /** All payers that are looked after. */
  public Collection<Debtor> debtors() {
    return debtors.values();
  }

  /** Whether no other payer can be looked after. */
  public boolean full() {
    return debtors.size() >= MOST_DEBTORS;
  }

  /** Looks after a payer; what the journal said of it is no longer counted among the others. */
  public void add(Debtor debtor) {
    if (full()) {
      throw new IllegalStateException("at most " + MOST_DEBTORS + " payers are looked after");
    }
    debtors.put(debtor.address(), debtor);
    if (debtor.known()) {
      othersKnown -= debtor.stake();
    } else {
      othersStrangers -= debtor.stake();
    }
  }

  /** Looks after a payer no more that nothing is under way with. */
  public void remove(Debtor debtor) {
    if (debtors.remove(debtor.address()) != null) {
      if (debtor.known()) {
        othersKnown += debtor.stake();
      } else {
        othersStrangers += debtor.stake();
      }
    }
  }

  /** What of strangers' debts was given up in the last day has changed. */
  public void lostToStrangers(long lost) {
    lostToStrangers = lost;
  }

  /** A debt was given up of a payer that is not looked after. */
  public void gaveUp(PayerAccount account, long amount) {
    if (account.settled() > 0) {
      othersKnown -= amount;
    } else {
      othersStrangers -= amount;
    }
  }

  /** Looks after a payer no more: what it has not vouched for by now is lost. */
  public void writeDown(Debtor debtor, Instant now) {
    remove(debtor);
    long lost = debtor.exposure() - debtor.debt();
    if (!debtor.known() && lost > 0) {
      boolean sameHour =
          !unvouchered.isEmpty() && now.isBefore(unvouchered.peekLast().at().plus(HOUR));
      Loss before = sameHour ? unvouchered.removeLast() : new Loss(0, now);
      unvouchered.add(new Loss(before.amount() + lost, before.at()));
    }
  }

  private long lostLately(Instant now) {
    while (!unvouchered.isEmpty() && unvouchered.peekFirst().at().plus(DAY).isBefore(now)) {
      unvouchered.removeFirst();
    }
    return lostToStrangers + unvouchered.stream().mapToLong(Loss::amount).sum();
  }

  // --- limits ---

  /**
   * U.
   *
   * @param u0 the price of what anybody is trusted with
   */
  public long limit(Debtor debtor, long u0, Instant now) {
    boolean overdue =
        debtor.oldest().filter(since -> since.plus(terms.overdue()).isBefore(now)).isPresent();
    if (overdue || debtor.lost() > 0) {
      return 0;
    }
    return Math.min(terms.mostOfOne(), Math.max(u0, debtor.settledRecently() / 2));
  }

  /**
   * How much more may be delivered on trust to a payer, by all bounds.
   *
   * @param u0 the price of what anybody is trusted with
   * @return base units, 0 or more
   */
  public long room(Debtor debtor, long u0, Instant now) {
    long room = limit(debtor, u0, now) - debtor.exposure();
    room = Math.min(room, terms.mostOfAll() - all());
    if (!debtor.known()) {
      long share = terms.mostOfAll() / CreditTerms.STRANGERS;
      long lost = lostLately(now);
      if (lost >= share) {
        return 0;
      }
      room = Math.min(room, share - lost - strangers());
      room = Math.min(room, share / CreditTerms.NEIGHBOURS - neighbours(debtor.prefix()));
    }
    return Math.max(0, room);
  }

  /** What all payers together are trusted with now. */
  public long all() {
    long all = othersKnown + othersStrangers;
    for (Debtor debtor : debtors.values()) {
      all += debtor.exposure() - debtor.lost();
    }
    return all;
  }

  private long strangers() {
    long sum = othersStrangers;
    for (Debtor debtor : debtors.values()) {
      sum += debtor.known() ? 0 : debtor.exposure() - debtor.lost();
    }
    return sum;
  }

  private long neighbours(Optional<AddressPrefix> prefix) {
    long sum = 0;
    for (Debtor debtor : debtors.values()) {
      boolean near = !debtor.known() && debtor.prefix().equals(prefix);
      sum += near ? debtor.exposure() - debtor.lost() : 0;
    }
    return sum;
  }

  /**
   * Gives bytes of a lane out as far as pacing and all bounds allow.
   *
   * @param u0 the price of what anybody is trusted with
   */
  public void grant(Debtor debtor, PayeeLane lane, long u0, Instant now) {
    if (lane.wantsGrant()) {
      lane.grant(room(debtor, u0, now));
    }
  }
}
