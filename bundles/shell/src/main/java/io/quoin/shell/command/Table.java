package io.quoin.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows in columns as wide as what they hold; a line that is wider than the screen is cut. */
final class Table {

  private static final String GAP = "  ";
  private static final String CUT = "...";

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(List.of(headings));
  }

  void row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException("a row has as many cells as there are headings");
    }
    rows.add(List.of(cells).stream().map(Shown::of).toList());
  }

  /**
   * All of it.
   *
   * @param columns of the screen
   */
  String text(int columns) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream()
        .map(row -> line(row, widths, columns) + "\n")
        .collect(Collectors.joining());
  }

  private static String line(List<String> row, int[] widths, int columns) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
    }
    String text = line.toString().stripTrailing();
    return text.length() <= columns
        ? text
        : text.substring(0, Math.max(0, columns - CUT.length())) + CUT;
  }
}
