package io.quoin.incentive.btt;

import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.tck.IncentiveContract;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.money.VirtualLedger;
import java.time.Duration;

/** The incentive keeps what the API promises, for somebody who earns and spends. */
class BttContractTest extends IncentiveContract {

  private final Testbed testbed = new Testbed(5);
  private final VirtualLedger ledger = new VirtualLedger(testbed, Duration.ofSeconds(57), 2);

  @Override
  protected IncentiveProvider provider() {
    return new Purse(testbed, ledger, 1, Settings.of(true, true)).provider;
  }

  @Override
  protected void passes(Duration span) {
    testbed.run(span);
  }
}
