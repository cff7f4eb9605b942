package io.quoin.ledger.tron;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.Settlement;
import io.quoin.devnet.Devnet;
import io.quoin.devnet.chain.Token;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Payers that die at every call of the ledger that a settlement takes, with the next step of it
 * stored before: prepare, look, ask whether it expired, submit, look until it is seen.
 */
@Timeout(300)
class SimulatedCrashTest {

  private static final int CALLS = 6;
  private static final long SUN = 5_000_000;

  @TempDir private Path directory;

  /** Who dies at one of the calls. */
  private record Mortal(Trade trade, int call, boolean afterwards) {

    /** Pays until it is dead, and says how far its journal has come. */
    Optional<Settlement.State> dies(TronLedger ledger) throws Exception {
      MortalLedger mortal = new MortalLedger(ledger, call, afterwards);
      trade.stopPaying();
      trade.goOnPaying(mortal);
      trade.beginToSettle();
      Trade.done(mortal.death());
      Optional<Settlement.State> reached = trade.newest().map(Settlement::state);
      trade.stopPaying();
      return reached;
    }
  }

  @Test
  void whoever_dies_at_any_step_and_goes_on_pays_once() throws Exception {
    List<Mortal> mortals = new ArrayList<>();
    Devnet.Builder setup = Devnet.with(Token.btt()).interval(Duration.ofMillis(200));
    for (int i = 0; i < 2 * CALLS; i++) {
      Trade trade = new Trade(directory.resolve("trade-" + i));
      mortals.add(new Mortal(trade, 1 + i / 2, i % 2 == 1));
      setup.account(trade.payer(), SUN, Trade.GIVEN).account(trade.payee(), SUN, Trade.GIVEN);
    }
    try (Devnet devnet = setup.start()) {
      TronLedger ledger =
          new TronLedger(Configured.over(devnet), mortals.get(0).trade().signatures());
      try {
        assertEachPaysOnce(mortals, devnet, ledger);
      } finally {
        mortals.forEach(mortal -> mortal.trade().close());
        ledger.deactivate();
      }
    }
  }

  private static void assertEachPaysOnce(List<Mortal> mortals, Devnet devnet, TronLedger ledger)
      throws Exception {
    for (Mortal mortal : mortals) {
      mortal.trade().promise(ledger);
    }
    Set<Settlement.State> reached = EnumSet.noneOf(Settlement.State.class);
    // So that nobody is done before its last call.
    devnet.chain().holdSolidified(true);
    for (Mortal mortal : mortals) {
      mortal.dies(ledger).ifPresent(reached::add);
    }
    devnet.chain().holdSolidified(false);

    for (Mortal mortal : mortals) {
      mortal.trade().goOnPaying();
    }
    for (Mortal mortal : mortals) {
      Optional<Settlement> begun = mortal.trade().newest();
      Settlement settlement = begun.isPresent() ? begun.get() : mortal.trade().settle();
      mortal.trade().isPaidOnceBy(settlement);
    }

    assertThat(reached)
        .containsExactlyInAnyOrder(
            Settlement.State.PREPARED, Settlement.State.SENT, Settlement.State.SEEN);
    assertThat(devnet.tokensInAll()).isEqualTo(2L * mortals.size() * Trade.GIVEN);
  }
}
