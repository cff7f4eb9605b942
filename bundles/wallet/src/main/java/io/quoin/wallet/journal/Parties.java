package io.quoin.wallet.journal;

import io.quoin.api.journal.CreditUse;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.journal.PayeeAccount;
import io.quoin.api.journal.PayerAccount;
import io.quoin.api.ledger.Address;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How addresses stand, over all their channels. */
final class Parties {

  /** What a payer that was never heard of is forgiven, in bytes. */
  static final long FIRST_WRITE_OFF = 1 << 20;

  private static final Duration RECENT = Duration.ofDays(90);
  private static final Duration DAY = Duration.ofHours(24);
  private static final Comparator<Optional<Instant>> OLDEST_FIRST =
      Comparator.comparing(since -> since.orElse(Instant.MAX));

  private final Database database;
  private final Limits limits;

  Parties(Database database, Limits limits) {
    this.database = database;
    this.limits = limits;
  }

  /** A row of the table. */
  record Sums(long vouchered, long settled, long lost, long writeOff) {

    static final Sums NONE = new Sums(0, 0, 0, FIRST_WRITE_OFF);

    long debt() {
      return vouchered - settled;
    }
  }

  Sums sums(Address address, boolean outgoing) throws SQLException {
    return database
        .one(
            "SELECT vouchered, settled, lost, write_off FROM parties"
                + " WHERE address = ? AND outgoing = ?",
            row -> new Sums(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
            Columns.of(address),
            Columns.flag(outgoing))
        .orElse(Sums.NONE);
  }

  void write(Address address, boolean outgoing, Sums sums, Instant now)
      throws SQLException, JournalException {
    int changed =
        database.update(
            "UPDATE parties SET vouchered = ?, settled = ?, lost = ?, write_off = ?, used = ?"
                + " WHERE address = ? AND outgoing = ?",
            sums.vouchered(),
            sums.settled(),
            sums.lost(),
            sums.writeOff(),
            now.toEpochMilli(),
            Columns.of(address),
            Columns.flag(outgoing));
    if (changed == 0) {
      makeRoom(outgoing);
      database.update(
          "INSERT INTO parties VALUES (?, ?, ?, ?, ?, ?, ?)",
          Columns.of(address),
          Columns.flag(outgoing),
          sums.vouchered(),
          sums.settled(),
          sums.lost(),
          sums.writeOff(),
          now.toEpochMilli());
    }
  }

  /** Of those that never settled and owe nothing, the longest silent give way. */
  private void makeRoom(boolean outgoing) throws SQLException, JournalException {
    if (outgoing || count() < limits.parties()) {
      return;
    }
    database.update(
        "DELETE FROM parties WHERE outgoing = 0 AND address IN (SELECT address FROM parties"
            + " WHERE outgoing = 0 AND vouchered = 0 ORDER BY used LIMIT ?)",
        Math.max(1L, limits.parties() / 16));
    if (count() >= limits.parties()) {
      throw new JournalException(
          Code.FULL, "as many payers are kept as may be (" + limits.parties() + ")");
    }
  }

  private long count() throws SQLException {
    return database.number("SELECT count(*) FROM parties WHERE outgoing = 0");
  }

  long writeOff(Address payer, long bytes, Instant now) throws SQLException, JournalException {
    Sums sums = sums(payer, false);
    if (bytes < 1 || bytes > sums.writeOff()) {
      throw new JournalException(
          Code.NOTHING_LEFT,
          payer + " may be forgiven " + sums.writeOff() + " bytes more, not " + bytes);
    }
    long left = sums.writeOff() - bytes;
    write(payer, false, new Sums(sums.vouchered(), sums.settled(), sums.lost(), left), now);
    return left;
  }

  long giveUp(Address payer, Instant now) throws SQLException, JournalException {
    Sums sums = sums(payer, false);
    long lost = sums.debt() - sums.lost();
    if (lost == 0) {
      return 0;
    }
    database.update("DELETE FROM losses WHERE at <= ?", now.minus(DAY).toEpochMilli());
    database.update(
        "INSERT INTO losses VALUES (?, ?, ?, ?)",
        Columns.of(payer),
        lost,
        Columns.flag(sums.settled() == 0),
        now.toEpochMilli());
    write(
        payer,
        false,
        new Sums(sums.vouchered(), sums.settled(), sums.debt(), sums.writeOff()),
        now);
    return lost;
  }

  CreditUse credit(Instant now) throws SQLException {
    return new CreditUse(
        debts("settled > 0"),
        debts("settled = 0"),
        database.number(
            "SELECT coalesce(sum(amount), 0) FROM losses WHERE stranger = 1 AND at > ?",
            now.minus(DAY).toEpochMilli()));
  }

  private long debts(String which) throws SQLException {
    return database.number(
        "SELECT coalesce(sum(vouchered - settled - lost), 0) FROM parties WHERE outgoing = 0 AND "
            + which);
  }

  PayerAccount payer(Address payer, Instant now) throws SQLException {
    Sums sums = sums(payer, false);
    long recently =
        database.number(
            "SELECT coalesce(sum(amount), 0) FROM credits WHERE payer = ? AND at > ?",
            Columns.of(payer),
            now.minus(RECENT).toEpochMilli());
    return new PayerAccount(
        payer,
        sums.vouchered(),
        sums.settled(),
        recently,
        oldest(payer, false),
        sums.lost(),
        sums.writeOff());
  }

  PayeeAccount payee(Address payee) throws SQLException {
    Sums sums = sums(payee, true);
    long settling =
        database.number(
            "SELECT coalesce(sum(settling), 0) FROM lanes JOIN channels ON channel = id"
                + " WHERE other = ? AND outgoing = 1",
            Columns.of(payee));
    return new PayeeAccount(payee, sums.vouchered(), sums.settled(), settling, oldest(payee, true));
  }

  List<PayerAccount> debtors(Instant now) throws SQLException {
    List<PayerAccount> accounts = new ArrayList<>();
    for (Address address : indebted(false)) {
      accounts.add(payer(address, now));
    }
    accounts.sort(Comparator.comparing(PayerAccount::oldest, OLDEST_FIRST));
    return accounts;
  }

  List<PayeeAccount> creditors() throws SQLException {
    List<PayeeAccount> accounts = new ArrayList<>();
    for (Address address : indebted(true)) {
      accounts.add(payee(address));
    }
    accounts.sort(Comparator.comparing(PayeeAccount::oldest, OLDEST_FIRST));
    return accounts;
  }

  private List<Address> indebted(boolean outgoing) throws SQLException {
    return database.all(
        "SELECT address FROM parties WHERE outgoing = ? AND settled < vouchered",
        row -> Columns.address(row, 1),
        Columns.flag(outgoing));
  }

  /** Since when the next unit to be settled of any lane has been promised. */
  private Optional<Instant> oldest(Address other, boolean outgoing) throws SQLException {
    return database
        .one(
            "SELECT min((SELECT since FROM marks m WHERE m.channel = l.channel"
                + " AND m.torrent = l.torrent AND m.above <= l.settled"
                + " ORDER BY m.above DESC LIMIT 1))"
                + " FROM lanes l JOIN channels ON l.channel = id"
                + " WHERE other = ? AND outgoing = ? AND l.settled < l.amount",
            row -> row.getLong(1),
            Columns.of(other),
            Columns.flag(outgoing))
        .filter(since -> since != 0)
        .map(Instant::ofEpochMilli);
  }
}
