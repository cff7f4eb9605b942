package io.quoin.experiments.statistics;

import java.util.List;
import java.util.Locale;

/**
 * A drawing of figures side by side, each with its interval and the mark that it was to reach.
 *
 * @param title above it
 * @param bars from top to bottom
 */
public record Bars(String title, List<Bar> bars) {
  private static final int ROW = 26;
  private static final int LEFT = 330;
  private static final int WIDTH = 420;
  private static final int TOP = 40;

  /**
   * One figure.
   *
   * @param label beside it
   * @param value its length
   * @param low where its interval begins
   * @param high where that ends
   * @param mark what it was to reach, or to stay below
   */
  public record Bar(String label, double value, double low, double high, double mark) {}

  /** Copies the bars. */
  public Bars {
    bars = List.copyOf(bars);
  }

  /** The drawing as SVG. */
  public String svg() {
    double most =
        bars.stream().mapToDouble(b -> Math.max(b.high(), b.mark())).max().orElse(1) * 1.05;
    double least = Math.min(0, bars.stream().mapToDouble(Bar::low).min().orElse(0) * 1.05);
    double scale = WIDTH / (most - least);
    int height = TOP + ROW * bars.size() + 10;
    StringBuilder svg = new StringBuilder();
    svg.append(
        line(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"12\">%n",
            LEFT + WIDTH + 70, height));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    svg.append(line("<text x=\"10\" y=\"22\" font-weight=\"bold\">%s</text>%n", title));
    for (int i = 0; i < bars.size(); i++) {
      draw(svg, bars.get(i), TOP + i * ROW, least, scale);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void draw(StringBuilder svg, Bar bar, int y, double least, double scale) {
    double zero = LEFT - least * scale;
    double end = LEFT + (bar.value() - least) * scale;
    svg.append(
        line(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
            LEFT - 8, y + 13, bar.label()));
    svg.append(
        line(
            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"14\" fill=\"#7aa6c2\"/>%n",
            Math.min(zero, end), y + 2, Math.abs(end - zero)));
    svg.append(stroke(LEFT + (bar.low() - least) * scale, y + 9, bar, scale));
    double mark = LEFT + (bar.mark() - least) * scale;
    svg.append(
        line(
            "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#b03030\""
                + " stroke-width=\"2\"/>%n",
            mark, y, mark, y + 18));
    svg.append(
        line("<text x=\"%d\" y=\"%d\">%.2f</text>%n", LEFT + WIDTH + 10, y + 13, bar.value()));
  }

  private static String stroke(double x, int y, Bar bar, double scale) {
    return line(
        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"black\"/>%n",
        x, y, x + (bar.high() - bar.low()) * scale, y);
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
