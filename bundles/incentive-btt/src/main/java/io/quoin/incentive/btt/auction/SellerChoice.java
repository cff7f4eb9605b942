package io.quoin.incentive.btt.auction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which sellers a buyer leaves: those that serve it at under half of the median's rate. */
public final class SellerChoice {
  private static final int FEWEST = 3;

  private SellerChoice() {}

  /**
   * The sellers to leave.
   *
   * @param rates bytes a second of those whose lease has run for a while; with fewer than three of
   *     them there is nothing to compare
   */
  public static <P> List<P> tooSlow(Map<P, Long> rates) {
    if (rates.size() < FEWEST) {
      return List.of();
    }
    List<Long> sorted = new ArrayList<>(rates.values());
    sorted.sort(null);
    long median = sorted.get((sorted.size() - 1) / 2);
    return rates.entrySet().stream()
        .filter(entry -> entry.getValue() < median / 2)
        .map(Map.Entry::getKey)
        .toList();
  }
}
