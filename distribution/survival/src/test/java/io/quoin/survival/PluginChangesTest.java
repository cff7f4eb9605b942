package io.quoin.survival;

import static io.quoin.survival.Payload.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.plugin.Plugins;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators install, update and remove plugins while a torrent is downloaded. */
class PluginChangesTest {

  /** Bytes that pass from one step to the next: blocks are under way in each. */
  private static final long BETWEEN = 256 << 10;

  private static final int ROUNDS = 4;

  @TempDir Path directory;

  @Test
  void plugins_come_change_and_go_and_no_connection_and_no_block_is_lost() throws Exception {
    Payload payload = new Payload("steady", 192L * MIB);
    try (SwapLog log = new SwapLog();
        Trade trade = new Trade(payload, MIB, directory)) {
      trade.seed(16L * MIB);
      trade.download();
      await()
          .atMost(House.PATIENCE)
          .until(() -> trade.verified() > MIB && !trade.connected().isEmpty());
      Set<InetSocketAddress> connected = trade.connected();
      PluginRounds sellers = rounds(trade.seller(), "seller");
      PluginRounds buyers = rounds(trade.buyer(), "buyer");

      for (int step = 0; step < ROUNDS * PluginRounds.steps(); step++) {
        sellers.step();
        buyers.step();
        trade.awaitServed(BETWEEN);
        trade.connections();
      }
      log.await(SwapLog.incentive(PluginRounds.INCENTIVE));
      long verified = trade.verified();
      trade.finish();

      assertThat(verified).as("it was going on still").isLessThan(payload.length());
      assertThat(trade.connections()).isEqualTo(connected).hasSize(1);
      assertThat(trade.received()).isEqualTo(payload.length());
      assertThat(trade.sent(payload.length())).isEqualTo(payload.length());
      assertThat(trade.wasted()).isZero();
    }
  }

  /** Steps in a platform whose engine takes up the incentive among the plugins when it is there. */
  private PluginRounds rounds(House house, String name) throws Exception {
    house.choose(PluginRounds.INCENTIVE);
    return new PluginRounds(house.service(Plugins.class), directory.resolve(name + "-plugins"));
  }
}
