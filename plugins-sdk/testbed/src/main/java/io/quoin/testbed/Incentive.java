package io.quoin.testbed;

import io.quoin.api.incentive.IncentiveProvider;

/**
 * An incentive as a peer's engine finds it.
 *
 * @param id marks its hand-over bytes
 * @param provider opens its policies
 */
public record Incentive(String id, IncentiveProvider provider) {

  /**
   * An incentive.
   *
   * @param id marks its hand-over bytes
   * @param provider opens its policies
   * @return both together
   */
  public static Incentive of(String id, IncentiveProvider provider) {
    return new Incentive(id, provider);
  }
}
