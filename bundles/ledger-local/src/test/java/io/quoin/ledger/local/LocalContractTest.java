package io.quoin.ledger.local;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.tck.LedgerContract;
import java.time.Duration;
import java.time.Instant;

/** The embedded ledger keeps what the API promises. */
class LocalContractTest extends LedgerContract {

  private final Exchange exchange = new Exchange(new LedgerRules(Exchange.FINALITY, 2, 10, 50));

  LocalContractTest() {
    exchange.welcome(Exchange.ALICE, 1000, 100);
    exchange.welcome(Exchange.BOB, 0, 0);
  }

  @Override
  protected TokenLedger ledger() {
    return exchange.ledger;
  }

  @Override
  protected Address payer() {
    return Exchange.ALICE;
  }

  @Override
  protected Address payee() {
    return Exchange.BOB;
  }

  @Override
  protected Address stranger() {
    return Exchange.CAROL;
  }

  @Override
  protected Signature signature(Address signer, PreparedTransfer transfer) {
    return Exchange.by(signer);
  }

  @Override
  protected Instant now() {
    return exchange.now;
  }

  @Override
  protected void pass(Duration span) {
    exchange.pass(span);
  }

  @Override
  protected Duration finality() {
    return Exchange.FINALITY;
  }
}
