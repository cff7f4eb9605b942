package io.quoin.survival;

import static io.quoin.survival.Payload.MIB;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * What swaps cost a transfer between two platforms that runs below what the machine can do: windows
 * with swaps every 50 ms, on either side in turns, beside windows without. Prints how long a swap
 * takes, and the ratios of rate and processor time.
 */
public final class SwapBenchmark {

  private static final int PAIRS = 15;

  /** Two-sided 95 % point of Student's t for 14 degrees of freedom. */
  private static final double T = 2.145;

  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(4);
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long RATE = 64L * MIB;
  private static final int WARM_UP = 100;

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Trade trade;
  private final SwapLog log;
  private final List<Double> pauses = new ArrayList<>();
  private int swaps;

  /** What passed in a window. */
  private record Window(double bytesPerSecond, double cpuSecondsPerGib) {}

  private SwapBenchmark(Trade trade, SwapLog log) {
    this.trade = trade;
    this.log = log;
  }

  /** Runs for about three minutes. */
  public static void main(String[] arguments) throws Exception {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(WINDOW_NANOS) * 2 * PAIRS + 60;
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
    List<Double> rates = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      boolean swapsFirst = pair % 2 == 0;
      Window one = window(swapsFirst);
      Window other = window(!swapsFirst);
      Window with = swapsFirst ? one : other;
      Window without = swapsFirst ? other : one;
      rates.add(with.bytesPerSecond() / without.bytesPerSecond());
      costs.add(with.cpuSecondsPerGib() / without.cpuSecondsPerGib());
      print("pair %d: with swaps %s, without %s", pair + 1, with, without);
    }
    List<Double> sorted = pauses.stream().sorted().toList();
    print(
        "%d swaps: median %.2f ms, 99 of 100 below %.2f ms, longest %.2f ms",
        sorted.size(),
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() * 99 / 100),
        sorted.get(sorted.size() - 1));
    print("rate with swaps over without: %s", ratios(rates));
    print("processor time a GiB with swaps over without: %s", ratios(costs));
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private static String ratios(List<Double> values) {
    double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    double half = T * Math.sqrt(squares / (PAIRS - 1) / PAIRS);
    return String.format(
        Locale.ROOT,
        "median %.3f, mean %.3f with a 95 %% interval of %.3f to %.3f, %d pairs",
        values.stream().sorted().toList().get(PAIRS / 2),
        mean,
        mean - half,
        mean + half,
        PAIRS);
  }

  private Window window(boolean withSwaps) throws Exception {
    long begin = System.nanoTime();
    long written = trade.written();
    long cpu = SYSTEM.getProcessCpuTime();
    for (long next = begin; next - begin < WINDOW_NANOS; next += INTERVAL_NANOS) {
      if (withSwaps) {
        swapOnce();
      }
      while (System.nanoTime() - next < INTERVAL_NANOS) {
        LockSupport.parkNanos(next + INTERVAL_NANOS - System.nanoTime());
      }
    }
    long used = SYSTEM.getProcessCpuTime() - cpu;
    long bytes = trade.written() - written;
    long nanos = System.nanoTime() - begin;
    return new Window(bytes * 1e9 / nanos, used / 1e9 / (bytes / 1024.0 / MIB));
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
