package io.quoin.testbed.scenario;

import java.time.Duration;
import java.util.Locale;

/**
 * {@code AgreementReport [SOCKET_RUNS [SIMULATED_RUNS]]} prints how well the simulated network
 * agrees with sockets, as lines of a Markdown table.
 */
public final class AgreementReport {
  private AgreementReport() {}

  /** Plays all scenarios. */
  public static void main(String[] arguments) {
    int socketRuns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
    int simulatedRuns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 9;
    Agreement agreement = new Agreement(simulatedRuns, socketRuns);
    agreement.warmUp();
    System.out.println("| scenario | group | simulated s | sockets s | difference |");
    System.out.println("|---|---|---|---|---|");
    for (Scenarios scenario : Scenarios.values()) {
      for (Agreement.Row row : agreement.of(scenario)) {
        System.out.printf(
            Locale.ROOT,
            "| %s | %s | %.1f | %.1f | %+.1f %% |%n",
            scenario.name().toLowerCase(Locale.ROOT).replace('_', ' '),
            row.group(),
            seconds(row.simulated()),
            seconds(row.sockets()),
            100 * row.difference());
      }
    }
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
