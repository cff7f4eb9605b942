package io.quoin.session;

import io.quoin.api.session.QueueSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says which torrents run when not all may at once: those that run already, then the others in the
 * order of their ranks. Pure.
 */
final class Queue {

  /**
   * A torrent that wants to run.
   *
   * @param key tells it apart
   * @param rank the lower, the sooner
   * @param running whether it was let in before
   * @param done whether it would seed
   * @param stalled whether it has moved nothing for long
   * @param jumped whether it runs whatever the queue says
   */
  record Candidate(
      Object key, long rank, boolean running, boolean done, boolean stalled, boolean jumped) {}

  private static final Comparator<Candidate> ORDER =
      Comparator.comparing(Candidate::jumped)
          .thenComparing(Candidate::running)
          .reversed()
          .thenComparing(Candidate::rank);

  private Queue() {}

  /** The keys of those that run. */
  static Set<Object> admitted(List<Candidate> candidates, QueueSettings settings) {
    List<Candidate> ordered = new ArrayList<>(candidates);
    ordered.sort(ORDER);
    Set<Object> admitted = new HashSet<>();
    int downloads = 0;
    int seeds = 0;
    for (Candidate each : ordered) {
      boolean room =
          each.done()
              ? !settings.seedsLimited() || seeds < settings.seeds()
              : !settings.downloadsLimited() || downloads < settings.downloads();
      boolean counts = !(settings.stalledIgnored() && each.stalled() && each.running());
      if (room || each.jumped() || !counts) {
        admitted.add(each.key());
        downloads += counts && !each.done() ? 1 : 0;
        seeds += counts && each.done() ? 1 : 0;
      }
    }
    return admitted;
  }
}
