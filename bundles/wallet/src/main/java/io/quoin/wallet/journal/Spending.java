package io.quoin.wallet.journal;

import io.quoin.api.journal.BudgetUse;
import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.journal.TorrentMoney;
import io.quoin.api.ledger.Address;
import io.quoin.api.torrent.TorrentId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What has been promised and settled by torrent, by day and in all, and the budgets on it. */
final class Spending {

  private static final long DAY_SECONDS = 86_400;

  private final Database database;
  private final Parties parties;

  Spending(Database database, Parties parties) {
    this.database = database;
    this.parties = parties;
  }

  BudgetUse use(Budgets budgets, Address payee, TorrentId torrent, Instant now)
      throws SQLException {
    Totals totals = totals();
    Budgets used =
        new Budgets(
            parties.sums(payee, true).vouchered(), of(torrent).spent(), today(now), totals.spent());
    return new BudgetUse(budgets, used, totals.spent() - totals.spentSettled());
  }

  private long today(Instant now) throws SQLException {
    return database
        .one("SELECT spent FROM days WHERE day = ?", row -> row.getLong(1), day(now))
        .orElse(0L);
  }

  private static long day(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), DAY_SECONDS);
  }

  /** Refuses what would exceed a budget, naming it. */
  static void check(BudgetUse use, long more) throws JournalException {
    if (more <= use.room()) {
      return;
    }
    Budgets limits = use.limits();
    Budgets used = use.used();
    String name =
        more > limits.payee() - used.payee()
            ? "for this address"
            : more > limits.torrent() - used.torrent()
                ? "for this torrent"
                : more > limits.day() - used.day() ? "for today" : "in all";
    throw new JournalException(
        Code.OVER_BUDGET,
        "the budget "
            + name
            + " does not allow "
            + more
            + " more base units; raise it, or go on unpaid");
  }

  void promised(TorrentId torrent, boolean outgoing, long more, Instant now) throws SQLException {
    Totals totals = totals();
    TorrentMoney money = of(torrent);
    if (outgoing) {
      write(totals.withSpent(more));
      write(
          new TorrentMoney(
              torrent,
              money.earned(),
              money.earnedSettled(),
              Math.addExact(money.spent(), more),
              money.spentSettled()));
      database.update(
          "INSERT OR REPLACE INTO days VALUES (?, ?)", day(now), Math.addExact(today(now), more));
    } else {
      write(totals.withEarned(more));
      write(
          new TorrentMoney(
              torrent,
              Math.addExact(money.earned(), more),
              money.earnedSettled(),
              money.spent(),
              money.spentSettled()));
    }
  }

  void settled(TorrentId torrent, boolean outgoing, long more) throws SQLException {
    Totals totals = totals();
    TorrentMoney money = of(torrent);
    write(outgoing ? totals.withSpentSettled(more) : totals.withEarnedSettled(more));
    write(
        new TorrentMoney(
            torrent,
            money.earned(),
            money.earnedSettled() + (outgoing ? 0 : more),
            money.spent(),
            money.spentSettled() + (outgoing ? more : 0)));
  }

  List<TorrentMoney> torrents() throws SQLException {
    return database.all(
        "SELECT torrent, earned, earned_settled, spent, spent_settled FROM torrents"
            + " ORDER BY torrent",
        row ->
            new TorrentMoney(
                Columns.torrent(row, 1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5)));
  }

  private TorrentMoney of(TorrentId torrent) throws SQLException {
    return database
        .one(
            "SELECT earned, earned_settled, spent, spent_settled FROM torrents WHERE torrent = ?",
            row ->
                new TorrentMoney(
                    torrent, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
            Columns.of(torrent))
        .orElse(new TorrentMoney(torrent, 0, 0, 0, 0));
  }

  private void write(TorrentMoney money) throws SQLException {
    database.update(
        "INSERT OR REPLACE INTO torrents VALUES (?, ?, ?, ?, ?)",
        Columns.of(money.torrent()),
        money.earned(),
        money.earnedSettled(),
        money.spent(),
        money.spentSettled());
  }

  private record Totals(long earned, long earnedSettled, long spent, long spentSettled) {

    Totals withSpent(long more) {
      return new Totals(earned, earnedSettled, Math.addExact(spent, more), spentSettled);
    }

    Totals withEarned(long more) {
      return new Totals(Math.addExact(earned, more), earnedSettled, spent, spentSettled);
    }

    Totals withSpentSettled(long more) {
      return new Totals(earned, earnedSettled, spent, Math.addExact(spentSettled, more));
    }

    Totals withEarnedSettled(long more) {
      return new Totals(earned, Math.addExact(earnedSettled, more), spent, spentSettled);
    }
  }

  private Totals totals() throws SQLException {
    return database
        .one(
            "SELECT earned, earned_settled, spent, spent_settled FROM totals",
            row -> new Totals(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
        .orElseThrow(() -> new SQLException("the totals are gone"));
  }

  private void write(Totals totals) throws SQLException {
    database.update(
        "UPDATE totals SET earned = ?, earned_settled = ?, spent = ?, spent_settled = ?",
        totals.earned(),
        totals.earnedSettled(),
        totals.spent(),
        totals.spentSettled());
  }
}
