package io.quoin.incentive.btt.peer;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.ledger.LedgerHead;
import io.quoin.api.ledger.TokenLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The solidified time of the ledger, as it was told last; the local one if that is too old. */
public final class LedgerTime {
  private static final Duration OLD = Duration.ofMinutes(5);

  private final TokenLedger ledger;
  private final Answers answers;
  private final IncentiveContext context;
  private Optional<LedgerHead> head = Optional.empty();

  /** The local time, until the ledger has been asked. */
  public LedgerTime(TokenLedger ledger, Answers answers, IncentiveContext context) {
    this.ledger = ledger;
    this.answers = answers;
    this.context = context;
  }

  /** Asks the ledger. */
  public void ask() {
    answers.await(ledger.head(), now -> head = Optional.of(now), failure -> {});
  }

  /** What time it is. */
  public Instant now() {
    Instant local = context.clock().instant();
    return head.map(LedgerHead::time)
        .filter(time -> Duration.between(time, local).compareTo(OLD) < 0)
        .orElse(local);
  }
}
