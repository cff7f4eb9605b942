package io.quoin.survival;

import static io.quoin.survival.Payload.MIB;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What something costs a transfer that runs below what the machine can do: windows in which it is
 * done again and again beside windows without. Prints the ratios of rate and processor time.
 */
final class PairedWindows {

  /** Of windows with and without. */
  static final int PAIRS = 15;

  /** Two-sided 95 % point of Student's t for 14 degrees of freedom. */
  private static final double T = 2.145;

  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(4);
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Trade trade;
  private final Work work;

  /** What is done every 50 ms, or as often as it can be. */
  @FunctionalInterface
  interface Work {
    void once() throws Exception;
  }

  /** What passed in a window. */
  private record Window(double bytesPerSecond, double cpuSecondsPerGib) {}

  PairedWindows(Trade trade, Work work) {
    this.trade = trade;
    this.work = work;
  }

  /** How long all of them take. */
  static long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(WINDOW_NANOS) * 2 * PAIRS;
  }

  static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** Plays them all. */
  void run() throws Exception {
    List<Double> rates = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      boolean workFirst = pair % 2 == 0;
      Window one = window(workFirst);
      Window other = window(!workFirst);
      Window with = workFirst ? one : other;
      Window without = workFirst ? other : one;
      rates.add(with.bytesPerSecond() / without.bytesPerSecond());
      costs.add(with.cpuSecondsPerGib() / without.cpuSecondsPerGib());
      print("pair %d: with %s, without %s", pair + 1, with, without);
    }
    print("rate with over without: %s", ratios(rates));
    print("processor time a GiB with over without: %s", ratios(costs));
  }

  private Window window(boolean working) throws Exception {
    long begin = System.nanoTime();
    long written = trade.written();
    long cpu = SYSTEM.getProcessCpuTime();
    for (long next = begin; System.nanoTime() - begin < WINDOW_NANOS; next += INTERVAL_NANOS) {
      if (working) {
        work.once();
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
}
