package io.quoin.testbed.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a scenario.
 *
 * @param ground where it was played
 * @param peers in the scenario's order
 */
public record Outcome(String ground, List<PeerOutcome> peers) {

  /** Copies the peers. */
  public Outcome {
    peers = List.copyOf(peers);
  }

  /**
   * Whether everybody has everything.
   *
   * @return false if the time was too short for somebody
   */
  public boolean complete() {
    return peers.stream().allMatch(peer -> peer.peer().seed() || peer.completion().isPresent());
  }

  /**
   * The median of the times from arrival to completion.
   *
   * @param group whose
   * @return empty if nobody of the group has become complete
   */
  public Optional<Duration> median(String group) {
    List<Duration> times =
        peers.stream()
            .filter(peer -> peer.peer().group().equals(group))
            .flatMap(peer -> peer.took().stream())
            .sorted()
            .toList();
    return times.isEmpty() ? Optional.empty() : Optional.of(middle(times));
  }

  private static Duration middle(List<Duration> sorted) {
    Duration upper = sorted.get(sorted.size() / 2);
    return sorted.size() % 2 == 1
        ? upper
        : upper.plus(sorted.get(sorted.size() / 2 - 1)).dividedBy(2);
  }
}
