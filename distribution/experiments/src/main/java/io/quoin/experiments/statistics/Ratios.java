package io.quoin.experiments.statistics;

import java.util.List;
import java.util.Locale;

/**
 * Ratios of pairs: of interleaved runs, or of runs with the same seed.
 *
 * @param values one a pair
 */
public record Ratios(List<Double> values) {

  /** Two-sided 95 % points of Student's t for 1 to 30 degrees of freedom. */
  private static final double[] T = {
    12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13, 2.12,
    2.11, 2.10, 2.09, 2.09, 2.08, 2.07, 2.07, 2.06, 2.06, 2.06, 2.05, 2.05, 2.05, 2.04
  };

  /** Copies the values. */
  public Ratios {
    values = List.copyOf(values);
  }

  /** The middle one, or half way between the two. */
  public double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The mean. */
  public double mean() {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** Where the 95 % interval of the mean begins. */
  public double low() {
    return mean() - half();
  }

  /** Where it ends. */
  public double high() {
    return mean() + half();
  }

  private double half() {
    int n = values.size();
    if (n < 2) {
      return Double.NaN;
    }
    double mean = mean();
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return T[Math.min(T.length, n - 1) - 1] * Math.sqrt(squares / (n - 1) / n);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "median %.3f, mean %.3f with a 95 %% interval of %.3f to %.3f, %d pairs",
        median(),
        mean(),
        low(),
        high(),
        values.size());
  }
}
