package io.quoin.tck;

import io.quoin.api.incentive.IncentiveProvider;

/** What does nothing wrong passes every check. */
class IncentiveContractTest extends IncentiveContract {

  @Override
  protected IncentiveProvider provider() {
    return new RightIncentive();
  }
}
