package io.quoin.incentive.btt.selling;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.TransferId;
import io.quoin.incentive.btt.channel.Debtor;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.ProblemCode;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes to the journal what payers say that they have settled, and asks again until it is final,
 * also when the connection is gone. A payer that owes nothing has nothing to claim. Each claim is
 * looked at once at least; of those that have to wait the ones of the smallest debts give way, so
 * that it costs whoever says what is not true as much as those whom it displaces.
 */
final class ClaimDesk {
  /** The most claims that are looked at or wait. */
  static final int MOST = 64;

  private static final int MOST_OF_ONE = 4;
  private static final Duration AGAIN = Duration.ofSeconds(10);
  private static final int TRIES = 90;

  /** A voucher may still be on its way that the claim goes up to. */
  private static final int TRIES_IF_FALSE = 2;

  private final MoneyJournal journal;
  private final Answers answers;
  private final IncentiveContext context;
  private final Consumer<Debtor> credited;
  private final Claims parts = new Claims();
  private final Map<Key, Claim> claims = new LinkedHashMap<>();

  private record Key(Address payer, TransferId transfer) {}

  private static final class Claim {
    private final Conversation from;
    private final Debtor debtor;
    private final SettlementClaim what;
    private int tries;
    private int tooMuch;
    private boolean waits;

    Claim(Conversation from, Debtor debtor, SettlementClaim what) {
      this.from = from;
      this.debtor = debtor;
      this.what = what;
    }

    Key key() {
      return new Key(debtor.address(), what.transfer());
    }
  }

  /**
   * No claims yet.
   *
   * @param credited told of payers whose debt has changed
   */
  ClaimDesk(
      MoneyJournal journal, Answers answers, IncentiveContext context, Consumer<Debtor> credited) {
    this.journal = journal;
    this.answers = answers;
    this.context = context;
    this.credited = credited;
  }

  /** A payer says that it has settled. */
  void say(Conversation from, Debtor debtor, BttMessage.Settled message) {
    boolean known = claims.containsKey(new Key(debtor.address(), message.transfer()));
    boolean looksAtMost = claims.values().stream().filter(c -> !c.waits).count() >= MOST;
    if (debtor.debt() > 0 && !known && !looksAtMost && claimsOf(debtor) < MOST_OF_ONE) {
      parts
          .add(debtor.address(), message)
          .ifPresent(
              whole -> {
                Claim claim = new Claim(from, debtor, whole);
                claims.put(claim.key(), claim);
                look(claim);
              });
    }
  }

  private long claimsOf(Debtor debtor) {
    return claims.values().stream().filter(c -> c.key().payer().equals(debtor.address())).count();
  }

  /** How many are looked at or wait. */
  int size() {
    return claims.size();
  }

  private void look(Claim claim) {
    claim.waits = false;
    answers.await(
        journal.credit(claim.what),
        amount -> {
          claims.remove(claim.key(), claim);
          credited.accept(claim.debtor);
        },
        failure -> notCredited(claim, failure));
  }

  private void notCredited(Claim claim, Throwable failure) {
    JournalException.Code code =
        failure instanceof JournalException e ? e.code() : JournalException.Code.ALREADY_CREDITED;
    boolean later =
        switch (code) {
          case NOT_FINAL, LEDGER, BUSY -> ++claim.tries < TRIES;
          case NOT_AS_CLAIMED -> ++claim.tooMuch <= TRIES_IF_FALSE;
          default -> false;
        };
    if (later && roomFor(claim)) {
      claim.waits = true;
      context.after(AGAIN, () -> again(claim));
      return;
    }
    claims.remove(claim.key(), claim);
    if (code == JournalException.Code.NOT_AS_CLAIMED && !claim.from.over()) {
      claim.from.fault(ProblemCode.NOT_SETTLED, MessageCodec.SETTLED);
    }
  }

  private void again(Claim claim) {
    if (claims.get(claim.key()) == claim) {
      look(claim);
    }
  }

  private boolean roomFor(Claim claim) {
    if (claims.values().stream().filter(c -> c.waits).count() < MOST) {
      return true;
    }
    Optional<Claim> smallest =
        claims.values().stream()
            .filter(c -> c.waits)
            .min(Comparator.comparingLong(c -> c.debtor.stake()))
            .filter(c -> c.debtor.stake() < claim.debtor.stake());
    smallest.ifPresent(c -> claims.remove(c.key(), c));
    return smallest.isPresent();
  }
}
