package io.quoin.wallet.journal;

import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.journal.Payment;
import io.quoin.api.journal.PaymentOrder;
import io.quoin.api.journal.Settlement.State;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.TransferId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Payments by name: of each intent one transfer at most that is not expired. */
final class PaymentBook implements TransferBook {

  private static final String ROWS =
      "SELECT intent, payee, amount, transfer, ordered, expiration, state, reason FROM payments ";

  private final Database database;
  private final Transfers transfers;

  PaymentBook(Database database, Owner owner) {
    this.database = database;
    this.transfers = new Transfers(database, owner, "payments");
  }

  @Override
  public Transfers transfers() {
    return transfers;
  }

  Optional<Payment> find(String intent) throws SQLException {
    return database.one(
        ROWS + "WHERE intent = ? ORDER BY number DESC LIMIT 1", PaymentBook::payment, intent);
  }

  List<Payment> newest(int most) throws SQLException {
    return database.all(
        ROWS
            + "AS one WHERE number = (SELECT max(number) FROM payments WHERE intent = one.intent)"
            + " ORDER BY "
            + Transfers.UNDER_WAY
            + " DESC, number DESC LIMIT ?",
        PaymentBook::payment,
        (long) most);
  }

  private static Payment payment(ResultSet row) throws SQLException {
    return new Payment(
        new PaymentOrder(row.getString(1), Columns.address(row, 2), row.getLong(3)),
        new TransferId(Columns.digest(row, 4)),
        Columns.time(row, 5),
        Columns.time(row, 6),
        State.valueOf(row.getString(7)),
        row.getString(8));
  }

  /** The payment of an order, unless a transfer has to be made for it first. */
  Optional<Payment> standing(PaymentOrder order) throws SQLException, JournalException {
    Optional<Payment> newest = find(order.intent());
    if (newest.isPresent() && !newest.get().order().equals(order)) {
      PaymentOrder other = newest.get().order();
      throw new JournalException(
          Code.OTHER_TERMS,
          order.intent()
              + " is a payment of "
              + other.amount()
              + " base units to "
              + other.payee()
              + "; give another one a name of its own");
    }
    return newest.filter(payment -> payment.state() != State.EXPIRED);
  }

  /** Stores a transfer before it is sent; one of the same intent that is not expired goes first. */
  Payment prepare(PaymentOrder order, PreparedTransfer transfer)
      throws SQLException, JournalException {
    Optional<Payment> other = standing(order);
    if (other.isPresent()) {
      return other.get();
    }
    database.update(
        "INSERT INTO payments (intent, transfer, payee, signer, amount, ordered, expiration, raw,"
            + " state, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'PREPARED', '')",
        order.intent(),
        transfer.id().digest().toByteArray(),
        Columns.of(order.payee()),
        Columns.of(transfer.order().signer()),
        order.amount(),
        transfer.order().timestamp().toEpochMilli(),
        transfer.order().expiration().toEpochMilli(),
        Transfers.raw(transfer));
    return find(order.intent())
        .orElseThrow(() -> new SQLException("a payment is gone that was just stored"));
  }

  @Override
  public void advance(TransferId id, State state, Instant now) throws SQLException {
    transfers.advance(id, state);
  }
}
