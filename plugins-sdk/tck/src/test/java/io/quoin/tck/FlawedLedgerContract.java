package io.quoin.tck;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenLedger;
import java.time.Duration;
import java.time.Instant;

/** The contract of a ledger with one flaw. */
abstract class FlawedLedgerContract extends LedgerContract {

  private final FlawedLedger ledger;

  FlawedLedgerContract(FlawedLedger.Flaw flaw) {
    ledger = new FlawedLedger(flaw);
  }

  @Override
  protected TokenLedger ledger() {
    return ledger;
  }

  @Override
  protected Address payer() {
    return FlawedLedger.PAYER;
  }

  @Override
  protected Address payee() {
    return FlawedLedger.PAYEE;
  }

  @Override
  protected Address stranger() {
    return FlawedLedger.STRANGER;
  }

  @Override
  protected Signature signature(Address signer, PreparedTransfer transfer) {
    return FlawedLedger.by(signer);
  }

  @Override
  protected Instant now() {
    return ledger.now;
  }

  @Override
  protected void pass(Duration span) {
    ledger.now = ledger.now.plus(span);
  }

  @Override
  protected Duration finality() {
    return Duration.ofSeconds(1);
  }
}
