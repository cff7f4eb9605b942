package com.example.incentive;

import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.testbed.Incentive;
import io.quoin.testbed.PeerPlan;
import io.quoin.testbed.PeerResult;
import io.quoin.testbed.StandardSwarm;
import io.quoin.testbed.Testbed;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

final class Comparison {
  /** A tenth of the peers use the incentive; all leave when they are complete. */
  static List<PeerResult> run(long seed, Supplier<IncentiveProvider> incentive) {
    Testbed testbed = new Testbed(seed);
    new StandardSwarm(100, 64L << 20)
        .addTo(
            testbed,
            plan -> {
              PeerPlan leaving = plan.seed() ? plan : plan.leavingWhenComplete();
              return plan.name().endsWith("7")
                  ? leaving.with(Incentive.of("mine", incentive.get()))
                  : leaving;
            });
    testbed.run(Duration.ofMinutes(15));
    return testbed.results();
  }
}
