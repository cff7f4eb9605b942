package io.quoin.wallet.journal;

import java.sql.SQLException;
import java.util.List;

/**
 * The tables of the journal. Amounts are base units, times milliseconds since 1970 (expiries of
 * channels: seconds), ids and addresses their bytes. {@code lanes} is the truth; {@code parties},
 * {@code torrents}, {@code days} and {@code totals} add it up, and keep the sums of what has been
 * cleared away.
 */
final class Schema {

  /** "Quoi" in ASCII: marks the file as ours. */
  static final long APPLICATION = 0x51756f69L;

  static final long VERSION = 2;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE journal (
            address BLOB NOT NULL, net INTEGER NOT NULL, token INTEGER NOT NULL,
            epoch INTEGER NOT NULL, holder TEXT NOT NULL,
            newest_order INTEGER NOT NULL) STRICT
          """,
          """
          CREATE TABLE channels (
            id BLOB PRIMARY KEY, outgoing INTEGER NOT NULL, other BLOB NOT NULL,
            signer BLOB NOT NULL, capacity INTEGER NOT NULL, expiry INTEGER NOT NULL,
            nonce BLOB NOT NULL, closed INTEGER NOT NULL, used INTEGER NOT NULL) STRICT
          """,
          "CREATE INDEX channels_of_other ON channels (other)",
          "CREATE INDEX channels_by_use ON channels (outgoing, used)",
          "CREATE INDEX channels_by_expiry ON channels (expiry)",
          // 'settled' is final; 'settling' is in a settlement of ours that is under way.
          """
          CREATE TABLE lanes (
            channel BLOB NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
            torrent BLOB NOT NULL,
            sequence INTEGER NOT NULL, amount INTEGER NOT NULL, bytes INTEGER NOT NULL,
            signature BLOB NOT NULL,
            settled INTEGER NOT NULL, settling INTEGER NOT NULL,
            billed INTEGER NOT NULL, owed INTEGER NOT NULL, due_before INTEGER NOT NULL,
            leases BLOB NOT NULL,
            PRIMARY KEY (channel, torrent),
            CHECK (0 <= settled AND settled <= amount AND 0 <= settling
              AND settling <= amount - settled)) STRICT, WITHOUT ROWID
          """,
          // What lies above 'above' in a lane has been promised since 'since', or later.
          """
          CREATE TABLE marks (
            channel BLOB NOT NULL, torrent BLOB NOT NULL, above INTEGER NOT NULL,
            since INTEGER NOT NULL,
            PRIMARY KEY (channel, torrent, above),
            FOREIGN KEY (channel, torrent) REFERENCES lanes (channel, torrent) ON DELETE CASCADE)
            STRICT, WITHOUT ROWID
          """,
          """
          CREATE TABLE parties (
            address BLOB NOT NULL, outgoing INTEGER NOT NULL,
            vouchered INTEGER NOT NULL, settled INTEGER NOT NULL, lost INTEGER NOT NULL,
            write_off INTEGER NOT NULL, used INTEGER NOT NULL,
            PRIMARY KEY (address, outgoing),
            CHECK (0 <= settled AND settled <= vouchered AND 0 <= lost
              AND lost <= vouchered - settled AND 0 <= write_off)) STRICT, WITHOUT ROWID
          """,
          "CREATE INDEX parties_by_use ON parties (outgoing, used)",
          """
          CREATE TABLE torrents (
            torrent BLOB PRIMARY KEY, earned INTEGER NOT NULL, earned_settled INTEGER NOT NULL,
            spent INTEGER NOT NULL, spent_settled INTEGER NOT NULL,
            CHECK (0 <= earned_settled AND earned_settled <= earned AND 0 <= spent_settled
              AND spent_settled <= spent)) STRICT, WITHOUT ROWID
          """,
          "CREATE TABLE days (day INTEGER PRIMARY KEY, spent INTEGER NOT NULL) STRICT",
          """
          CREATE TABLE totals (
            earned INTEGER NOT NULL, earned_settled INTEGER NOT NULL,
            spent INTEGER NOT NULL, spent_settled INTEGER NOT NULL) STRICT
          """,
          "INSERT INTO totals VALUES (0, 0, 0, 0)",
          """
          CREATE TABLE losses (
            payer BLOB NOT NULL, amount INTEGER NOT NULL, stranger INTEGER NOT NULL,
            at INTEGER NOT NULL) STRICT
          """,
          "CREATE INDEX losses_by_time ON losses (at)",
          // Kept for ever: a transfer that was forgotten could be credited again.
          """
          CREATE TABLE credits (
            transfer BLOB PRIMARY KEY, payer BLOB NOT NULL, amount INTEGER NOT NULL,
            at INTEGER NOT NULL) STRICT, WITHOUT ROWID
          """,
          "CREATE INDEX credits_of_payer ON credits (payer, at)",
          """
          CREATE TABLE settlements (
            number INTEGER PRIMARY KEY, transfer BLOB NOT NULL UNIQUE, payee BLOB NOT NULL,
            signer BLOB NOT NULL, amount INTEGER NOT NULL, ordered INTEGER NOT NULL UNIQUE,
            expiration INTEGER NOT NULL, raw BLOB NOT NULL, state TEXT NOT NULL,
            reason TEXT NOT NULL) STRICT
          """,
          // One at a time for each payee.
          "CREATE UNIQUE INDEX settlements_under_way ON settlements (payee)"
              + " WHERE state NOT IN ('FINAL', 'EXPIRED')",
          """
          CREATE TABLE settlement_lanes (
            settlement INTEGER NOT NULL REFERENCES settlements (number),
            channel BLOB NOT NULL, torrent BLOB NOT NULL, increment INTEGER NOT NULL,
            up_to INTEGER NOT NULL,
            PRIMARY KEY (settlement, channel, torrent)) STRICT, WITHOUT ROWID
          """);

  /** What version 2 has besides. */
  private static final List<String> PAYMENTS =
      List.of(
          """
          CREATE TABLE payments (
            number INTEGER PRIMARY KEY, intent TEXT NOT NULL, transfer BLOB NOT NULL UNIQUE,
            payee BLOB NOT NULL, signer BLOB NOT NULL, amount INTEGER NOT NULL,
            ordered INTEGER NOT NULL UNIQUE, expiration INTEGER NOT NULL, raw BLOB NOT NULL,
            state TEXT NOT NULL, reason TEXT NOT NULL) STRICT
          """,
          "CREATE INDEX payments_of_intent ON payments (intent, number)",
          // Nothing is paid twice.
          "CREATE UNIQUE INDEX payments_standing ON payments (intent) WHERE state <> 'EXPIRED'",
          "CREATE INDEX payments_under_way ON payments (number)"
              + " WHERE state NOT IN ('FINAL', 'EXPIRED')");

  private Schema() {}

  /** Makes the tables of a new file, adds what an older one lacks, refuses one that is not ours. */
  static void ensure(Database database, Owner owner) throws SQLException {
    long application = database.number("PRAGMA application_id");
    long version = database.number("PRAGMA user_version");
    if (application == 0 && version == 0 && isEmpty(database)) {
      create(database, owner);
      return;
    }
    if (application != APPLICATION || version < 1 || version > VERSION) {
      throw new SQLException(
          "it is no money journal of version " + VERSION + ", but " + application + "/" + version);
    }
    owner.check(database);
    if (version == 1) {
      upgrade(database);
    }
  }

  private static boolean isEmpty(Database database) throws SQLException {
    return database.number("SELECT count(*) FROM sqlite_master") == 0;
  }

  private static void create(Database database, Owner owner) throws SQLException {
    database.begin();
    for (String table : TABLES) {
      database.update(table);
    }
    owner.write(database);
    database.update("PRAGMA application_id = " + APPLICATION);
    addPayments(database);
    database.commit();
  }

  private static void upgrade(Database database) throws SQLException {
    database.begin();
    addPayments(database);
    database.commit();
  }

  private static void addPayments(Database database) throws SQLException {
    for (String table : PAYMENTS) {
      database.update(table);
    }
    database.update("PRAGMA user_version = " + VERSION);
  }
}
