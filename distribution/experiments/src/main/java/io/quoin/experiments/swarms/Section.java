package io.quoin.experiments.swarms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;

/** A chapter of the report: text and tables in Markdown, pictures, and what came of its claims. */
final class Section {
  private final StringBuilder markdown = new StringBuilder();
  private final Map<String, String> pictures = new LinkedHashMap<>();
  private final List<Verdict> verdicts = new ArrayList<>();

  Section(String title) {
    markdown.append("## ").append(title).append("\n");
  }

  void text(String paragraph) {
    markdown.append("\n").append(paragraph).append("\n");
  }

  void table(List<String> head, List<List<String>> rows) {
    markdown.append("\n");
    row(head);
    row(head.stream().map(cell -> "---").toList());
    rows.forEach(this::row);
  }

  private void row(List<String> cells) {
    markdown.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /**
   * A picture.
   *
   * @param name of its file, without the ending
   * @param alternative what it shows, in words
   * @param svg the picture
   */
  void picture(String name, String alternative, String svg) {
    pictures.put(name, svg);
    text("![" + alternative + "](" + Report.PICTURES + "/" + name + ".svg)");
  }

  void verdict(Verdict verdict) {
    verdicts.add(verdict);
  }

  String markdown() {
    return markdown.toString();
  }

  Map<String, String> pictures() {
    return pictures;
  }

  List<Verdict> verdicts() {
    return verdicts;
  }

  // --- figures in words ---

  static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  static String percent(double part) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * part);
  }

  /** The mean and its interval. */
  static String figure(Sample sample, int digits) {
    return figure(sample, value -> number(value, digits));
  }

  /** The mean and its interval in percent. */
  static String percents(Sample sample) {
    return figure(sample, Section::percent);
  }

  private static String figure(Sample sample, DoubleFunction<String> words) {
    if (sample.size() < 2) {
      return words.apply(sample.mean()) + " (one seed)";
    }
    Sample.Interval interval = sample.interval();
    return words.apply(sample.mean())
        + " ("
        + words.apply(interval.low())
        + " to "
        + words.apply(interval.high())
        + ")";
  }
}
