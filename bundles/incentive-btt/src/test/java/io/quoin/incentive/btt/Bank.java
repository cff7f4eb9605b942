package io.quoin.incentive.btt;

import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.ledger.local.LedgerRules;
import io.quoin.ledger.local.LocalLedger;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.money.StandInWallet;
import io.quoin.wallet.journal.SqliteJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** The embedded ledger with the journals of those who use it, on disk in files of SQLite. */
final class Bank {
  static final long GIVEN = 1000 * Settings.TOKEN;

  private final Testbed testbed;
  private final Path directory;
  private final LocalLedger ledger;

  /**
   * Nobody has money yet.
   *
   * @param finality after which a transfer is final
   * @param directory of the journals
   */
  Bank(Testbed testbed, Duration finality, Path directory) {
    this.testbed = testbed;
    this.directory = directory;
    this.ledger =
        LocalLedger.simulated(
            new NetId(7),
            new TokenFacts(new TokenId(1), "Test", 6),
            10 * GIVEN,
            new LedgerRules(finality, 100, 1, 1),
            new StandInWallet(StandInWallet.address(0)),
            testbed.clock(),
            task -> testbed.at(testbed.now().plusMillis(100), task));
  }

  TokenLedger ledger() {
    return ledger;
  }

  /** What somebody who is given money has at home. */
  Safe safe(StandInWallet wallet) {
    answer(ledger.welcome(wallet.address(), GIVEN, 1_000_000));
    return new Safe(wallet);
  }

  long finalBalance(Address owner) {
    return answer(ledger.balance(owner));
  }

  /** What a service answers, once the virtual clock has got there. */
  <T> T answer(CompletionStage<T> stage) {
    return Purse.answer(testbed, stage);
  }

  /** What one party's processes find on their disk, one after the other. */
  final class Safe {
    private final StandInWallet wallet;
    private Life life;
    private int lives;

    private Safe(StandInWallet wallet) {
      this.wallet = wallet;
      this.life = new Life(wallet, place());
    }

    private Path place() {
      return directory.resolve(wallet.address() + "-" + lives++);
    }

    /** The journal as the process that lives now has it. */
    MoneyJournal journal() {
      return life.journal;
    }

    /** The process is killed: what is not on disk now is lost. */
    void kill() {
      life.over = true;
      Path next = place();
      copy(life.place, next);
      life = new Life(wallet, next);
    }
  }

  private final class Life {
    private final Path place;
    private final SqliteJournal journal;
    private boolean over;

    Life(StandInWallet wallet, Path place) {
      this.place = place;
      try {
        this.journal =
            SqliteJournal.simulated(
                place,
                wallet,
                ledger,
                Budgets.UNLIMITED,
                testbed.clock(),
                () -> testbed.now().toNanos(),
                this::later);
      } catch (JournalException e) {
        throw new AssertionError(e);
      }
    }

    private void later(Duration delay, Runnable task) {
      testbed.at(
          testbed.now().plus(delay),
          () -> {
            if (!over) {
              task.run();
            }
          });
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to);
      List<Path> files;
      try (Stream<Path> all = Files.list(from)) {
        files = all.toList();
      }
      for (Path file : files) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
