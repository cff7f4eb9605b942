package ${package};

import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.tck.IncentiveContract;

/** The incentive keeps what the api promises of it. */
class FriendsFirstContractTest extends IncentiveContract {

  @Override
  protected IncentiveProvider provider() {
    return new FriendsFirst(new TestSettings("192.0.2.1"));
  }
}
