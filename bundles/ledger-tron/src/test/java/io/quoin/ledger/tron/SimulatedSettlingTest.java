package io.quoin.ledger.tron;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.Settlement;
import io.quoin.devnet.Devnet;
import io.quoin.devnet.Fault;
import io.quoin.devnet.chain.SimulatedChain.Fate;
import io.quoin.devnet.chain.Token;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real journals settle over the simulator, which makes blocks by itself and moves the tokens. */
@Timeout(180)
class SimulatedSettlingTest {

  private static final long SUN = 5_000_000;

  @TempDir private Path directory;
  private Devnet devnet;
  private TronLedger ledger;
  private Trade trade;

  @BeforeEach
  void open() throws Exception {
    trade = new Trade(directory);
    devnet =
        Devnet.with(Token.btt())
            .account(trade.payer(), SUN, Trade.GIVEN)
            .account(trade.payee(), SUN, Trade.GIVEN)
            .interval(Duration.ofMillis(200))
            .nodes(2)
            .start();
    ledger = new TronLedger(Configured.over(devnet), trade.signatures());
    trade.promise(ledger);
  }

  @AfterEach
  void close() {
    trade.close();
    ledger.deactivate();
    devnet.close();
  }

  private void isPaidOnceBy(Settlement settlement) throws Exception {
    trade.isPaidOnceBy(settlement);
    assertThat(devnet.tokensInAll()).isEqualTo(2 * Trade.GIVEN);
  }

  @ParameterizedTest
  @EnumSource
  void whatever_goes_wrong_at_every_node_it_is_paid_once(Fault fault) throws Exception {
    devnet.nodes().forEach(node -> node.failNext(fault, 1));

    isPaidOnceBy(trade.settle());
  }

  @Test
  void a_program_that_ends_right_after_it_ordered_pays_once() throws Exception {
    devnet.nodes().forEach(node -> node.failNext(Fault.SILENT_AFTER, 1));
    Settlement settlement = trade.settle();
    trade.stopPaying();

    trade.goOnPaying();

    isPaidOnceBy(settlement);
  }

  @Test
  void what_vanishes_in_a_fork_is_paid_once() throws Exception {
    Settlement settlement = trade.settle();
    trade.await(settlement.id(), Settlement.State.SENT);

    devnet.fork(2, Fate.VANISH);

    isPaidOnceBy(settlement);
  }
}
