package io.quoin.experiments.swarms;

/**
 * What sets one way of running the swarm apart from the others.
 *
 * @param payers percent of the leeches that pay
 * @param sellers percent of the leeches that sell; seeds always do
 * @param leave whether peers go when they have everything
 * @param known whether payers and sellers know each other: a buyer may open any number of channels
 *     with those that it has settled with, but four with strangers
 * @param on whether the incentive is
 */
record Arm(int payers, int sellers, boolean leave, boolean known, boolean on) {
  private static final int STRANGERS = 4;
  private static final int ANY = 1000;

  /** The same swarm without the incentive: nobody pays, and who would have is told apart still. */
  Arm off() {
    return new Arm(payers, sellers, leave, known, false);
  }

  /** Sellers that a buyer has not settled with which it buys from at once. */
  int strangers() {
    return known ? ANY : STRANGERS;
  }

  String title() {
    return "%d %% pay%s, finished peers %s, %s"
        .formatted(
            payers,
            sellers == 100 ? "" : ", %d %% sell".formatted(sellers),
            leave ? "leave" : "stay",
            known ? "known payers" : "strangers");
  }
}
