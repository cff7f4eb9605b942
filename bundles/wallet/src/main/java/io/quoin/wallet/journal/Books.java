package io.quoin.wallet.journal;

import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;

/**
 * All rules over one connection.
 *
 * @param database the connection
 * @param clock tells when an entry is made
 * @param channels what was agreed
 * @param vouchers what is promised
 * @param parties how addresses stand
 * @param spending sums and budgets
 * @param settlements what we pay of our debts
 * @param payments what we pay on somebody's word
 * @param credits what we are paid
 */
record Books(
    Database database,
    InstantSource clock,
    Channels channels,
    Vouchers vouchers,
    Parties parties,
    Spending spending,
    Settlements settlements,
    PaymentBook payments,
    Credits credits) {

  static Books over(Database database, Owner owner, Limits limits, InstantSource clock) {
    Channels channels = new Channels(database, owner, limits);
    Parties parties = new Parties(database, limits);
    Spending spending = new Spending(database, parties);
    Settled settled = new Settled(database, parties, spending);
    return new Books(
        database,
        clock,
        channels,
        new Vouchers(database, channels, parties, spending),
        parties,
        spending,
        new Settlements(database, owner, settled),
        new PaymentBook(database, owner),
        new Credits(database, channels, settled));
  }

  Instant now() {
    return clock.instant();
  }

  long nextEpoch(String holder) throws SQLException {
    database.update("UPDATE journal SET epoch = epoch + 1, holder = ?", holder);
    return database.number("SELECT epoch FROM journal");
  }

  void requireEpoch(long epoch) throws SQLException, JournalException {
    long current = database.number("SELECT epoch FROM journal");
    if (current != epoch) {
      throw new JournalException(
          Code.STALE_WRITER,
          "writer " + epoch + " was replaced by writer " + current + "; open the journal again");
    }
  }
}
