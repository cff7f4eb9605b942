package io.quoin.experiments.swarms;

import io.quoin.experiments.statistics.Ratios;
import java.util.List;
import java.util.Locale;

/**
 * The page that says what came of the experiments, and what had been claimed.
 *
 * @param comparisons in the order of the page
 * @param seeds of each
 * @param minutes that all of it took
 */
record ResultsPage(List<Comparison> comparisons, int seeds, long minutes) {

  /** What payers are claimed to gain, by their percentage. */
  static double gainClaimed(int payers) {
    return payers <= 10 ? 1.7 : payers <= 25 ? 1.5 : 1.2;
  }

  /** How much later others are claimed to be done at most, in percent. */
  static double laterClaimed(Arm arm) {
    if (!arm.leave()) {
      return 2;
    }
    return arm.payers() <= 10 ? 10 : arm.payers() <= 25 ? 15 : 20;
  }

  private static final double FIRST_PIECE_CLAIMED = 10;

  String text() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # What the incentive does, measured

        Written by `distribution/experiments/results`, which plays every swarm anew: the same seeds give
        the same figures. Nothing here is set by hand.

        The swarm: 100 leeches with 2 MiB/s down and 0.5 MiB/s up that arrive within a minute, two seeds
        of 4 MiB/s, 20 to 80 ms from one to another, 256 MiB in pieces of 1 MiB; the engine that is
        shipped, on the simulated network. Everybody sells unless a row says otherwise, four fifths of
        what is sent is for those who do not pay, transfers are final after 57 s, two a day are free. A
        swarm with the incentive is compared with the same swarm, of the same seed, without. Speed is
        size by the time from arrival to completion; figures are medians of a swarm, their mean over
        the seeds, and the 95 % interval of that mean.

        """);
    page.append(line("%d seeds a row; %d minutes in all.%n%n", seeds, minutes));
    gains(page);
    harms(page);
    money(page);
    return page.toString();
  }

  private void gains(StringBuilder page) {
    page.append(
        """
        ## G1: paying works when a swarm is contended

        Payers' speed over that of the others in the same swarm. The lower end of the interval counts.

        | swarm | payers over others | claimed | reached | of all bytes: paid |
        |---|---|---|---|---|
        """);
    for (Comparison one : comparisons) {
      Ratios gain = one.payersOverOthers();
      double claimed = gainClaimed(one.arm().payers());
      page.append(
          line(
              "| %s | %.2f (%.2f to %.2f) | %.1f | %s | %.1f %% |%n",
              one.arm().title(),
              gain.mean(),
              gain.low(),
              gain.high(),
              claimed,
              yes(gain.low() >= claimed),
              100 * one.paidShare()));
    }
    page.append("\n![Payers' speed over others'](incentive-results/gain.svg)\n\n");
  }

  private void harms(StringBuilder page) {
    page.append(
        """
        ## G2: it hardly touches those who do not pay

        How much later the others are done, and have their first piece, than without the incentive; the
        upper end of the interval counts. Stalls: others that waited a minute or longer for a block.

        | swarm | done later | at most | reached | first piece later | at most 10 % | stalls on / off | never done |
        |---|---|---|---|---|---|---|---|
        """);
    for (Comparison one : comparisons) {
      Ratios time = one.othersTime();
      Ratios first = one.othersFirstPiece();
      double claimed = laterClaimed(one.arm());
      page.append(
          line(
              "| %s | %s | %.0f %% | %s | %s | %s | %d / %d | %d |%n",
              one.arm().title(),
              later(time),
              claimed,
              yes(100 * time.high() - 100 <= claimed),
              later(first),
              yes(100 * first.high() - 100 <= FIRST_PIECE_CLAIMED),
              one.longStalls(one.on()),
              one.longStalls(one.off()),
              one.incomplete()));
    }
    page.append("\n![How much later others are done](incentive-results/later.svg)\n\n");
  }

  private void money(StringBuilder page) {
    boolean conserved = comparisons.stream().allMatch(Comparison::conserved);
    int runs = comparisons.stream().mapToInt(c -> c.on().size()).sum();
    page.append(
        line(
            """
            ## G7: money is conserved

            In %d runs all balances together were looked at every ten seconds: %s.
            """,
            runs, conserved ? "they never changed" : "THEY CHANGED"));
  }

  private static String later(Ratios ratios) {
    if (Double.isNaN(ratios.high())) {
      return line("%+.1f %%", 100 * ratios.mean() - 100);
    }
    return line(
        "%+.1f %% (%+.1f to %+.1f)",
        100 * ratios.mean() - 100, 100 * ratios.low() - 100, 100 * ratios.high() - 100);
  }

  private static String yes(boolean reached) {
    return reached ? "yes" : "**no**";
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
