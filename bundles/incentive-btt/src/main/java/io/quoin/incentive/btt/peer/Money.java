package io.quoin.incentive.btt.peer;

import io.quoin.api.journal.JournalWriter;
import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.wallet.Signatures;
import io.quoin.api.wallet.Wallet;
import io.quoin.incentive.btt.signed.SignedBytes;

/**
 * Where money is: the services, and the journal's one writer.
 *
 * @param wallet signs
 * @param signatures finds out who signed
 * @param ledger moves money
 * @param journal keeps the books
 * @param writer changes them
 * @param bytes what is signed
 */
public record Money(
    Wallet wallet,
    Signatures signatures,
    TokenLedger ledger,
    MoneyJournal journal,
    JournalWriter writer,
    SignedBytes bytes) {

  /** Ours. */
  public Address address() {
    return wallet.address();
  }
}
