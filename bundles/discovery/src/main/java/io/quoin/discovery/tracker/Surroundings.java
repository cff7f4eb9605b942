package io.quoin.discovery.tracker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** What the trackers of all torrents share. */
final class Surroundings {

  /** Announcements under way at once, over all torrents. */
  static final int AT_ONCE = 32;

  private final Scheduler scheduler;
  private final Announcer http;
  private final Announcer udp;
  private final RandomGenerator random;
  private final Pace pace;
  private final Turns turns = new Turns(AT_ONCE);

  Surroundings(Scheduler scheduler, Announcer http, Announcer udp, RandomGenerator random) {
    this.scheduler = scheduler;
    this.http = http;
    this.udp = udp;
    this.random = random;
    this.pace = new Pace(random);
  }

  void execute(Runnable task) {
    scheduler.execute(task);
  }

  Scheduler.Timer after(Duration delay, Runnable task) {
    return scheduler.after(delay, task);
  }

  long nanoTime() {
    return scheduler.nanoTime();
  }

  Announcer announcer(TrackerUrl tracker) {
    return tracker.udp() ? udp : http;
  }

  RandomGenerator random() {
    return random;
  }

  Pace pace() {
    return pace;
  }

  Turns turns() {
    return turns;
  }
}
