package io.quoin.experiments.sockets;

import io.quoin.api.wallet.WalletException;
import io.quoin.incentive.btt.BttSettings;
import io.quoin.testbed.scenario.LoopbackGround;
import io.quoin.testbed.scenario.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What paying says on the wire, beside what is paid for: ten lanes, each of 64 MiB or more. */
final class Payments {
  private static final long BYTES = 1280L << 20;
  private static final Duration AT_MOST = Duration.ofMinutes(5);

  private Payments() {}

  /**
   * What passed.
   *
   * @param messages bytes of all extension messages of both sides
   * @param lanes payload bytes that were sent for pay, of each lane
   * @param seconds it took
   */
  record Result(long messages, List<Long> lanes, double seconds) {
    Result {
      lanes = lanes.stream().sorted().toList();
    }

    /** Messages as a part of what was paid for. */
    double share() {
      return (double) messages / lanes.stream().mapToLong(Long::longValue).sum();
    }
  }

  static Result play(BttSettings settings, long seed) throws IOException, WalletException {
    try (Town town = new Town()) {
      long begun = System.nanoTime();
      Outcome outcome =
          new LoopbackGround()
              .play(stage -> Overhead.tenLanes(Optional.of(settings), town, BYTES), seed, AT_MOST);
      double seconds = (System.nanoTime() - begun) / 1e9;
      if (!outcome.complete()) {
        throw new IllegalStateException("somebody lacks something after " + AT_MOST);
      }
      if (town.lanes().isEmpty()) {
        throw new IllegalStateException("nothing was sent for pay");
      }
      return new Result(town.messageBytes(), town.lanes(), seconds);
    }
  }
}
