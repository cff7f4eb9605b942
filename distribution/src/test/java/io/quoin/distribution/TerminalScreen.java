package io.quoin.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows after what was written to it (ECMA-48, as much of it as is used). */
final class TerminalScreen {

  private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(\\d*)([A-Z])");

  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int column;

  private TerminalScreen() {}

  /** The lines, without spaces at their ends. */
  static List<String> of(String written) {
    TerminalScreen screen = new TerminalScreen();
    Matcher sequence = SEQUENCE.matcher(written);
    int at = 0;
    while (at < written.length()) {
      if (sequence.region(at, written.length()).lookingAt()) {
        screen.control(sequence.group(1), sequence.group(2));
        at = sequence.end();
      } else {
        screen.write(written.charAt(at));
        at++;
      }
    }
    return screen.lines.stream().map(line -> line.toString().stripTrailing()).toList();
  }

  private void control(String number, String name) {
    switch (name) {
      case "K" -> last().setLength(Math.min(last().length(), column));
      case "D" -> column -= number.isEmpty() ? 1 : Integer.parseInt(number);
      default -> throw new AssertionError("ESC [ " + number + name + " is not known here");
    }
  }

  private void write(char character) {
    switch (character) {
      case '\r' -> column = 0;
      case '\n' -> lines.add(new StringBuilder());
      default -> {
        StringBuilder line = last();
        line.append(" ".repeat(Math.max(0, column - line.length())));
        line.replace(column, Math.min(line.length(), column + 1), String.valueOf(character));
        column++;
      }
    }
  }

  private StringBuilder last() {
    return lines.get(lines.size() - 1);
  }
}
