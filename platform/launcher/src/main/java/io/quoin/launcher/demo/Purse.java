package io.quoin.launcher.demo;

import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.journal.PayeeAccount;
import io.quoin.api.journal.Settlement;
import io.quoin.api.journal.TorrentMoney;
import io.quoin.api.ledger.Address;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformException;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/** A peer's address, and what its journal says. */
final class Purse {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_SETTLEMENTS = 1000;

  private final MoneyJournal journal;

  Purse(Platform platform) throws PlatformException {
    journal = platform.service(MoneyJournal.class, PATIENCE);
  }

  Address address() {
    return journal.address();
  }

  /** What was promised to it. */
  long earned() throws DemoException, InterruptedException {
    return sum(TorrentMoney::earned);
  }

  /** What it has promised. */
  long spent() throws DemoException, InterruptedException {
    return sum(TorrentMoney::spent);
  }

  private long sum(ToLongFunction<TorrentMoney> part) throws DemoException, InterruptedException {
    return Waiting.answer(journal.torrents(), "the journal").stream().mapToLong(part).sum();
  }

  /** What it owes. */
  long debt() throws DemoException, InterruptedException {
    return Waiting.answer(journal.creditors(), "the journal").stream()
        .mapToLong(PayeeAccount::debt)
        .sum();
  }

  /** Its payments that are final, the newest first. */
  List<Settlement> payments() throws DemoException, InterruptedException {
    return Waiting.answer(journal.settlements(MOST_SETTLEMENTS), "the journal").stream()
        .filter(settlement -> settlement.state() == Settlement.State.FINAL)
        .toList();
  }
}
