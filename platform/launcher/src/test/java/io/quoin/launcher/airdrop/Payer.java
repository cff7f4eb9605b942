package io.quoin.launcher.airdrop;

import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.JournalException;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.api.wallet.Wallet;
import io.quoin.wallet.journal.SqliteJournal;
import io.quoin.wallet.key.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A process that pays rows, on virtual time: its journal is real, and it may die. */
final class Payer implements Airdrop.Surroundings, AutoCloseable {

  /** A public test key: nothing is ever kept on it. */
  private static final SigningKey KEY =
      SigningKey.of(
          HexFormat.of()
              .parseHex("da146374a75310b9666e834ee4ad0866d6f4035967bfc76217c5a495fff9f0d0"));

  static final Address ADDRESS = KEY.address();

  private final VirtualTime time;
  private final MortalLedger ledger;
  private final SqliteJournal journal;
  private int mostUnderWay;

  /** The process has died. */
  static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Signs at once. */
  private static final class TestWallet implements Wallet {
    @Override
    public Address address() {
      return ADDRESS;
    }

    @Override
    public Address signer() {
      return ADDRESS;
    }

    @Override
    public CompletionStage<Signature> sign(Digest digest) {
      return CompletableFuture.completedStage(KEY.sign(digest));
    }
  }

  Payer(Path directory, VirtualTime time, MortalLedger ledger) throws JournalException {
    this.time = time;
    this.ledger = ledger;
    this.journal =
        SqliteJournal.simulated(
            directory,
            new TestWallet(),
            ledger,
            Budgets.UNLIMITED,
            time,
            time::nanoTime,
            time::after);
  }

  SqliteJournal journal() {
    return journal;
  }

  Airdrop airdrop(AirdropFile file, int most) {
    return new Airdrop(journal, file, most, this);
  }

  /** The most transfers that were seen under way at a time. */
  int mostUnderWay() {
    return mostUnderWay;
  }

  @Override
  public <T> T answer(CompletionStage<T> stage) throws JournalException {
    CompletableFuture<T> future = stage.toCompletableFuture();
    while (!future.isDone()) {
      if (!time.step()) {
        throw new Died();
      }
    }
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof JournalException refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  @Override
  public void pause(Duration length) {
    if (ledger.isDead()) {
      throw new Died();
    }
    time.advance(length);
  }

  @Override
  public void look(Airdrop.Progress progress) {
    mostUnderWay = Math.max(mostUnderWay, progress.underWay());
  }

  /** Closes the journal's file; nothing is paid any more. */
  @Override
  public void close() {
    Thread closing = new Thread(journal::deactivate, "closing");
    closing.start();
    while (closing.isAlive()) {
      time.advance(Duration.ofMillis(20));
      Thread.onSpinWait();
    }
  }
}
