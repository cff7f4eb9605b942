package io.quoin.survival;

import static io.quoin.survival.PairedWindows.print;
import static io.quoin.survival.Payload.MIB;

import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * What swaps of incentives cost a transfer between two platforms: windows with swaps every 50 ms,
 * on either side in turns, beside windows without. Prints how long a swap takes as well.
 */
public final class SwapBenchmark {

  private static final long RATE = 64L * MIB;
  private static final int WARM_UP = 100;

  private final Trade trade;
  private final SwapLog log;
  private final List<Double> pauses = new ArrayList<>();
  private int swaps;

  private SwapBenchmark(Trade trade, SwapLog log) {
    this.trade = trade;
    this.log = log;
  }

  /** Runs for about three minutes. */
  public static void main(String[] arguments) throws Exception {
    long seconds = PairedWindows.seconds() + 60;
    try (Scratch scratch = Scratch.with(MIB);
        SwapLog log = new SwapLog();
        Trade trade = new Trade(new Payload("measured", RATE * seconds), MIB, scratch.path())) {
      new SwapBenchmark(trade, log).run();
    }
    System.exit(0);
  }

  private void run() throws Exception {
    trade.seed(RATE);
    trade.download();
    Awaitility.await().atMost(House.PATIENCE).until(() -> trade.written() > RATE);
    swap(trade.buyer(), Trade.BTT);
    swap(trade.seller(), Trade.BTT);
    for (int i = 0; i < WARM_UP; i++) {
      swapOnce();
    }
    pauses.clear();
    new PairedWindows(trade, this::swapOnce).run();
    List<Double> sorted = pauses.stream().sorted().toList();
    print(
        "%d swaps: median %.2f ms, 99 of 100 below %.2f ms, longest %.2f ms",
        sorted.size(),
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() * 99 / 100),
        sorted.get(sorted.size() - 1));
  }

  /** There and back on one side, then on the other. */
  private void swapOnce() throws Exception {
    House house = swaps / 2 % 2 == 0 ? trade.seller() : trade.buyer();
    String away = swaps / 4 % 2 == 0 ? Trade.RATIO : "none";
    swap(house, swaps % 2 == 0 ? away : Trade.BTT);
    swaps++;
  }

  private void swap(House house, String incentive) throws Exception {
    house.choose(incentive);
    pauses.add(
        log.await(incentive.equals("none") ? SwapLog.TIT_FOR_TAT : SwapLog.incentive(incentive)));
  }
}
