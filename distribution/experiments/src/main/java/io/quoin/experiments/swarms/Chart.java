package io.quoin.experiments.swarms;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

  private record Series(
      String name, Style style, double[] x, double[] y, double[] low, double[] high) {}

  Chart(String title, String across, String up) {
    this.title = title;
    this.across = across;
    this.up = up;
  }

  // --- what is in it ---

  /** Medians with their intervals, joined by a line. */
  void points(String name, double[] x, Sample[] samples) {
    double[] y = new double[x.length];
    double[] low = new double[x.length];
    double[] high = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = samples[i].median();
      low[i] = samples[i].interval().low();
      high[i] = samples[i].interval().high();
    }
    series.add(new Series(name, Style.POINTS, x, y, low, high));
  }

  /** What figures are held against. */
  void bars(String name, double[] x, double[] y) {
    series.add(new Series(name, Style.DASHES, x, y, y, y));
  }

  void line(String name, double[] x, double[] y) {
    series.add(new Series(name, Style.LINE, x, y, y, y));
  }

  /** Which part of the values is no more than each. */
  void distribution(String name, Sample sample) {
    double[] values = sample.values();
    double[] x = new double[2 * values.length];
    double[] y = new double[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      x[2 * i] = values[i];
      y[2 * i] = (double) i / values.length;
      x[2 * i + 1] = values[i];
      y[2 * i + 1] = (i + 1.0) / values.length;
    }
    line(name, x, y);
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
      for (double value : horizontal ? one.x : one.low) {
        least = Math.min(least, value);
      }
      for (double value : horizontal ? one.x : one.high) {
        most = Math.max(most, value);
      }
    }
    return Axis.over(
        least,
        most,
        horizontal ? LEFT : HEIGHT - BOTTOM,
        horizontal ? WIDTH - RIGHT : TOP);
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
    for (int i = 0; i < one.x.length; i++) {
      path.append(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1f",
              i == 0 ? "M" : " L",
              horizontal.at(one.x[i]),
              vertical.at(one.y[i])));
    }
    String dashes = one.style == Style.DASHES ? " stroke-dasharray=\"6 4\"" : "";
    add(
        svg,
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>",
        path,
        colour,
        dashes);
    if (one.style == Style.POINTS) {
      for (int i = 0; i < one.x.length; i++) {
        double x = horizontal.at(one.x[i]);
        add(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", x,
            vertical.at(one.y[i]), colour);
        add(
            svg,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
            x,
            vertical.at(one.low[i]),
            x,
            vertical.at(one.high[i]),
            colour);
      }
    }
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
