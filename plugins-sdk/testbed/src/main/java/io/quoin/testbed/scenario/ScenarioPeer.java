package io.quoin.testbed.scenario;

import io.quoin.api.torrent.Limits;
import io.quoin.testbed.Incentive;
import java.time.Duration;
import java.util.Optional;

/**
 * Somebody in a scenario. Immutable: each change is a copy.
 *
 * @param name for results
 * @param group of those whose results are looked at together
 * @param seed whether it has everything from the beginning
 * @param limits of its engine: rates, connections, upload slots
 * @param arrival when it comes, from the beginning
 * @param leaves whether it goes as soon as it has everything
 * @param incentive who decides whom it serves; empty for tit for tat
 */
public record ScenarioPeer(
    String name,
    String group,
    boolean seed,
    Limits limits,
    Duration arrival,
    boolean leaves,
    Optional<Incentive> incentive) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if it comes before the beginning
   */
  public ScenarioPeer {
    if (arrival.isNegative()) {
      throw new IllegalArgumentException("nobody arrives before the beginning");
    }
  }

  /**
   * One that has everything. It is there from the beginning, and stays.
   *
   * @param name also of its group
   * @param limits of its engine
   * @return the peer
   */
  public static ScenarioPeer seed(String name, Limits limits) {
    return new ScenarioPeer(name, name, true, limits, Duration.ZERO, false, Optional.empty());
  }

  /**
   * One that has nothing yet. It is there from the beginning, and stays when it is complete.
   *
   * @param name also of its group
   * @param limits of its engine
   * @return the peer
   */
  public static ScenarioPeer leech(String name, Limits limits) {
    return new ScenarioPeer(name, name, false, limits, Duration.ZERO, false, Optional.empty());
  }

  /**
   * The same in a group.
   *
   * @param changed of those whose results are looked at together
   * @return the changed copy
   */
  public ScenarioPeer in(String changed) {
    return new ScenarioPeer(name, changed, seed, limits, arrival, leaves, incentive);
  }

  /**
   * The same, coming at another time.
   *
   * @param changed from the beginning
   * @return the changed copy
   */
  public ScenarioPeer arriving(Duration changed) {
    return new ScenarioPeer(name, group, seed, limits, changed, leaves, incentive);
  }

  /**
   * The same, leaving as soon as it has everything.
   *
   * @return the changed copy
   */
  public ScenarioPeer leavingWhenComplete() {
    return new ScenarioPeer(name, group, seed, limits, arrival, true, incentive);
  }

  /**
   * The same with an incentive.
   *
   * @param changed for this peer in this run alone
   * @return the changed copy
   */
  public ScenarioPeer with(Incentive changed) {
    return new ScenarioPeer(name, group, seed, limits, arrival, leaves, Optional.of(changed));
  }
}
