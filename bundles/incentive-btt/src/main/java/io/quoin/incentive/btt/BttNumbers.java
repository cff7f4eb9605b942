package io.quoin.incentive.btt;

import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricKind;
import io.quoin.api.metrics.MetricUnit;
import io.quoin.api.metrics.Sample;
import io.quoin.incentive.btt.selling.Sales;
import java.util.List;

/**
 * How trade goes, as of a round.
 *
 * @param peers that speak the extension
 * @param asking price in base units per GiB; 0 if nothing is sold
 * @param selling what we let
 * @param buying what we lease
 */
record BttNumbers(int peers, long asking, Side selling, Side buying) {

  /** Before the first round. */
  static final BttNumbers NONE = new BttNumbers(0, 0, Side.NONE, Side.NONE);

  /**
   * One direction.
   *
   * @param leases that run
   * @param bids that stand
   * @param baseUnits promised since the policy began
   */
  record Side(long leases, long bids, long baseUnits) {
    static final Side NONE = new Side(0, 0, 0);
  }

  static BttNumbers of(Trade trade, int peers) {
    return new BttNumbers(
        peers,
        trade.sales().map(Sales::ask).orElse(0L),
        trade.sales().map(s -> new Side(s.leases(), s.bids(), s.earned())).orElse(Side.NONE),
        trade.purchases().map(p -> new Side(p.leases(), p.bids(), p.spent())).orElse(Side.NONE));
  }

  List<Metric> metrics() {
    return List.of(
        Metric.gauge("peers", MetricUnit.NONE, "Peers that speak the extension", peers),
        Metric.gauge(
            "ask_per_gibibyte",
            MetricUnit.BASE_UNITS,
            "What a GiB of preferred service costs with us",
            asking),
        both("leases", "Peers that serve or are served for pay", selling.leases, buying.leases),
        both("bids", "Bids that stand", selling.bids, buying.bids),
        Metric.counter(
            "earned",
            MetricUnit.BASE_UNITS,
            "Promised to us since the policy began",
            selling.baseUnits),
        Metric.counter(
            "spent",
            MetricUnit.BASE_UNITS,
            "Promised by us since the policy began",
            buying.baseUnits));
  }

  private static Metric both(String name, String help, long selling, long buying) {
    return new Metric(
        name,
        MetricKind.GAUGE,
        MetricUnit.NONE,
        help,
        List.of(Sample.of(selling, "side", "selling"), Sample.of(buying, "side", "buying")));
  }
}
