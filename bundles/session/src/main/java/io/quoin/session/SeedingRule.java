package io.quoin.session;

/**
 * Whether a torrent's stop rule has stopped it. A person who resumes a torrent whose rule is met
 * overrules it: it would stop at once again.
 */
final class SeedingRule {

  private boolean stopped;
  private boolean overruled;

  /** Whether it stops now, or has before. */
  boolean stops(boolean met) {
    stopped |= met && !overruled;
    return stopped;
  }

  boolean stopped() {
    return stopped;
  }

  void resumed(boolean met) {
    overruled |= stopped || met;
    stopped = false;
  }
}
