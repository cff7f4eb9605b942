package io.quoin.examples.ratio;

import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.tck.IncentiveContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The incentive keeps what the API promises. */
class RatioCreditContractTest extends IncentiveContract {

  @TempDir private Path temporary;

  @Override
  protected IncentiveProvider provider() {
    return new RatioCredit(Group.member("anna").keepingIn(temporary));
  }
}
