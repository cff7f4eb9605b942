package io.quoin.devnet;

import static io.quoin.devnet.chain.People.ALICE;
import static io.quoin.devnet.chain.People.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quoin.devnet.chain.Order;
import io.quoin.devnet.chain.SimulatedBlock;
import io.quoin.devnet.chain.Token;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tron.trident.proto.Chain.Transaction;

/** When blocks come, and which time they have. */
class ProductionTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void blocks_come_by_themselves_and_make_a_transfer_final() throws IOException {
    try (Devnet devnet =
        Devnet.with(Token.btt())
            .account(ALICE.address(), 0, 100)
            .account(BOB.address(), 0, 0)
            .interval(Duration.ofMillis(20))
            .start()) {
      try (Client client = new Client(devnet.node())) {
        Transaction transfer = Order.of(devnet.chain(), ALICE, BOB.address(), 70).signed();
        client.broadcast(transfer);

        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    client
                        .solidity()
                        .getTransactionInfoById(Client.bytes(Order.id(transfer)))
                        .getBlockNumber(),
                number -> number > 0);

        assertThat(
                client
                    .solidity()
                    .getAccount(Client.address(BOB.address()))
                    .getAssetV2OrThrow("1002000"))
            .isEqualTo(70);
      }
    }
  }

  @Test
  void a_blocks_time_is_the_clocks_and_an_interval_after_the_one_before() throws IOException {
    try (Trial trial = new Trial(1)) {
      Instant start = trial.clock.instant();
      trial.clock.advance(Duration.ofSeconds(100));

      SimulatedBlock one = trial.devnet.produce();
      SimulatedBlock two = trial.devnet.produce();

      assertThat(one.time()).isEqualTo(start.plusSeconds(100).toEpochMilli());
      assertThat(two.time()).isEqualTo(start.plusSeconds(103).toEpochMilli());
    }
  }

  @Test
  void a_network_that_cannot_be_is_refused() {
    Devnet.Builder setup = Devnet.with(Token.btt());

    assertThatThrownBy(() -> setup.nodes(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Devnet.with(Token.btt()).lag(1_001).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1000");
    assertThatThrownBy(() -> Devnet.with(Token.btt()).interval(Duration.ZERO).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("millisecond");
  }
}
