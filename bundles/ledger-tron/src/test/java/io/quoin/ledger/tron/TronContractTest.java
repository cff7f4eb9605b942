package io.quoin.ledger.tron;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.devnet.Devnet;
import io.quoin.devnet.chain.Token;
import io.quoin.tck.LedgerContract;
import io.quoin.wallet.key.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** The ledger keeps what the API promises, over the simulator. */
@Timeout(120)
class TronContractTest extends LedgerContract {

  private static final Duration INTERVAL = Duration.ofSeconds(3);
  private static final int BLOCKS_TO_FINALITY = 3;

  private final TestKeys keys = new TestKeys();
  private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private Devnet devnet;
  private TronLedger ledger;

  @BeforeEach
  void start() throws Exception {
    devnet =
        Devnet.with(Token.btt())
            .account(payer(), 5_000_000, 1_000)
            .account(payee(), 0, 0)
            .byHand()
            .clock(() -> now)
            .interval(INTERVAL)
            .start();
    ledger = new TronLedger(Configured.over(devnet), keys);
  }

  @AfterEach
  void stop() {
    ledger.deactivate();
    devnet.close();
  }

  @Override
  protected TokenLedger ledger() {
    return ledger;
  }

  @Override
  protected Address payer() {
    return TestKeys.PAYER.address();
  }

  @Override
  protected Address payee() {
    return TestKeys.PAYEE.address();
  }

  @Override
  protected Address stranger() {
    return TestKeys.HOT.address();
  }

  @Override
  protected Signature signature(Address signer, PreparedTransfer transfer) {
    SigningKey key = signer.equals(payer()) ? TestKeys.PAYER : TestKeys.PAYEE;
    return keys.sign(key, transfer.id().digest());
  }

  @Override
  protected Instant now() {
    return now;
  }

  @Override
  protected void pass(Duration span) {
    for (Instant until = now.plus(span); now.isBefore(until); ) {
      now = now.plus(INTERVAL);
      devnet.produce();
    }
  }

  @Override
  protected Duration finality() {
    return INTERVAL.multipliedBy(BLOCKS_TO_FINALITY).plus(TronLedger.LAG);
  }
}
