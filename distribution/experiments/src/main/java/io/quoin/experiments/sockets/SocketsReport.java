package io.quoin.experiments.sockets;

import io.quoin.api.wallet.WalletException;
import io.quoin.experiments.statistics.Ratios;
import io.quoin.incentive.btt.BttSettings;
import io.quoin.incentive.btt.channel.CreditTerms;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code contended PAYERS PAIRS} or {@code overhead NOBODY_PAYS|TEN_LANES PAIRS}: plays pairs with
 * the incentive on and off, in turns, and prints a table. The machine should have nothing else to
 * do.
 */
public final class SocketsReport {
  private static final long TOKEN = 1_000_000;

  private final PrintStream out;

  private SocketsReport(PrintStream out) {
    this.out = out;
  }

  /** Plays what is asked for. */
  public static void main(String[] arguments) throws IOException, WalletException {
    SocketsReport report = new SocketsReport(System.out);
    int pairs = Integer.parseInt(arguments[2]);
    if (arguments[0].equals("contended")) {
      report.contended(new Contended(Integer.parseInt(arguments[1])), pairs);
    } else {
      report.overhead(Overhead.valueOf(arguments[1]), pairs);
    }
  }

  private static BttSettings settings() {
    return new BttSettings(
        true,
        true,
        80,
        TOKEN,
        TOKEN / 10,
        100 * TOKEN,
        2 * TOKEN,
        new CreditTerms(10 * TOKEN, 100 * TOKEN, CreditTerms.OVERDUE),
        1000 * TOKEN,
        Duration.ofDays(7),
        100,
        0,
        true,
        false,
        Set.of());
  }

  private void contended(Contended swarm, int pairs) throws IOException, WalletException {
    out.println(
        "| pair | payers, on | others, on | ratio | payers, off | others, off | later | promised |");
    out.println("|---|---|---|---|---|---|---|---|");
    List<Double> ratios = new ArrayList<>();
    List<Double> later = new ArrayList<>();
    for (int pair = 1; pair <= pairs; pair++) {
      Contended.Result on = swarm.play(Optional.of(settings()), pair);
      Contended.Result off = swarm.play(Optional.empty(), pair);
      ratios.add(on.ratio());
      later.add((double) on.others().toNanos() / off.others().toNanos());
      print(
          "| %d | %.1f s | %.1f s | %.2f | %.1f s | %.1f s | %+.1f %% | %d |",
          pair,
          seconds(on.payers()),
          seconds(on.others()),
          on.ratio(),
          seconds(off.payers()),
          seconds(off.others()),
          100 * later.get(pair - 1) - 100,
          on.earned());
    }
    print("%npayers' speed over others': %s%n", new Ratios(ratios));
    print("others' time, on over off: %s", new Ratios(later));
  }

  private void overhead(Overhead experiment, int pairs) throws IOException, WalletException {
    experiment.play(Optional.of(settings()), 99);
    experiment.play(Optional.empty(), 99);
    out.println("| pair | CPU s per GiB, on | off | off / on | seconds, on | off | promised |");
    out.println("|---|---|---|---|---|---|---|");
    List<Double> ratios = new ArrayList<>();
    for (int pair = 1; pair <= pairs; pair++) {
      boolean onFirst = pair % 2 == 1;
      Overhead.Cost first =
          experiment.play(onFirst ? Optional.of(settings()) : Optional.empty(), pair);
      Overhead.Cost second =
          experiment.play(onFirst ? Optional.empty() : Optional.of(settings()), pair);
      Overhead.Cost on = onFirst ? first : second;
      Overhead.Cost off = onFirst ? second : first;
      ratios.add(off.cpuSecondsPerGib() / on.cpuSecondsPerGib());
      print(
          "| %d | %.3f | %.3f | %.3f | %.2f | %.2f | %d |",
          pair,
          on.cpuSecondsPerGib(),
          off.cpuSecondsPerGib(),
          ratios.get(pair - 1),
          on.seconds(),
          off.seconds(),
          on.earned());
    }
    print("%noff over on: %s", new Ratios(ratios));
  }

  private void print(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
