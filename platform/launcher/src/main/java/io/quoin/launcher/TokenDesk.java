package io.quoin.launcher;

import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.journal.Payments;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.wallet.Signatures;
import io.quoin.api.wallet.Wallet;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformException;
import io.quoin.platform.Profile;
import io.quoin.wallet.key.CurveSignatures;
import io.quoin.wallet.key.KeyWallet;
import io.quoin.wallet.key.SigningKey;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A platform of wallet, journal and ledger, for one command. It has the data directory's lock, so
 * that nobody else moves the same tokens meanwhile.
 */
final class TokenDesk implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Hosted hosted;
  private final Runnable end;
  private final LedgerChoice choice;
  private final Address account;
  private final TokenLedger ledger;
  private final MoneyJournal journal;
  private final Payments payments;
  private final Amounts amounts;

  private TokenDesk(
      Hosted hosted, Runnable end, Wallet wallet, boolean baseUnits, LedgerChoice choice)
      throws PlatformException {
    this.hosted = hosted;
    this.end = end;
    this.choice = choice;
    this.account = wallet.address();
    this.ledger = hosted.platform().service(TokenLedger.class, PATIENCE);
    this.journal = hosted.platform().service(MoneyJournal.class, PATIENCE);
    this.payments = hosted.platform().service(Payments.class, PATIENCE);
    this.amounts = new Amounts(ledger.token(), baseUnits);
  }

  /** For spending: with the key, after its passphrase. */
  static TokenDesk unlocked(DeskOptions options)
      throws Failure, PlatformException, InterruptedException {
    LedgerChoice choice = options.ledger();
    SigningKey key = options.keystore().unlocked();
    KeyWallet wallet = new KeyWallet(key, options.account(key.address()), 1);
    return open(options, choice, wallet, wallet, wallet::close);
  }

  /** For looking: nothing is signed, and no passphrase is needed. */
  static TokenDesk locked(DeskOptions options)
      throws Failure, PlatformException, InterruptedException {
    LedgerChoice choice = options.ledger();
    Wallet wallet = new LockedWallet(options.account(options.keystore().address()));
    CurveSignatures signatures = new CurveSignatures(1);
    return open(options, choice, wallet, signatures, signatures::close);
  }

  private static TokenDesk open(
      DeskOptions options, LedgerChoice choice, Wallet wallet, Signatures signatures, Runnable end)
      throws Failure, PlatformException {
    Hosted hosted = Hosted.untilDone(started(options, choice, wallet, signatures));
    try {
      return new TokenDesk(hosted, end, wallet, options.baseUnits(), choice);
    } catch (PlatformException e) {
      hosted.close();
      end.run();
      throw e;
    }
  }

  /** Another directory is no way out where one is in use: its journal knows of no payment. */
  private static Platform started(
      DeskOptions options, LedgerChoice choice, Wallet wallet, Signatures signatures)
      throws Failure, PlatformException {
    try {
      return choice
          .tell(Platform.builder())
          .bundles(Home.bundles())
          .data(options.keystore().data())
          .etc(options.etc())
          .profile(Profile.TOKENS)
          .service(Wallet.class, wallet)
          .service(Signatures.class, signatures)
          .start();
    } catch (PlatformException e) {
      if (e.code() == PlatformException.Code.DATA_IN_USE) {
        throw new Failure(
            "a platform or another command uses the data directory "
                + options.keystore().data()
                + "; stop it, or wait until it has ended",
            e);
      }
      throw e;
    }
  }

  Address account() {
    return account;
  }

  TokenLedger ledger() {
    return ledger;
  }

  MoneyJournal journal() {
    return journal;
  }

  Payments payments() {
    return payments;
  }

  Amounts amounts() {
    return amounts;
  }

  /** What was said of the ledger. */
  LedgerChoice choice() {
    return choice;
  }

  /** What can be spent: final, and in no transfer that is under way. */
  long available() throws Failure, InterruptedException {
    long balance = answer(ledger.balance(account), "the balance");
    return balance - answer(payments.underWay(), "the journal");
  }

  /** Waits for an answer, a minute at most. */
  static <T> T answer(CompletionStage<T> stage, String what) throws Failure, InterruptedException {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new Failure(what + " did not come within " + PATIENCE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LedgerException || e.getCause() instanceof JournalException) {
        throw new Failure(e.getCause().getMessage(), e);
      }
      throw new IllegalStateException(what + " failed", e.getCause());
    }
  }

  /** Waits for a change that was asked for before the last look, a while at most. */
  void await(CompletionStage<Void> change) throws Failure, InterruptedException {
    try {
      change.toCompletableFuture().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // Nothing has changed: whoever waits decides whether to go on waiting.
    } catch (ExecutionException e) {
      throw new Failure(e.getCause().getMessage(), e);
    }
  }

  /** Lets time pass, so that what there are many of is not looked up too often. */
  static void pause(Duration time) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    if (never.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException("what never happens has happened");
    }
  }

  @Override
  public void close() throws PlatformException {
    try {
      hosted.close();
    } finally {
      end.run();
    }
  }
}
