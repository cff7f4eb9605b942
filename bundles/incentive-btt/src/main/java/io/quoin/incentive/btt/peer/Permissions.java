package io.quoin.incentive.btt.peer;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.TokenLedger;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What the ledger says of accounts, kept for an hour: which keys may spend for whom, and which
 * accounts exist. Bounded: the oldest are asked for again.
 */
public final class Permissions {
  private static final long HOUR = 3_600_000_000_000L;

  /** The most answers that are remembered. */
  static final int MOST = 4096;

  private final TokenLedger ledger;
  private final Answers answers;
  private final LongSupplier clock;
  private final Map<Object, Known> known = new LinkedHashMap<>();

  private record Known(boolean yes, long at) {}

  private record Pair(Address owner, Address signer) {}

  /**
   * Nothing is known yet.
   *
   * @param clock the monotonic one
   */
  public Permissions(TokenLedger ledger, Answers answers, LongSupplier clock) {
    this.ledger = ledger;
    this.answers = answers;
    this.clock = clock;
  }

  /** Tells whether a key may transfer an account's tokens; no if the ledger cannot be asked. */
  public void maySpend(Address owner, Address signer, Consumer<Boolean> then) {
    if (owner.equals(signer)) {
      then.accept(true);
    } else {
      ask(new Pair(owner, signer), () -> ledger.maySpend(owner, signer), then);
    }
  }

  /** Tells whether an account exists; no if the ledger cannot be asked. */
  public void activated(Address owner, Consumer<Boolean> then) {
    ask(owner, () -> ledger.activated(owner), then);
  }

  private interface Question {
    CompletionStage<Boolean> ask();
  }

  private void ask(Object key, Question question, Consumer<Boolean> then) {
    Known before = known.get(key);
    if (before != null && clock.getAsLong() - before.at() < HOUR) {
      then.accept(before.yes());
      return;
    }
    answers.await(
        question.ask(),
        yes -> {
          keep(key, yes);
          then.accept(yes);
        },
        failure -> then.accept(false));
  }

  private void keep(Object key, boolean yes) {
    known.remove(key);
    known.put(key, new Known(yes, clock.getAsLong()));
    if (known.size() > MOST) {
      Iterator<Object> oldest = known.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  int size() {
    return known.size();
  }
}
