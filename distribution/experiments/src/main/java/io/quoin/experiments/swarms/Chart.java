package io.quoin.experiments.swarms;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * A picture of figures, in SVG: series of points with their intervals, lines, steps of a
 * distribution. It finds its own range and ticks.
 */
final class Chart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 400;
  private static final int LEFT = 64;
  private static final int RIGHT = 16;
  private static final int TOP = 40;
  private static final int BOTTOM = 48;
  private static final int LEGEND_LINE = 18;

  /** Okabe and Ito's colours, which most people can tell apart. */
  private static final String[] COLOURS = {
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"
  };

  private static final String GREY = "#777777";

  private final String title;
  private final String across;
  private final String up;
  private final List<Series> series = new ArrayList<>();

  private enum Style {
    LINE,
    DASHES,
    POINTS
  }

  private record Series(String name, Style style, List<Mark> marks) {}

  /** Where something lies, and from where to where it may. */
  private record Mark(double x, double y, double low, double high) {}

  Chart(String title, String across, String up) {
    this.title = title;
    this.across = across;
    this.up = up;
  }

  // --- what is in it ---

  /**
   * What was found, with its intervals, joined by a line.
   *
   * @param name in the legend
   * @param found by where it lies across
   */
  void points(String name, SortedMap<Double, Sample> found) {
    List<Mark> marks = new ArrayList<>();
    found.forEach(
        (x, sample) -> {
          Sample.Interval interval = sample.interval();
          marks.add(new Mark(x, sample.mean(), interval.low(), interval.high()));
        });
    series.add(new Series(name, Style.POINTS, marks));
  }

  /** What figures are held against. */
  void bars(String name, SortedMap<Double, Double> bars) {
    series.add(new Series(name, Style.DASHES, marks(bars)));
  }

  /** What changes, by when. */
  void line(String name, SortedMap<Double, Double> values) {
    series.add(new Series(name, Style.LINE, marks(values)));
  }

  private static List<Mark> marks(SortedMap<Double, Double> values) {
    return values.entrySet().stream()
        .map(e -> new Mark(e.getKey(), e.getValue(), e.getValue(), e.getValue()))
        .toList();
  }

  /** Which part of the values is no more than each. */
  void distribution(String name, Sample sample) {
    List<Mark> marks = new ArrayList<>();
    double below = 0;
    for (double value : sample.values()) {
      marks.add(new Mark(value, below, below, below));
      below += 1.0 / sample.size();
      marks.add(new Mark(value, below, below, below));
    }
    series.add(new Series(name, Style.LINE, marks));
  }

  // --- drawing ---

  String svg() {
    Axis horizontal = axis(true);
    Axis vertical = axis(false);
    int height = HEIGHT + LEGEND_LINE * series.size();
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
            + " height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">",
        WIDTH,
        height,
        WIDTH,
        height);
    add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
    text(svg, LEFT, 24, "start", title);
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", across);
    add(
        svg,
        "<text x=\"16\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 16 %d)\">%s</text>",
        HEIGHT / 2,
        HEIGHT / 2,
        escaped(up));
    grid(svg, horizontal, vertical);
    for (int i = 0; i < series.size(); i++) {
      draw(svg, series.get(i), i, horizontal, vertical);
    }
    return svg.append("</svg>\n").toString();
  }

  private Axis axis(boolean horizontal) {
    double least = horizontal ? Double.POSITIVE_INFINITY : 0;
    double most = Double.NEGATIVE_INFINITY;
    for (Series one : series) {
      for (Mark mark : one.marks) {
        least = Math.min(least, horizontal ? mark.x : mark.low);
        most = Math.max(most, horizontal ? mark.x : mark.high);
      }
    }
    return Axis.over(
        least, most, horizontal ? LEFT : HEIGHT - BOTTOM, horizontal ? WIDTH - RIGHT : TOP);
  }

  private static void grid(StringBuilder svg, Axis horizontal, Axis vertical) {
    for (double tick : horizontal.ticks()) {
      double x = horizontal.at(tick);
      rule(svg, x, TOP, x, HEIGHT - BOTTOM);
      text(svg, x, HEIGHT - BOTTOM + 18, "middle", horizontal.name(tick));
    }
    for (double tick : vertical.ticks()) {
      double y = vertical.at(tick);
      rule(svg, LEFT, y, WIDTH - RIGHT, y);
      text(svg, LEFT - 6, y + 4, "end", vertical.name(tick));
    }
  }

  private static void rule(StringBuilder svg, double x1, double y1, double x2, double y2) {
    add(
        svg,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>",
        x1,
        y1,
        x2,
        y2);
  }

  private static void draw(
      StringBuilder svg, Series one, int index, Axis horizontal, Axis vertical) {
    String colour = one.style == Style.DASHES ? GREY : COLOURS[index % COLOURS.length];
    StringBuilder path = new StringBuilder();
    for (Mark mark : one.marks) {
      path.append(path.isEmpty() ? "M" : " L");
      path.append(
          String.format(Locale.ROOT, "%.1f %.1f", horizontal.at(mark.x), vertical.at(mark.y)));
    }
    String dashes = one.style == Style.DASHES ? " stroke-dasharray=\"6 4\"" : "";
    add(
        svg,
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>",
        path,
        colour,
        dashes);
    if (one.style == Style.POINTS) {
      one.marks.forEach(mark -> point(svg, mark, colour, horizontal, vertical));
    }
    legend(svg, one, index, colour, dashes);
  }

  private static void point(
      StringBuilder svg, Mark mark, String colour, Axis horizontal, Axis vertical) {
    double x = horizontal.at(mark.x);
    add(
        svg,
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>",
        x,
        vertical.at(mark.y),
        colour);
    add(
        svg,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
        x,
        vertical.at(mark.low),
        x,
        vertical.at(mark.high),
        colour);
  }

  private static void legend(
      StringBuilder svg, Series one, int index, String colour, String dashes) {
    int y = HEIGHT + LEGEND_LINE * index;
    add(
        svg,
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"3\"%s/>",
        LEFT,
        y,
        LEFT + 28,
        y,
        colour,
        dashes);
    text(svg, LEFT + 36, y + 4, "start", one.name);
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    add(
        svg,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        x,
        y,
        anchor,
        escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
