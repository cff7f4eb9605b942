package io.quoin.testbed;

import io.quoin.api.torrent.Limits;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;

/**
 * How fast the testbed is: {@code SwarmBenchmark LEECHES MIB SECONDS [SEED [CONNECTIONS [RUNS]]]}
 * runs that many leeches for that long, as often as it says, and tells what each run took. The
 * first one is slower: the code is not compiled yet. An experiment is hundreds of runs.
 *
 * <p>Time goes mostly into waiting for memory: large pages help, a collector with few barriers, and
 * a young generation that is not larger than need be ({@code -XX:+UseTransparentHugePages
 * -XX:+UseSerialGC -Xmn128m}).
 */
public final class SwarmBenchmark {
  private SwarmBenchmark() {}

  /** Runs. */
  public static void main(String[] arguments) {
    int leeches = Integer.parseInt(arguments[0]);
    long mib = Long.parseLong(arguments[1]);
    long seconds = Long.parseLong(arguments[2]);
    long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : 1;
    int connections = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 50;
    int runs = arguments.length > 5 ? Integer.parseInt(arguments[5]) : 3;
    for (int run = 1; run <= runs; run++) {
      System.out.printf("run %d%n", run);
      run(leeches, mib, seconds, seed, connections);
    }
  }

  private static void run(int leeches, long mib, long seconds, long seed, int connections) {
    Limits limits =
        new Limits(Limits.UNLIMITED, Limits.UNLIMITED, connections, Limits.DEFAULT.uploadSlots());
    StandardSwarm swarm = new StandardSwarm(leeches, mib << 20);
    Testbed testbed = new Testbed(seed);
    List<TestPeer> peers = swarm.addTo(testbed, plan -> plan.limited(limits));

    long cpu = cpuNanos();
    long begin = System.nanoTime();
    testbed.run(Duration.ofSeconds(seconds));
    double wall = (System.nanoTime() - begin) / 1e9;
    double used = (cpuNanos() - cpu) / 1e9;

    double[] done =
        testbed.results().stream()
            .flatMap(result -> result.completion().stream())
            .mapToDouble(completion -> completion.toMillis() / 1e3)
            .sorted()
            .toArray();
    System.gc();
    long memory = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    System.out.printf("peers %d, blocks %d%n", peers.size(), testbed.blocks());
    System.out.printf("wall %.1f s, CPU of this thread %.1f s%n", wall, used);
    System.out.printf("CPU a block %.2f us%n", used * 1e6 / testbed.blocks());
    System.out.printf("memory a peer %.0f KiB%n", memory / 1024.0 / peers.size());
    System.out.printf("complete %d, fluid limit %s%n", done.length, swarm.fluidLimit());
    if (done.length > 0) {
      System.out.printf(
          "first %.0f s, median %.0f s, last %.0f s%n",
          done[0], done[done.length / 2], done[done.length - 1]);
    }
    LongSummaryStatistics stalls =
        testbed.results().stream()
            .flatMap(result -> result.stalls().stream())
            .mapToLong(stall -> stall.span().toSeconds())
            .summaryStatistics();
    System.out.printf("stalls %d, longest %d s%n", stalls.getCount(), Math.max(0, stalls.getMax()));
    System.out.println("digest " + testbed.digest());
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
