package io.quoin.wallet.journal;

import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.Settlement.State;
import io.quoin.api.ledger.TransferId;
import java.sql.SQLException;
import java.time.Instant;

/** What transfers are made for: what follows in the books from how far one has come. */
interface TransferBook {

  /** The transfers themselves. */
  Transfers transfers();

  /**
   * Takes a transfer to a state; one that is over stays as it is.
   *
   * @param id its name
   * @param state what it has come to
   * @param now when
   */
  void advance(TransferId id, State state, Instant now) throws SQLException, JournalException;
}
