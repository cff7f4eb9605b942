package io.quoin.wallet.journal;

import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.journal.Payment;
import io.quoin.api.journal.PaymentOrder;
import io.quoin.api.journal.Settlement;
import io.quoin.api.journal.Settlement.State;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.ledger.TransferOrder;
import io.quoin.api.wallet.Wallet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes settlements and payments through the ledger. What is done next follows from what the
 * journal and the ledger say, and every step can be done again: a crash anywhere leads to exactly
 * one payment.
 *
 * <pre>
 * the ledger shows the transfer   -> SEEN, or FINAL
 * it can never happen any more    -> EXPIRED
 * neither                         -> sign and submit it, again if need be -> SENT
 * </pre>
 */
final class Cashier {

  /** How long the ledger may take a transfer; after that it can be ordered anew. */
  static final Duration LIFETIME = Duration.ofMinutes(10);

  /** How long to wait before looking again: about a block of TRON. */
  static final Duration PAUSE = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(Cashier.class);

  private final Clerk clerk;
  private final Wallet wallet;
  private final LedgerTurns ledger;
  private final HotKey hotKey;
  private final JournalLoop loop;
  private final Changes changes = new Changes();
  private volatile boolean stopped;

  /** Where the books of a transfer are. */
  private interface Shelf {
    TransferBook of(Books books);
  }

  Cashier(Clerk clerk, Wallet wallet, LedgerTurns ledger, HotKey hotKey, JournalLoop loop) {
    this.clerk = clerk;
    this.wallet = wallet;
    this.ledger = ledger;
    this.hotKey = hotKey;
    this.loop = loop;
  }

  /** Goes on with everything that is under way. */
  void resume() {
    resume(Books::settlements);
    resume(Books::payments);
  }

  private void resume(Shelf shelf) {
    clerk
        .submit(Entry.reading(books -> shelf.of(books).transfers().underWay()))
        .whenComplete(
            (transfers, failure) -> {
              if (failure == null) {
                transfers.forEach(id -> follow(shelf, id));
              } else {
                again(failure, () -> resume(shelf));
              }
            });
  }

  /** Looks no further; what is on its way to the journal still gets there. */
  void stop() {
    stopped = true;
    changes.end();
  }

  CompletionStage<Void> change() {
    return changes.next();
  }

  CompletionStage<Settlement> settle(Address payee) {
    return hotKey
        .asked()
        .thenCompose(hot -> clerk.submit(Entry.writing(books -> planned(books, payee))))
        .thenCompose(
            planned ->
                planned.underWay().isPresent()
                    ? CompletableFuture.completedStage(planned.underWay().get())
                    : prepared(planned.plan().orElseThrow()));
  }

  private record Planned(Optional<Settlement> underWay, Optional<Settlements.Plan> plan) {}

  private static Planned planned(Books books, Address payee) throws SQLException, JournalException {
    Optional<Settlement> underWay = books.settlements().underWay(payee);
    return underWay.isPresent()
        ? new Planned(underWay, Optional.empty())
        : new Planned(Optional.empty(), Optional.of(books.settlements().plan(payee, books.now())));
  }

  private CompletionStage<Settlement> prepared(Settlements.Plan plan) {
    return prepared(plan.payee(), plan.amount(), plan.ordered())
        .thenCompose(
            transfer ->
                clerk
                    .submit(Entry.writing(books -> books.settlements().prepare(plan, transfer)))
                    .whenComplete(
                        (settlement, failure) -> {
                          if (failure == null && settlement.id().equals(transfer.id())) {
                            follow(Books::settlements, settlement.id());
                          }
                        }));
  }

  CompletionStage<Payment> pay(PaymentOrder order) {
    return hotKey
        .asked()
        .thenCompose(hot -> clerk.submit(Entry.writing(books -> intended(books, order))))
        .thenCompose(
            intended ->
                intended.standing().isPresent()
                    ? CompletableFuture.completedStage(intended.standing().get())
                    : prepared(order, intended.ordered().orElseThrow()));
  }

  private record Intended(Optional<Payment> standing, Optional<Instant> ordered) {}

  private static Intended intended(Books books, PaymentOrder order)
      throws SQLException, JournalException {
    Optional<Payment> standing = books.payments().standing(order);
    return standing.isPresent()
        ? new Intended(standing, Optional.empty())
        : new Intended(
            Optional.empty(), Optional.of(Transfers.nextOrder(books.database(), books.now())));
  }

  private CompletionStage<Payment> prepared(PaymentOrder order, Instant ordered) {
    return prepared(order.payee(), order.amount(), ordered)
        .thenCompose(
            transfer ->
                clerk
                    .submit(Entry.writing(books -> books.payments().prepare(order, transfer)))
                    .whenComplete(
                        (payment, failure) -> {
                          if (failure == null && payment.transfer().equals(transfer.id())) {
                            follow(Books::payments, payment.transfer());
                          }
                        }));
  }

  private CompletionStage<PreparedTransfer> prepared(Address payee, long amount, Instant ordered) {
    return asked(
        ledger.ask(
            l ->
                l.prepare(
                    new TransferOrder(
                        wallet.address(),
                        wallet.signer(),
                        payee,
                        amount,
                        ordered,
                        ordered.plus(LIFETIME)))));
  }

  /** Does the next step of a transfer, and then the next, until it is over. */
  private void follow(Shelf shelf, TransferId id) {
    if (stopped) {
      return;
    }
    ledger
        .ask(l -> l.transfer(id))
        .thenCompose(
            facts ->
                facts.isPresent()
                    ? advance(shelf, id, facts.get().isFinal() ? State.FINAL : State.SEEN)
                    : unseen(shelf, id))
        .whenComplete(
            (state, failure) -> {
              if (failure != null) {
                again(failure, () -> follow(shelf, id));
              } else if (!state.isOver()) {
                loop.after(PAUSE, () -> follow(shelf, id));
              }
            });
  }

  private CompletionStage<State> unseen(Shelf shelf, TransferId id) {
    return clerk
        .submit(Entry.reading(books -> shelf.of(books).transfers().transfer(id)))
        .thenCompose(
            transfer ->
                ledger
                    .ask(l -> l.impossible(id, transfer.order().expiration()))
                    .thenCompose(
                        over ->
                            over ? advance(shelf, id, State.EXPIRED) : submitted(shelf, transfer)));
  }

  private CompletionStage<State> submitted(Shelf shelf, PreparedTransfer transfer) {
    TransferId id = transfer.id();
    return wallet
        .sign(id.digest())
        .thenCompose(signature -> ledger.ask(l -> l.submit(transfer, signature)))
        .handle((taken, failure) -> Optional.ofNullable(failure).map(Cashier::unwrapped))
        .thenCompose(
            failure -> {
              if (failure.isEmpty() || isDuplicate(failure.get())) {
                return advance(shelf, id, State.SENT);
              }
              return noted(shelf, id, String.valueOf(failure.get().getMessage()));
            });
  }

  /** The id is ours alone, so a duplicate is this very transfer. */
  private static boolean isDuplicate(Throwable failure) {
    return failure instanceof LedgerException refusal
        && refusal.code() == LedgerException.Code.DUPLICATE;
  }

  private CompletionStage<State> advance(Shelf shelf, TransferId id, State state) {
    return clerk
        .submit(
            Entry.writing(
                books -> {
                  State before = shelf.of(books).transfers().state(id);
                  shelf.of(books).advance(id, state, books.now());
                  return new Step(before, shelf.of(books).transfers().state(id));
                }))
        .thenApply(
            step -> {
              if (step.before() != step.after()) {
                changes.happened();
              }
              return step.after();
            });
  }

  private record Step(State before, State after) {}

  private CompletionStage<State> noted(Shelf shelf, TransferId id, String reason) {
    return clerk
        .submit(
            Entry.writing(
                books -> {
                  shelf.of(books).transfers().note(id, reason);
                  return shelf.of(books).transfers().state(id);
                }))
        .thenApply(
            state -> {
              changes.happened();
              return state;
            });
  }

  private void again(Throwable failure, Runnable step) {
    if (!stopped) {
      LOG.warn("A transfer waits: {}", unwrapped(failure).getMessage());
      loop.after(PAUSE, step);
    }
  }

  CompletionStage<Long> credit(SettlementClaim claim) {
    return clerk
        .submit(
            Entry.reading(
                books -> {
                  books.credits().requireNew(claim.transfer());
                  return claim.transfer();
                }))
        .thenCompose(id -> asked(ledger.ask(l -> l.transfer(id))))
        .thenCompose(facts -> credited(claim, facts));
  }

  private CompletionStage<Long> credited(SettlementClaim claim, Optional<TransferFacts> facts) {
    if (facts.isEmpty() || !facts.get().isFinal()) {
      return CompletableFuture.failedStage(
          new JournalException(
              Code.NOT_FINAL, "transfer " + claim.transfer() + " is not final yet; ask again"));
    }
    TransferFacts transfer = facts.get();
    if (!transfer.from().equals(claim.payer())
        || !transfer.to().equals(wallet.address())
        || !transfer.token().equals(ledger.token())) {
      return CompletableFuture.failedStage(
          new JournalException(
              Code.NOT_AS_CLAIMED,
              "transfer "
                  + claim.transfer()
                  + " is of token "
                  + transfer.token()
                  + " from "
                  + transfer.from()
                  + " to "
                  + transfer.to()));
    }
    return clerk.submit(
        Entry.writing(books -> books.credits().credit(claim, transfer.amount(), books.now())));
  }

  /** An answer of the ledger, whose refusal is the journal's. */
  private static <T> CompletionStage<T> asked(CompletionStage<T> answer) {
    CompletableFuture<T> asked = new CompletableFuture<>();
    answer.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            asked.complete(value);
          } else {
            Throwable cause = unwrapped(failure);
            asked.completeExceptionally(
                new JournalException(Code.LEDGER, String.valueOf(cause.getMessage()), cause));
          }
        });
    return asked;
  }

  static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
