package io.quoin.launcher;

import io.quoin.launcher.demo.DemoMoney;
import io.quoin.launcher.demo.DemoResult;
import io.quoin.launcher.demo.DemoSwarm;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/** The demonstration's answer for people. */
final class DemoText {

  /** Of the token that a demonstration without anybody's own tokens has. */
  static final int DECIMALS = 6;

  private DemoText() {}

  /** A peer's name, with what it has earned or spent so far. */
  static String label(DemoSwarm.Standing peer, int decimals) {
    String label = peer.name();
    if (peer.earned().isPresent()) {
      label += " earned " + Units.tokens(peer.earned().getAsLong(), decimals);
    }
    if (peer.spent().isPresent()) {
      label += " spent " + Units.tokens(peer.spent().getAsLong(), decimals);
    }
    return label;
  }

  static void print(PrintWriter out, DemoResult result, LedgerOptions.Kind ledger, int decimals) {
    out.printf("%nwho was served how fast%n");
    result.downloads().forEach(download -> print(out, download, result));
    double payer = result.medianSeconds(true);
    double others = result.medianSeconds(false);
    out.printf(
        Locale.ROOT,
        "paying took %.1f s, not paying %.1f s (median): %.1f times as fast%n",
        payer,
        others,
        others / payer);
    DemoMoney money = result.money();
    if (ledger == LedgerOptions.Kind.DEVNET) {
      out.printf(
          "%nwho paid whom, in %s: TRC-10 transfers by their ids, on a simulated TRON node%n",
          money.token().name());
    } else if (ledger == LedgerOptions.Kind.TRON) {
      out.printf("%nwho paid whom, in %s: TRC-10 transfers by their ids%n", money.token().name());
    } else {
      out.printf("%nwho paid whom, in %s%n", money.token().name());
    }
    print(out, money, decimals);
    if (ledger == LedgerOptions.Kind.DEVNET) {
      out.printf(
          "%nThe TRON node was a simulator of this machine: nothing of this is on TRON, and these"
              + " tokens are worth nothing.%n");
    }
  }

  private static void print(PrintWriter out, DemoResult.Download download, DemoResult result) {
    String received =
        download.received().entrySet().stream()
            .map(from -> Units.bytes(from.getValue()) + " from " + from.getKey())
            .collect(Collectors.joining(", "));
    out.printf(
        Locale.ROOT,
        "  %-5s %-6s %6.1f s  files %s; %s%n",
        download.name(),
        download.pays() ? "pays" : "",
        download.seconds(),
        download.hashes().equals(result.hashes()) ? "right" : "WRONG",
        received);
  }

  private static void print(PrintWriter out, DemoMoney money, int decimals) {
    for (DemoMoney.Payment payment : money.payments()) {
      out.printf(
          "  %-4s to %-4s %12s  %s%n",
          payment.from(), payment.to(), Units.tokens(payment.amount(), decimals), payment.id());
    }
    if (money.payments().isEmpty()) {
      out.printf("  nobody: those who pay were served free%n");
    }
    out.printf("%nbalances when the downloads began, and now%n");
    for (DemoMoney.Account account : money.accounts()) {
      out.printf(
          "  %-4s %12s %12s  %s%n",
          account.name(),
          Units.tokens(account.before(), decimals),
          Units.tokens(account.after(), decimals),
          account.address());
    }
    out.printf(
        "  %-4s %12s %12s  %s%n",
        "all",
        Units.tokens(money.before(), decimals),
        Units.tokens(money.after(), decimals),
        money.conserved() ? "the same: nothing was made or lost" : "NOT the same");
  }
}
