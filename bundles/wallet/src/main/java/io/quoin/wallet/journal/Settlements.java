package io.quoin.wallet.journal;

import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.Settlement;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.ledger.TransferOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Our settlements: what each is to pay, its transfer, and how far it has come. */
final class Settlements implements TransferBook {

  private static final String ROWS =
      "SELECT transfer, payee, amount, ordered, expiration, state, reason, number FROM settlements ";

  private static final String UNDER_WAY = Transfers.UNDER_WAY;

  private final Database database;
  private final Settled settled;
  private final Transfers transfers;

  Settlements(Database database, Owner owner, Settled settled) {
    this.database = database;
    this.settled = settled;
    this.transfers = new Transfers(database, owner, "settlements");
  }

  @Override
  public Transfers transfers() {
    return transfers;
  }

  /**
   * What is to be paid.
   *
   * @param payee to whom
   * @param amount the sum of the parts
   * @param ordered a time that no transfer of ours had before
   * @param parts of the lanes
   */
  record Plan(Address payee, long amount, Instant ordered, List<Settled.Part> parts) {}

  Optional<Settlement> find(TransferId id) throws SQLException {
    return one("WHERE transfer = ?", id.digest().toByteArray());
  }

  Optional<Settlement> underWay(Address payee) throws SQLException {
    return one("WHERE payee = ? AND " + UNDER_WAY, Columns.of(payee));
  }

  List<Settlement> newest(int most) throws SQLException {
    return many("ORDER BY " + UNDER_WAY + " DESC, number DESC LIMIT ?", (long) most);
  }

  private Optional<Settlement> one(String where, Object... arguments) throws SQLException {
    return many(where, arguments).stream().findFirst();
  }

  private List<Settlement> many(String where, Object... arguments) throws SQLException {
    List<Settlement> settlements = new ArrayList<>();
    for (Row row : database.all(ROWS + where, Settlements::row, arguments)) {
      List<LaneSettlement> lanes =
          parts(row.number()).stream()
              .map(part -> new LaneSettlement(part.channel(), part.torrent(), part.upTo()))
              .toList();
      settlements.add(row.settlement(lanes));
    }
    return settlements;
  }

  private record Row(
      TransferId id,
      Address payee,
      long amount,
      Instant ordered,
      Instant expiration,
      Settlement.State state,
      String reason,
      long number) {

    Settlement settlement(List<LaneSettlement> lanes) {
      return new Settlement(id, payee, amount, lanes, ordered, expiration, state, reason);
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new TransferId(Columns.digest(row, 1)),
        Columns.address(row, 2),
        row.getLong(3),
        Columns.time(row, 4),
        Columns.time(row, 5),
        Settlement.State.valueOf(row.getString(6)),
        row.getString(7),
        row.getLong(8));
  }

  private List<Settled.Part> parts(long number) throws SQLException {
    return database.all(
        "SELECT channel, torrent, increment, up_to FROM settlement_lanes WHERE settlement = ?"
            + " ORDER BY channel, torrent",
        Settlements::part,
        number);
  }

  private static Settled.Part part(ResultSet row) throws SQLException {
    return new Settled.Part(
        Columns.channel(row, 1), Columns.torrent(row, 2), row.getLong(3), row.getLong(4));
  }

  /** Finds what is owed, and takes a time that no other transfer has. */
  Plan plan(Address payee, Instant now) throws SQLException, JournalException {
    List<Settled.Part> parts =
        database.all(
            "SELECT channel, torrent, amount - settled, amount FROM lanes"
                + " JOIN channels ON channel = id"
                + " WHERE other = ? AND outgoing = 1 AND settled + settling < amount"
                + " ORDER BY channel, torrent LIMIT ?",
            Settlements::part,
            Columns.of(payee),
            (long) SettlementClaim.MOST_LANES);
    if (parts.isEmpty()) {
      throw new JournalException(Code.NOTHING_LEFT, "nothing is owed to " + payee);
    }
    long amount = parts.stream().mapToLong(Settled.Part::increment).sum();
    return new Plan(payee, amount, Transfers.nextOrder(database, now), parts);
  }

  /** Stores a transfer before it is sent; one that is under way to the same payee goes first. */
  Settlement prepare(Plan plan, PreparedTransfer transfer) throws SQLException {
    Optional<Settlement> other = underWay(plan.payee());
    if (other.isPresent()) {
      return other.get();
    }
    TransferOrder order = transfer.order();
    database.update(
        "INSERT INTO settlements (transfer, payee, signer, amount, ordered, expiration, raw,"
            + " state, reason) VALUES (?, ?, ?, ?, ?, ?, ?, 'PREPARED', '')",
        transfer.id().digest().toByteArray(),
        Columns.of(plan.payee()),
        Columns.of(order.signer()),
        plan.amount(),
        order.timestamp().toEpochMilli(),
        order.expiration().toEpochMilli(),
        Transfers.raw(transfer));
    long number = database.number("SELECT max(number) FROM settlements");
    for (Settled.Part part : plan.parts()) {
      prepare(number, part);
    }
    return underWay(plan.payee())
        .orElseThrow(() -> new SQLException("a settlement is gone that was just stored"));
  }

  private void prepare(long number, Settled.Part part) throws SQLException {
    database.update(
        "INSERT INTO settlement_lanes VALUES (?, ?, ?, ?, ?)",
        number,
        Columns.of(part.channel()),
        Columns.of(part.torrent()),
        part.increment(),
        part.upTo());
    database.update(
        "UPDATE lanes SET settling = ? WHERE channel = ? AND torrent = ?",
        part.increment(),
        Columns.of(part.channel()),
        Columns.of(part.torrent()));
  }

  @Override
  public void advance(TransferId id, Settlement.State state, Instant now)
      throws SQLException, JournalException {
    Row row =
        database
            .one(ROWS + "WHERE transfer = ?", Settlements::row, id.digest().toByteArray())
            .orElseThrow(() -> new SQLException("no settlement has transfer " + id));
    if (transfers.advance(id, state)) {
      if (state == Settlement.State.FINAL) {
        settled.book(row.payee(), true, parts(row.number()), now);
      } else if (state == Settlement.State.EXPIRED) {
        release(row.number());
      }
    }
  }

  private void release(long number) throws SQLException {
    for (Settled.Part part : parts(number)) {
      database.update(
          "UPDATE lanes SET settling = 0 WHERE channel = ? AND torrent = ?",
          Columns.of(part.channel()),
          Columns.of(part.torrent()));
    }
  }
}
