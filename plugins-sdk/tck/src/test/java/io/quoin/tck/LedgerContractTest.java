package io.quoin.tck;

/** What does nothing wrong passes every check. */
class LedgerContractTest extends FlawedLedgerContract {

  LedgerContractTest() {
    super(FlawedLedger.Flaw.NONE);
  }
}
