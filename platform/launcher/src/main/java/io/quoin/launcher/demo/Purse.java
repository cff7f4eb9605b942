package io.quoin.launcher.demo;

import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.journal.PayeeAccount;
import io.quoin.api.journal.Payment;
import io.quoin.api.journal.PaymentOrder;
import io.quoin.api.journal.Payments;
import io.quoin.api.journal.Settlement;
import io.quoin.api.journal.TorrentMoney;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.TransferId;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** A peer's address, and what its journal says of this demonstration. */
final class Purse {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_TRANSFERS = 1000;

  private final MoneyJournal journal;
  private final Payments payments;
  private final Set<TransferId> earlier = new HashSet<>();
  private long earnedEarlier;
  private long spentEarlier;

  /** A transfer that is final. */
  record Paid(Instant ordered, Address payee, long amount, TransferId id) {}

  Purse(Platform platform) throws PlatformException {
    journal = platform.service(MoneyJournal.class, PATIENCE);
    payments = platform.service(Payments.class, PATIENCE);
  }

  Address address() {
    return journal.address();
  }

  /** Whether no transfer of it is under way. */
  boolean isAtRest() throws DemoException, InterruptedException {
    return Waiting.answer(payments.underWay(), "the journal") == 0;
  }

  /** From now on it counts: what the journal says already was before. */
  void begin() throws DemoException, InterruptedException {
    earnedEarlier = sum(TorrentMoney::earned);
    spentEarlier = sum(TorrentMoney::spent);
    paid().forEach(paid -> earlier.add(paid.id()));
  }

  /** What was promised to it. */
  long earned() throws DemoException, InterruptedException {
    return sum(TorrentMoney::earned) - earnedEarlier;
  }

  /** What it has promised. */
  long spent() throws DemoException, InterruptedException {
    return sum(TorrentMoney::spent) - spentEarlier;
  }

  private long sum(ToLongFunction<TorrentMoney> part) throws DemoException, InterruptedException {
    return Waiting.answer(journal.torrents(), "the journal").stream().mapToLong(part).sum();
  }

  /** What it owes to these. */
  long debtTo(Collection<Address> payees) throws DemoException, InterruptedException {
    return Waiting.answer(journal.creditors(), "the journal").stream()
        .filter(account -> payees.contains(account.payee()))
        .mapToLong(PayeeAccount::debt)
        .sum();
  }

  /** Has a debt paid; {@link #debtTo} tells what comes of it. */
  void settle(Address payee) throws DemoException, InterruptedException {
    Waiting.answer(journal.settle(payee), "an old debt's settlement");
  }

  /** Pays once under a name; {@link #isFinal} tells what comes of it. */
  void pay(String intent, Address payee, long amount) throws DemoException, InterruptedException {
    Waiting.answer(payments.pay(new PaymentOrder(intent, payee, amount)), "a payment");
  }

  /** Waits until something is so that its transfers are what changes it. */
  void until(Waiting.Question question, String what, Duration patience)
      throws DemoException, InterruptedException {
    Waiting.until(question, what, patience, payments::change);
  }

  /** Whether payments that were asked for can no longer be undone. */
  boolean isFinal(Collection<String> intents) throws DemoException, InterruptedException {
    boolean all = true;
    for (String intent : intents) {
      Optional<Payment> payment = Waiting.answer(payments.payment(intent), "the journal");
      Settlement.State state = payment.map(Payment::state).orElse(Settlement.State.EXPIRED);
      if (state == Settlement.State.EXPIRED) {
        throw new DemoException(
            "the payment " + intent + " was not made: " + payment.map(Payment::reason).orElse(""));
      }
      all &= state == Settlement.State.FINAL;
    }
    return all;
  }

  /** Its transfers since it counts that are final. */
  List<Paid> payments() throws DemoException, InterruptedException {
    return paid().filter(transfer -> !earlier.contains(transfer.id())).toList();
  }

  private Stream<Paid> paid() throws DemoException, InterruptedException {
    Stream<Paid> sent =
        Waiting.answer(payments.payments(MOST_TRANSFERS), "the journal").stream()
            .filter(payment -> payment.state() == Settlement.State.FINAL)
            .map(p -> new Paid(p.ordered(), p.order().payee(), p.order().amount(), p.transfer()));
    Stream<Paid> settled =
        Waiting.answer(journal.settlements(MOST_TRANSFERS), "the journal").stream()
            .filter(settlement -> settlement.state() == Settlement.State.FINAL)
            .map(s -> new Paid(s.ordered(), s.payee(), s.amount(), s.id()));
    return Stream.concat(sent, settled);
  }
}
