package io.quoin.discovery.tracker;

import java.util.function.Consumer;

/** Tells trackers of one kind. Called on the scheduler, answers there too. */
interface Announcer {

  /** Announces, and tells exactly one of answer and failure unless discovery ends before. */
  void announce(
      TrackerUrl tracker,
      Announce announce,
      Consumer<AnnounceAnswer> answered,
      Consumer<AnnounceException> failed);
}
