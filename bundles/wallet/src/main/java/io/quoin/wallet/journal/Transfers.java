package io.quoin.wallet.journal;

import io.quoin.api.journal.Settlement.State;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.ledger.TransferOrder;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Transfers of ours in one table: the bytes of each, and how far it has come. */
final class Transfers {

  static final String UNDER_WAY = "state NOT IN ('FINAL', 'EXPIRED')";

  private final Database database;
  private final Owner owner;
  private final String table;

  Transfers(Database database, Owner owner, String table) {
    this.database = database;
    this.owner = owner;
    this.table = table;
  }

  /** A time that no transfer of ours had before: with equal fields they would have equal ids. */
  static Instant nextOrder(Database database, Instant now) throws SQLException {
    long ordered =
        Math.max(now.toEpochMilli(), 1 + database.number("SELECT newest_order FROM journal"));
    database.update("UPDATE journal SET newest_order = ?", ordered);
    return Instant.ofEpochMilli(ordered);
  }

  static byte[] raw(PreparedTransfer transfer) {
    byte[] raw = new byte[transfer.raw().remaining()];
    transfer.raw().get(raw);
    return raw;
  }

  List<TransferId> underWay() throws SQLException {
    return database.all(
        "SELECT transfer FROM " + table + " WHERE " + UNDER_WAY + " ORDER BY number",
        row -> new TransferId(Columns.digest(row, 1)));
  }

  /** The sum of what is under way. */
  long amountUnderWay() throws SQLException {
    return database.number("SELECT coalesce(sum(amount), 0) FROM " + table + " WHERE " + UNDER_WAY);
  }

  /** The transfer as it was prepared. */
  PreparedTransfer transfer(TransferId id) throws SQLException {
    return database
        .one(
            "SELECT signer, payee, amount, ordered, expiration, raw FROM "
                + table
                + " WHERE transfer = ?",
            row ->
                new PreparedTransfer(
                    id,
                    new TransferOrder(
                        owner.address(),
                        Columns.address(row, 1),
                        Columns.address(row, 2),
                        row.getLong(3),
                        Columns.time(row, 4),
                        Columns.time(row, 5)),
                    ByteBuffer.wrap(row.getBytes(6))),
            id.digest().toByteArray())
        .orElseThrow(() -> gone(id));
  }

  State state(TransferId id) throws SQLException {
    return database
        .one(
            "SELECT state FROM " + table + " WHERE transfer = ?",
            row -> State.valueOf(row.getString(1)),
            id.digest().toByteArray())
        .orElseThrow(() -> gone(id));
  }

  /**
   * Takes a transfer to a state; one that is over stays as it is. Why the ledger did not take it is
   * kept if it never did.
   *
   * @return whether it was not over before
   */
  boolean advance(TransferId id, State state) throws SQLException {
    String reason = state == State.EXPIRED ? "" : ", reason = ''";
    int changed =
        database.update(
            "UPDATE " + table + " SET state = ?" + reason + " WHERE transfer = ? AND " + UNDER_WAY,
            state.name(),
            id.digest().toByteArray());
    return changed > 0;
  }

  /** Writes down why a transfer is not getting on. */
  void note(TransferId id, String reason) throws SQLException {
    database.update(
        "UPDATE " + table + " SET reason = ? WHERE transfer = ? AND " + UNDER_WAY,
        reason,
        id.digest().toByteArray());
  }

  private SQLException gone(TransferId id) {
    return new SQLException("there is no transfer " + id + " in " + table);
  }
}
