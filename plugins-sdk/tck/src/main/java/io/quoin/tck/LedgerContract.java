package io.quoin.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferOrder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TokenLedger} keeps that money depends on. Extend it in the plugin's tests, with
 * a ledger that a test can pay on: a simulator, or one whose clock is turned by hand. Each check
 * begins with a payer that has 1000 base units and can bear its fees, a payee whose account exists
 * and has nothing, and a stranger without an account.
 */
public abstract class LedgerContract {

  private static final long GIVEN = 1000;
  private static final Duration LIFE = Duration.ofMinutes(5);

  /** For whoever names an implementation. */
  protected LedgerContract() {}

  /**
   * The implementation to check, the same all through one check.
   *
   * @return a ledger that has seen no transfer of the payer
   */
  protected abstract TokenLedger ledger();

  /**
   * Who pays.
   *
   * @return an account with 1000 base units
   */
  protected abstract Address payer();

  /**
   * Who is paid.
   *
   * @return an account that exists and has none
   */
  protected abstract Address payee();

  /**
   * Who has no account.
   *
   * @return an address that the ledger has never seen
   */
  protected abstract Address stranger();

  /**
   * Signs.
   *
   * @param signer one of the three
   * @param transfer whose id is signed
   * @return a signature that the ledger takes for that signer's
   */
  protected abstract Signature signature(Address signer, PreparedTransfer transfer);

  /**
   * What time it is for the ledger.
   *
   * @return now
   */
  protected abstract Instant now();

  /**
   * Lets time pass, for the ledger too: blocks are made, and what has had time becomes final.
   *
   * @param span at least this
   */
  protected abstract void pass(Duration span);

  /**
   * How long it takes until a transfer is final, and after its expiration until it is sure never to
   * be.
   *
   * @return that or more
   */
  protected abstract Duration finality();

  /**
   * How long an answer may take by the wall clock.
   *
   * @return a minute, unless overridden
   */
  protected Duration patience() {
    return Duration.ofMinutes(1);
  }

  private <T> T answer(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return fail("the ledger refused: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      return fail("the ledger did not answer within " + patience());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted", e);
    }
  }

  private void requireRefusal(LedgerException.Code code, CompletionStage<Void> submitted) {
    ExecutionException refused =
        assertThrows(
            ExecutionException.class,
            () -> submitted.toCompletableFuture().get(patience().toMillis(), TimeUnit.MILLISECONDS),
            "the ledger took what it is to refuse as " + code);
    LedgerException reason =
        assertInstanceOf(LedgerException.class, refused.getCause(), "the kind of a refusal");
    assertEquals(code, reason.code(), "why it was refused");
  }

  private TransferOrder order(long amount, Instant timestamp, Duration life) {
    Instant ordered = timestamp.truncatedTo(ChronoUnit.MILLIS);
    return new TransferOrder(payer(), payer(), payee(), amount, ordered, ordered.plus(life));
  }

  private PreparedTransfer prepared(long amount) {
    return answer(ledger().prepare(order(amount, now(), LIFE)));
  }

  private CompletionStage<Void> submit(PreparedTransfer transfer, Address signer) {
    return ledger().submit(transfer, signature(signer, transfer));
  }

  private long has(Address owner) {
    return answer(ledger().balance(owner));
  }

  /** Once taken, and final after a while; then the money has moved, once. */
  @Test
  protected final void what_was_taken_becomes_final_and_moves_the_money() {
    PreparedTransfer transfer = prepared(300);
    answer(submit(transfer, payer()));
    pass(finality());
    assertEquals(
        Optional.of(
            new TransferFacts(transfer.id(), payer(), payee(), ledger().token().id(), 300, true)),
        answer(ledger().transfer(transfer.id())),
        "what the ledger says of a transfer that is final");
    assertEquals(
        List.of(GIVEN - 300, 300L), List.of(has(payer()), has(payee())), "balances afterwards");
  }

  /** Sent again, at once or later, it is a duplicate and pays nothing. */
  @Test
  protected final void what_is_sent_again_pays_once() {
    PreparedTransfer transfer = prepared(300);
    answer(submit(transfer, payer()));
    requireRefusal(LedgerException.Code.DUPLICATE, submit(transfer, payer()));
    pass(finality());
    requireRefusal(LedgerException.Code.DUPLICATE, submit(transfer, payer()));
    pass(finality());
    assertEquals(300, has(payee()), "what was paid by a transfer that was sent three times");
  }

  /** A transfer that is prepared is named, and nothing else happens. */
  @Test
  protected final void what_is_prepared_is_not_sent() {
    PreparedTransfer transfer = prepared(300);
    pass(finality());
    assertEquals(
        Optional.empty(),
        answer(ledger().transfer(transfer.id())),
        "a transfer that was never submitted");
    assertEquals(0, has(payee()), "what was paid by preparing");
  }

  /** The id is the SHA-256 of the raw bytes; equal orders have one id, others another. */
  @Test
  protected final void an_order_has_one_name() throws NoSuchAlgorithmException {
    Instant when = now();
    PreparedTransfer one = answer(ledger().prepare(order(300, when, LIFE)));
    PreparedTransfer same = answer(ledger().prepare(order(300, when, LIFE)));
    PreparedTransfer later = answer(ledger().prepare(order(300, when.plusMillis(1), LIFE)));
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(one.raw());
    assertEquals(
        ByteBuffer.wrap(sha256.digest()), one.id().digest().bytes(), "the id of the raw bytes");
    assertEquals(one.id(), same.id(), "the ids of the same order");
    assertNotEquals(one.id(), later.id(), "the ids of orders of different times");
  }

  /** More than there is, is refused as that. */
  @Test
  protected final void nobody_pays_more_than_it_has() {
    requireRefusal(LedgerException.Code.INSUFFICIENT_BALANCE, submit(prepared(GIVEN + 1), payer()));
    pass(finality());
    assertEquals(List.of(GIVEN, 0L), List.of(has(payer()), has(payee())), "balances afterwards");
  }

  /** Signed by somebody else it is refused. */
  @Test
  protected final void nobody_pays_with_the_money_of_another() {
    requireRefusal(LedgerException.Code.BAD_SIGNATURE, submit(prepared(300), payee()));
    assertTrue(answer(ledger().maySpend(payer(), payer())), "an owner may spend what it has");
    assertTrue(!answer(ledger().maySpend(payer(), payee())), "another may spend it too");
  }

  /** After its expiration it is refused, and with time the ledger is sure that it never happens. */
  @Test
  protected final void what_has_expired_is_impossible_in_the_end() {
    PreparedTransfer transfer = prepared(300);
    Instant expiration = transfer.order().expiration();
    assertTrue(
        !answer(ledger().impossible(transfer.id(), expiration)),
        "what can still be sent was called impossible: it would be paid twice");
    pass(LIFE.plus(finality()).plusSeconds(1));
    requireRefusal(LedgerException.Code.EXPIRED, submit(transfer, payer()));
    pass(finality());
    assertTrue(
        answer(ledger().impossible(transfer.id(), expiration)),
        "what has expired unsent is never called impossible: its money would stay locked");
  }

  /** What has happened is never impossible, however long ago. */
  @Test
  protected final void what_has_happened_is_never_impossible() {
    PreparedTransfer transfer = prepared(300);
    answer(submit(transfer, payer()));
    pass(LIFE.plus(finality()).plusSeconds(1));
    assertTrue(
        !answer(ledger().impossible(transfer.id(), transfer.order().expiration())),
        "what was paid was called impossible: it would be paid twice");
  }

  /** Who has no account has nothing, and is not said to have one. */
  @Test
  protected final void who_has_no_account_has_nothing() {
    assertEquals(0, has(stranger()), "what an account has that does not exist");
    assertEquals(
        List.of(true, false),
        List.of(answer(ledger().activated(payee())), answer(ledger().activated(stranger()))),
        "whether accounts exist, of the payee and of the stranger");
  }
}
