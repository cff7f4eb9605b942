package io.quoin.api.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One value of a metric. Labels tell apart the samples of a metric; each should have few values
 * that are known beforehand, such as the states of a torrent. Names of torrents and addresses of
 * peers are no labels.
 *
 * @param labels by name: a lower-case letter, then lower-case letters, digits and {@code _}, at
 *     most {@value #MOST_NAME} characters; at most {@value #MOST_LABELS}. Values are cut after
 *     {@value #MOST_VALUE} characters
 * @param value any number
 */
public record Sample(Map<String, String> labels, double value) {

  /** Labels of a sample. */
  public static final int MOST_LABELS = 8;

  /** Characters of a label's name. */
  public static final int MOST_NAME = 40;

  /** Characters of a label's value. */
  public static final int MOST_VALUE = 200;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  /**
   * Keeps a copy.
   *
   * @throws IllegalArgumentException if there are too many labels, or one has another name
   */
  public Sample {
    if (labels.size() > MOST_LABELS) {
      throw new IllegalArgumentException(
          "a sample has at most " + MOST_LABELS + " labels, not " + labels.size());
    }
    SortedMap<String, String> kept = new TreeMap<>();
    labels.forEach((name, text) -> kept.put(checked(name), cut(text)));
    labels = Collections.unmodifiableSortedMap(kept);
  }

  /**
   * A value without labels.
   *
   * @param value any number
   * @return the sample
   */
  public static Sample of(double value) {
    return new Sample(Map.of(), value);
  }

  /**
   * A value with one label.
   *
   * @param value any number
   * @param label its name
   * @param text its value
   * @return the sample
   */
  public static Sample of(double value, String label, String text) {
    return new Sample(Map.of(label, text), value);
  }

  /**
   * A value with one label.
   *
   * @param value any number; beyond 2^53 the last digits are lost
   * @param label its name
   * @param text its value
   * @return the sample
   */
  public static Sample of(long value, String label, String text) {
    return of((double) value, label, text);
  }

  /**
   * A value without labels.
   *
   * @param value any number; beyond 2^53 the last digits are lost
   * @return the sample
   */
  public static Sample of(long value) {
    return of((double) value);
  }

  private static String checked(String name) {
    if (name.length() > MOST_NAME || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of a label");
    }
    return name;
  }

  private static String cut(String text) {
    return text.length() <= MOST_VALUE ? text : text.substring(0, MOST_VALUE);
  }
}
