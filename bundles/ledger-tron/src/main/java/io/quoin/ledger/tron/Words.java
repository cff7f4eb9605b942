package io.quoin.ledger.tron;

/** What strangers say, fit for a message or a log: one line of printable characters, not long. */
final class Words {

  private static final int LONGEST = 200;

  private Words() {}

  static String of(String said) {
    String line = said.substring(0, Math.min(said.length(), LONGEST)).replaceAll("[^ -~]+", " ");
    return line.isBlank() ? "no reason given" : line.strip();
  }
}
