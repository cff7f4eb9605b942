package io.quoin.experiments.sockets;

import io.quoin.api.wallet.WalletException;
import io.quoin.experiments.statistics.Ratios;
import io.quoin.incentive.btt.BttSettings;
import io.quoin.incentive.btt.channel.CreditTerms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code PAGE overhead NOBODY_PAYS|ONE_SIDED|TEN_LANES PAIRS}, {@code PAGE payments RUNS}, {@code
 * PAGE contended PAYERS PAIRS known|strangers MIB [shaped]} or {@code PAGE agreement SIMULATED_RUNS
 * SOCKET_RUNS}: plays what is asked for, prints it, and writes a section of a page.
 */
public final class SocketsReport {
  private static final long TOKEN = 1_000_000;

  /** What those who do not pay have, in percent: of ten lanes, and where it is claimed. */
  private static final int LITTLE_FREE = 25;

  private static final int MUCH_FREE = 80;

  private static final double MOST_PAYMENT_BYTES = 0.001;
  private static final double MOST_DISAGREEMENT = 0.15;
  private static final double MIB = 1 << 20;

  private final SocketsPage page;
  private final StringBuilder text = new StringBuilder();

  private SocketsReport(SocketsPage page) {
    this.page = page;
  }

  /** Plays what is asked for. */
  public static void main(String[] arguments) throws IOException, WalletException {
    SocketsReport report = new SocketsReport(new SocketsPage(Path.of(arguments[0])));
    switch (arguments[1]) {
      case "contended" -> {
        Contended swarm =
            new Contended(
                Integer.parseInt(arguments[2]),
                arguments[4].equals("known"),
                Integer.parseInt(arguments[5]),
                arguments.length > 6 && arguments[6].equals("shaped"));
        report.contended(swarm, Integer.parseInt(arguments[3]));
      }
      case "agreement" ->
          report.agreement(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
      case "payments" -> report.payments(Integer.parseInt(arguments[2]));
      case "overhead" ->
          report.overhead(Overhead.valueOf(arguments[2]), Integer.parseInt(arguments[3]));
      default -> throw new IllegalArgumentException("what is " + arguments[1] + "?");
    }
  }

  private static BttSettings settings(int freePercent) {
    return new BttSettings(
        true,
        true,
        freePercent,
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
    String people = swarm.known() ? "known" : "strangers";
    String behind = swarm.shaped() ? ", seeds behind a shaper" : "";
    say(
        "`contended %d %d %s %d%s`: two seeds and twelve others.",
        swarm.payers(), pairs, people, swarm.mib(), swarm.shaped() ? " --namespace" : "");
    say(
        swarm.known()
            ? "Payers have bought of everybody before, and paid."
            : "Nobody has dealt with anybody before.");
    say(
        swarm.shaped()
            ? "In a network namespace; `tc tbf` lets the seeds send 6 MiB/s, all others 0.5 MiB/s."
            : "The seeds send 6 MiB/s, all others 0.5 MiB/s.");
    say("All sell, finished peers leave, four fifths are for those who do not pay.%n");
    say("| pair | payers, on | others, on | ratio | payers, off | others, off | others later |");
    say("|---|---|---|---|---|---|---|");
    List<Double> ratios = new ArrayList<>();
    List<Double> later = new ArrayList<>();
    for (int pair = 1; pair <= pairs; pair++) {
      boolean onFirst = pair % 2 == 1;
      Contended.Result first = swarm.play(onFirst ? on(MUCH_FREE) : Optional.empty(), pair);
      Contended.Result second = swarm.play(onFirst ? Optional.empty() : on(MUCH_FREE), pair);
      Contended.Result on = onFirst ? first : second;
      Contended.Result off = onFirst ? second : first;
      ratios.add(on.ratio());
      later.add((double) on.others().toNanos() / off.others().toNanos());
      say(
          "| %d | %.1f s | %.1f s | %.2f | %.1f s | %.1f s | %+.1f %% |",
          pair,
          seconds(on.payers()),
          seconds(on.others()),
          on.ratio(),
          seconds(off.payers()),
          seconds(off.others()),
          100 * later.get(pair - 1) - 100);
    }
    say("%nPayers' speed over others': %s.%n", new Ratios(ratios));
    say("Others' time, on over off: %s.", new Ratios(later));
    write(
        String.format(
            Locale.ROOT,
            "Contended, %d of 12 pay, %s, %d MiB%s",
            swarm.payers(),
            people,
            swarm.mib(),
            behind));
  }

  private static Optional<BttSettings> on(int freePercent) {
    return Optional.of(settings(freePercent));
  }

  private void overhead(Overhead experiment, int pairs) throws IOException, WalletException {
    experiment.play(on(LITTLE_FREE), 99);
    experiment.play(Optional.empty(), 99);
    say(
        "`overhead %s %d`: CPU seconds of all peers together for a GiB received, and seconds from the"
            + " first downloader's arrival to the last one's completion. %s%n",
        experiment,
        pairs,
        experiment.belowSaturation()
            ? "Limits hold it, and not the machine."
            : "At full speed: the machine is what holds it.");
    say(
        "| pair | CPU s a GiB, on | off | off / on | seconds, on | off | off / on | MiB paid for |");
    say("|---|---|---|---|---|---|---|---|");
    List<Double> cpu = new ArrayList<>();
    List<Double> time = new ArrayList<>();
    for (int pair = 1; pair <= pairs; pair++) {
      boolean onFirst = pair % 2 == 1;
      Overhead.Cost first = experiment.play(onFirst ? on(LITTLE_FREE) : Optional.empty(), pair);
      Overhead.Cost second = experiment.play(onFirst ? Optional.empty() : on(LITTLE_FREE), pair);
      Overhead.Cost on = onFirst ? first : second;
      Overhead.Cost off = onFirst ? second : first;
      cpu.add(off.cpuSecondsPerGib() / on.cpuSecondsPerGib());
      time.add(off.seconds() / on.seconds());
      say(
          "| %d | %.3f | %.3f | %.3f | %.2f | %.2f | %.3f | %.0f |",
          pair,
          on.cpuSecondsPerGib(),
          off.cpuSecondsPerGib(),
          cpu.get(pair - 1),
          on.seconds(),
          off.seconds(),
          time.get(pair - 1),
          on.paidBytes() / MIB);
    }
    say("%nCPU seconds, off over on: %s.%n", new Ratios(cpu));
    say("Time, off over on: %s.%n", new Ratios(time));
    Ratios claimed = new Ratios(experiment.belowSaturation() ? time : cpu);
    say(
        "Claimed: at least %.2f in %s; the lower end of the interval is %s.",
        experiment.claimed(),
        experiment.belowSaturation() ? "time" : "CPU seconds",
        claimed.low() >= experiment.claimed() ? "above" : "**below**");
    write("Overhead, " + experiment.title());
  }

  private void payments(int runs) throws IOException, WalletException {
    say(
        "`payments %d`: what a payer and ten sellers say to each other, beside what is paid for.%n",
        runs);
    say("| run | messages | paid for | share | smallest lane | slowest, at least |");
    say("|---|---|---|---|---|---|");
    boolean reached = true;
    for (int run = 1; run <= runs; run++) {
      Payments.Result result = Payments.play(settings(LITTLE_FREE), run);
      long smallest = result.lanes().get(0);
      reached &= result.share() <= MOST_PAYMENT_BYTES;
      say(
          "| %d | %d bytes | %.0f MiB | %.4f %% | %.1f MiB | %.0f KiB/s |",
          run,
          result.messages(),
          result.lanes().stream().mapToLong(Long::longValue).sum() / MIB,
          100 * result.share(),
          smallest / MIB,
          smallest / result.seconds() / 1024);
    }
    say(
        "%nClaimed: at most 0.1 %% on lanes of 64 MiB or more at 64 KiB/s or more; %s.",
        reached ? "reached" : "**not reached**");
    write("Bytes of payments");
  }

  private void agreement(int simulatedRuns, int socketRuns) throws IOException {
    Agreement agreement = new Agreement(simulatedRuns, socketRuns);
    agreement.warmUp();
    say(
        "`agreement %d %d`: how long groups take on the simulated network and over sockets, where"
            + " limits hold them and not the machine; medians of so many runs.%n",
        simulatedRuns, socketRuns);
    say("| scenario | group | simulated | sockets | sockets later |");
    say("|---|---|---|---|---|");
    boolean agree = true;
    for (Scenarios scenario : Scenarios.values()) {
      for (Agreement.Row row : agreement.of(scenario)) {
        agree &= Math.abs(row.difference()) <= MOST_DISAGREEMENT;
        say(
            "| %s | %s | %.1f s | %.1f s | %+.1f %% |",
            scenario.name().toLowerCase(Locale.ROOT).replace('_', ' '),
            row.group(),
            seconds(row.simulated()),
            seconds(row.sockets()),
            100 * row.difference());
      }
    }
    say("%nClaimed: within 15 %%; %s.", agree ? "reached" : "**not reached**");
    write("The simulated network and sockets");
  }

  private void say(String format, Object... values) {
    String line = String.format(Locale.ROOT, format, values);
    System.out.println(line);
    text.append(line).append('\n');
  }

  private void write(String title) throws IOException {
    page.put(title, text.toString());
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
