package io.quoin.shell;

import java.util.ArrayList;
import java.util.List;

/** The latest lines of a session, gone with it: nobody finds a secret in it later. */
final class History {

  static final int MOST_LINES = 100;

  private final List<String> lines = new ArrayList<>();
  private int shown;

  void add(String line) {
    if (!line.isBlank() && (lines.isEmpty() || !lines.get(lines.size() - 1).equals(line))) {
      lines.add(line);
    }
    if (lines.size() > MOST_LINES) {
      lines.remove(0);
    }
    shown = lines.size();
  }

  /** The line before the one that was shown last, or the first. */
  String up() {
    shown = Math.max(0, shown - 1);
    return lines.isEmpty() ? "" : lines.get(shown);
  }

  /** The line after the one that was shown last; nothing after the last. */
  String down() {
    shown = Math.min(lines.size(), shown + 1);
    return shown == lines.size() ? "" : lines.get(shown);
  }
}
