package io.quoin.experiments.swarms;

import io.quoin.api.torrent.Limits;
import io.quoin.testbed.PeerPlan;
import io.quoin.testbed.PeerResult;
import io.quoin.testbed.StandardSwarm;
import io.quoin.testbed.TestPeer;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.money.VirtualLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * What came of one swarm.
 *
 * @param complete whether everybody has got everything
 * @param payers those who pay, or would if the incentive were on, as they fared
 * @param others the other leeches
 * @param paidShare of all that was sent
 * @param conserved whether balances come to what was given out, at the end and whenever the ledger
 *     was looked at
 * @param transfers on the ledger
 */
record Run(
    boolean complete,
    List<PeerResult> payers,
    List<PeerResult> others,
    double paidShare,
    boolean conserved,
    int transfers) {

  private static final Duration AT_MOST = Duration.ofHours(1);
  private static final Duration FINALITY = Duration.ofSeconds(57);
  private static final int FREE_TRANSFERS = 2;
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration LONG_STALL = Duration.ofSeconds(60);
  private static final int SLOTS = 8;
  private static final int CONNECTIONS = 200;

  /** Part of its line that a peer gives, so that what holds it back is its limit. */
  private static final double OF_LINE = 0.96;

  Run {
    payers = List.copyOf(payers);
    others = List.copyOf(others);
  }

  static Run play(StandardSwarm swarm, Arm arm, long seed) {
    Testbed testbed = new Testbed(seed);
    VirtualLedger ledger = new VirtualLedger(testbed, FINALITY, FREE_TRANSFERS);
    Set<Integer> paying = draw(swarm.leeches(), arm.payers(), seed);
    Set<Integer> selling = draw(swarm.leeches(), arm.sellers(), seed + 1);
    List<PeerPlan> plans = new ArrayList<>();
    List<TestPeer> peers =
        swarm.addTo(
            testbed,
            plan -> {
              int leech = plans.size() - seeds(plans);
              PeerPlan changed = limited(plan, arm);
              if (arm.on()) {
                boolean pays = !plan.seed() && paying.contains(leech);
                boolean sells = plan.seed() || selling.contains(leech);
                changed = trading(testbed, ledger, plans.size() + 1, changed, sells, pays, arm);
              }
              plans.add(changed);
              return changed;
            });
    boolean conserved = true;
    long given = ledger.total();
    while (!peers.stream().allMatch(TestPeer::isComplete) && testbed.now().compareTo(AT_MOST) < 0) {
      testbed.run(LOOK);
      conserved &= ledger.total() == given;
    }
    return result(testbed, ledger, peers, paying, seeds(plans), conserved);
  }

  private static int seeds(List<PeerPlan> plans) {
    return (int) plans.stream().filter(PeerPlan::seed).count();
  }

  private static Set<Integer> draw(int leeches, int percent, long seed) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < leeches; i++) {
      all.add(i);
    }
    Collections.shuffle(all, new Random(seed));
    return new HashSet<>(all.subList(0, leeches * percent / 100));
  }

  private static PeerPlan limited(PeerPlan plan, Arm arm) {
    long up = (long) (plan.access().up() * OF_LINE);
    PeerPlan limited = plan.limited(new Limits(Limits.UNLIMITED, up, CONNECTIONS, SLOTS));
    return arm.leave() && !plan.seed() ? limited.leavingWhenComplete() : limited;
  }

  private static PeerPlan trading(
      Testbed testbed,
      VirtualLedger ledger,
      int number,
      PeerPlan plan,
      boolean sells,
      boolean pays,
      Arm arm) {
    if (!sells && !pays) {
      return plan;
    }
    Trader trader =
        new Trader(testbed, ledger, number, Trader.settings(sells, pays, arm.strangers()));
    return plan.with(trader.incentive());
  }

  private static Run result(
      Testbed testbed,
      VirtualLedger ledger,
      List<TestPeer> peers,
      Set<Integer> paying,
      int seeds,
      boolean conserved) {
    List<PeerResult> results = testbed.results();
    List<PeerResult> payers = new ArrayList<>();
    List<PeerResult> others = new ArrayList<>();
    for (int i = seeds; i < results.size(); i++) {
      (paying.contains(i - seeds) ? payers : others).add(results.get(i));
    }
    double sent = results.stream().mapToLong(PeerResult::sent).sum();
    double paid = results.stream().mapToLong(PeerResult::sentPaid).sum();
    return new Run(
        peers.stream().allMatch(TestPeer::isComplete),
        payers,
        others,
        paid / sent,
        conserved,
        ledger.transfers());
  }

  /** How much faster payers' median is than others'. */
  double payersOverOthers() {
    return median(payers, r -> r.speed().orElse(0)) / median(others, r -> r.speed().orElse(0));
  }

  /** Seconds from arrival to completion, the median of the others. */
  double othersTime() {
    return median(others, r -> r.completion().map(c -> seconds(c.minus(r.arrival()))).orElse(1e9));
  }

  /** Seconds from arrival to the first piece, the median of the others. */
  double othersFirstPiece() {
    return median(others, r -> r.firstPiece().map(f -> seconds(f.minus(r.arrival()))).orElse(1e9));
  }

  /** Others that waited a minute or longer for a block. */
  long longStalls() {
    return others.stream()
        .flatMap(r -> r.stalls().stream())
        .filter(stall -> stall.span().compareTo(LONG_STALL) >= 0)
        .count();
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  private static double median(List<PeerResult> of, Function<PeerResult, Double> figure) {
    List<Double> sorted = of.stream().map(figure).sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
