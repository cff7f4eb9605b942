package io.quoin.survival;

import static io.quoin.survival.PairedWindows.print;
import static io.quoin.survival.Payload.MIB;

import io.quoin.api.plugin.Plugins;
import org.awaitility.Awaitility;

/**
 * What changes of plugins cost a transfer between two platforms: windows in which plugins are
 * installed, updated, disabled, enabled and removed, on either side in turns, beside windows
 * without.
 */
public final class PluginBenchmark {

  private static final long RATE = 64L * MIB;

  private final PluginRounds[] rounds;
  private int steps;

  private PluginBenchmark(PluginRounds... rounds) {
    this.rounds = rounds;
  }

  /** Runs for about three minutes. */
  public static void main(String[] arguments) throws Exception {
    long seconds = PairedWindows.seconds() + 120;
    try (Scratch scratch = Scratch.with(MIB);
        Trade trade = new Trade(new Payload("measured", RATE * seconds), MIB, scratch.path())) {
      trade.seed(RATE);
      trade.download();
      Awaitility.await().atMost(House.PATIENCE).until(() -> trade.written() > RATE);
      new PluginBenchmark(
              rounds(trade.seller(), scratch, "seller"), rounds(trade.buyer(), scratch, "buyer"))
          .run(trade);
    }
    System.exit(0);
  }

  private static PluginRounds rounds(House house, Scratch scratch, String name) throws Exception {
    house.choose(PluginRounds.INCENTIVE);
    return new PluginRounds(
        house.service(Plugins.class), scratch.path().resolve(name + "-plugins"));
  }

  private void run(Trade trade) throws Exception {
    for (int i = 0; i < rounds.length * PluginRounds.steps(); i++) {
      step();
    }
    int before = steps;
    int connections = trade.connections().size();
    new PairedWindows(trade, this::step).run();
    print(
        "%d steps; %d connections before, %d in all",
        steps - before, connections, trade.connections().size());
  }

  private void step() throws Exception {
    rounds[steps % rounds.length].step();
    steps++;
  }
}
