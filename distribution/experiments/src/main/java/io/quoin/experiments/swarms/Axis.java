package io.quoin.experiments.swarms;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One direction of a chart.
 *
 * @param least at its beginning
 * @param most at its end
 * @param step between ticks
 * @param from where it begins in the picture
 * @param to where it ends in the picture
 */
record Axis(double least, double most, double step, double from, double to) {
  private static final int TICKS = 8;

  /** An axis that reaches from one value to another, in round steps. */
  static Axis over(double least, double most, double from, double to) {
    double span = most > least ? most - least : 1;
    double step = Math.pow(10, Math.floor(Math.log10(span / TICKS)));
    for (double nicer : new double[] {2, 2.5, 2}) {
      if (span / step > TICKS) {
        step *= nicer;
      }
    }
    return new Axis(
        Math.floor(least / step) * step, Math.ceil((least + span) / step) * step, step, from, to);
  }

  double at(double value) {
    return from + (value - least) / (most - least) * (to - from);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; least + i * step <= most + step / 2; i++) {
      ticks.add(least + i * step);
    }
    return ticks;
  }

  private static double round(double value, int digits) {
    double unit = Math.pow(10, digits);
    return Math.rint(value * unit) / unit;
  }

  String name(double tick) {
    int digits = 0;
    while (digits < 6 && Math.abs(step - round(step, digits)) > step / 1000) {
      digits++;
    }
    return String.format(Locale.ROOT, "%." + digits + "f", tick);
  }
}
