package io.quoin.discovery.tracker;

import java.util.Optional;

/** What is known of one tracker of one torrent. */
final class Tracker {

  private final TrackerUrl url;
  private boolean started;
  private Optional<String> id = Optional.empty();

  Tracker(TrackerUrl url) {
    this.url = url;
  }

  TrackerUrl url() {
    return url;
  }

  /** Whether it knows of us, and wants to hear when we go. */
  boolean started() {
    return started;
  }

  Optional<String> id() {
    return id;
  }

  void answered(AnnounceAnswer answer) {
    started = true;
    id = answer.trackerId().or(() -> id);
  }
}
