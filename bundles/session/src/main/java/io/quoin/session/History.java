package io.quoin.session;

import io.quoin.api.engine.SwarmSnapshot;
import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a torrent's past over all its runs.
 *
 * @param added when it was registered
 * @param completed when its last piece was there for the first time
 * @param totals bytes moved in runs that are over
 * @param extent how much was there when last seen
 * @param activity what it has been doing
 */
record History(
    Instant added, Optional<Instant> completed, Totals totals, Extent extent, Activity activity) {

  static History startingAt(Instant added) {
    return new History(
        added, Optional.empty(), Totals.NONE, Extent.UNKNOWN, Activity.startingAt(added));
  }

  /** With a run that is over. */
  History plus(SwarmSnapshot run) {
    return new History(added, completed, totals.plus(run), Extent.of(run), activity);
  }

  History completedAt(Instant time) {
    return new History(added, Optional.of(time), totals, extent, activity);
  }

  History with(Extent changed) {
    return new History(added, completed, totals, changed, activity);
  }

  History with(Activity changed) {
    return new History(added, completed, totals, extent, changed);
  }
}
