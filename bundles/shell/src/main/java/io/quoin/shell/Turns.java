package io.quoin.shell;

import java.util.HashMap;
import java.util.Map;

/** How many commands each key runs: one visitor leaves threads for the others. */
final class Turns {

  static final int MOST_FOR_A_KEY = 8;

  /** By fingerprint; there are no more of them than keys that are let in. */
  private final Map<String, Integer> running = new HashMap<>();

  /**
   * Takes a turn.
   *
   * @return false if this key has as many as it may have
   */
  synchronized boolean take(String key) {
    int before = running.getOrDefault(key, 0);
    if (before >= MOST_FOR_A_KEY) {
      return false;
    }
    running.put(key, before + 1);
    return true;
  }

  synchronized void giveBack(String key) {
    running.computeIfPresent(key, (one, count) -> count > 1 ? count - 1 : null);
  }
}
