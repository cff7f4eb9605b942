package io.quoin.wallet.journal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Adds the books up anew and compares: sums kept beside each other must agree to the base unit at
 * every committed state.
 */
final class Audit {

  private static final String PENDING =
      "SELECT coalesce(sum(amount - settled), 0) FROM lanes JOIN channels ON channel = id";

  /** Each counts rows, or a difference, that must be zero. */
  private static final Map<String, String> ZERO =
      Map.of(
          "lanes and addresses agree on what is pending",
          "SELECT count(*) FROM parties p WHERE vouchered - settled <> ("
              + PENDING
              + " WHERE other = p.address AND channels.outgoing = p.outgoing)",
          "lanes and torrents agree on what is to come in",
          "SELECT ("
              + PENDING
              + " WHERE outgoing = 0) - coalesce(sum(earned - earned_settled), 0)"
              + " FROM torrents",
          "lanes and torrents agree on what is to be paid",
          "SELECT ("
              + PENDING
              + " WHERE outgoing = 1) - coalesce(sum(spent - spent_settled), 0)"
              + " FROM torrents",
          "torrents and totals agree",
          "SELECT (SELECT earned + earned_settled * 3 + spent * 5 + spent_settled * 7 FROM totals)"
              + " - coalesce(sum(earned + earned_settled * 3 + spent * 5 + spent_settled * 7), 0)"
              + " FROM torrents",
          "days and totals agree",
          "SELECT (SELECT spent FROM totals) - coalesce(sum(spent), 0) FROM days",
          "addresses and totals agree",
          "SELECT (SELECT earned + spent FROM totals) - coalesce(sum(vouchered), 0) FROM parties",
          "no channel is over its capacity",
          "SELECT count(*) FROM channels WHERE capacity <"
              + " (SELECT coalesce(sum(amount), 0) FROM lanes WHERE channel = id)",
          "credits and totals agree",
          "SELECT (SELECT earned_settled FROM totals) - coalesce(sum(amount), 0) FROM credits",
          "final settlements and totals agree",
          "SELECT (SELECT spent_settled FROM totals) - coalesce(sum(amount), 0)"
              + " FROM settlements WHERE state = 'FINAL'",
          "settlements under way and lanes agree",
          "SELECT (SELECT coalesce(sum(settling), 0) FROM lanes) - coalesce(sum(amount), 0)"
              + " FROM settlements WHERE state NOT IN ('FINAL', 'EXPIRED')");

  private Audit() {}

  /** What does not add up; empty if everything does. */
  static List<String> findings(Database database) throws SQLException {
    List<String> findings = new ArrayList<>();
    for (Map.Entry<String, String> rule : ZERO.entrySet()) {
      long difference = database.number(rule.getValue());
      if (difference != 0) {
        findings.add("not true: " + rule.getKey() + " (" + difference + ")");
      }
    }
    if (database.number("SELECT count(*) FROM lanes WHERE sequence > 0 AND signature = x''") > 0) {
      findings.add("a voucher is not signed");
    }
    return findings;
  }
}
