package io.quoin.discovery.tracker;

import io.quoin.discovery.tracker.Announce.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One tier of a torrent's trackers (BEP 12): they are asked one after the other until one answers,
 * which is then asked first. One announcement is under way at a time.
 */
final class Tier {

  /** How long a tier may keep the next one waiting. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What a tier is doing. */
  private enum State {
    /** It was not needed yet. */
    IDLE,
    /** An announcement is under way or waits for its turn. */
    ASKING,
    /** It waits for its next time. */
    RESTING,
    /** The torrent has stopped. */
    CLOSED
  }

  private final List<Tracker> trackers;
  private final TorrentTrackers torrent;
  private final Surroundings surroundings;
  private State state = State.IDLE;
  private Scheduler.Timer timer = Scheduler.Timer.NONE;
  private Scheduler.Timer impatience = Scheduler.Timer.NONE;
  private boolean answered;
  private boolean completedUntold;
  private long allowedAt;

  /** Whether the tracker that failed last said itself when to ask again. */
  private boolean toldWhen;

  private int failures;

  Tier(List<Tracker> trackers, TorrentTrackers torrent, Surroundings surroundings) {
    this.trackers = new ArrayList<>(trackers);
    this.torrent = torrent;
    this.surroundings = surroundings;
  }

  boolean isIdle() {
    return state == State.IDLE;
  }

  boolean isResting() {
    return state == State.RESTING;
  }

  void begin() {
    if (state == State.IDLE) {
      ask();
    }
  }

  /** More peers are wanted: asks again if the tracker allows it. Failing ones keep their time. */
  void wanted() {
    if (state == State.RESTING && answered && surroundings.nanoTime() - allowedAt >= 0) {
      ask();
    }
  }

  /** A person wants peers: asks as soon as the trackers allow it, failing ones at once. */
  void askSoon() {
    long wait = allowedAt - surroundings.nanoTime();
    if (state == State.RESTING && !toldWhen) {
      if (!answered || wait <= 0) {
        ask();
      } else {
        timer.cancel();
        timer = surroundings.after(Duration.ofNanos(wait), this::ask);
      }
    }
  }

  /** Trackers that know of us are told that we are complete now. */
  void completed() {
    completedUntold = state != State.IDLE;
    if (state == State.RESTING && answered) {
      ask();
    }
  }

  /** Trackers that know of us are told that we go; nobody waits for that. */
  void close() {
    state = State.CLOSED;
    timer.cancel();
    impatience.cancel();
    trackers.stream().filter(Tracker::started).forEach(this::sayGoodBye);
  }

  private void sayGoodBye(Tracker tracker) {
    surroundings
        .announcer(tracker.url())
        .announce(
            tracker.url(), torrent.announce(tracker, Event.STOPPED), answer -> {}, failure -> {});
  }

  private void ask() {
    timer.cancel();
    impatience.cancel();
    state = State.ASKING;
    impatience = surroundings.after(PATIENCE, torrent::impatient);
    ask(0);
  }

  private void ask(int position) {
    surroundings
        .turns()
        .take(
            done -> {
              if (state == State.CLOSED) {
                done.run();
              } else {
                ask(position, done);
              }
            });
  }

  private void ask(int position, Runnable done) {
    Tracker tracker = trackers.get(position);
    boolean completes = completedUntold;
    Event event = completes ? Event.COMPLETED : Event.NONE;
    surroundings
        .announcer(tracker.url())
        .announce(
            tracker.url(),
            torrent.announce(tracker, tracker.started() ? event : Event.STARTED),
            answer -> {
              done.run();
              completedUntold &= !completes;
              answered(tracker, answer);
            },
            failure -> {
              done.run();
              failed(position, failure);
            });
  }

  private void answered(Tracker tracker, AnnounceAnswer answer) {
    tracker.answered(answer);
    if (state == State.CLOSED) {
      sayGoodBye(tracker);
      return;
    }
    trackers.remove(tracker);
    trackers.add(0, tracker);
    answered = true;
    failures = 0;
    toldWhen = false;
    allowedAt = surroundings.nanoTime() + surroundings.pace().minimum(answer).toNanos();
    rest(surroundings.pace().interval(answer));
    torrent.answered(tracker, answer, surroundings.pace().interval(answer));
    if (completedUntold) {
      ask();
    }
  }

  private void failed(int position, AnnounceException failure) {
    if (state == State.CLOSED) {
      return;
    }
    boolean last = position == trackers.size() - 1;
    Duration retry = last ? surroundings.pace().retry(++failures, failure) : Duration.ZERO;
    torrent.failed(trackers.get(position), failure, retry);
    if (last) {
      answered = false;
      toldWhen = failure.retry().isPresent();
      rest(retry);
      torrent.impatient();
    } else {
      ask(position + 1);
    }
  }

  private void rest(Duration time) {
    impatience.cancel();
    state = State.RESTING;
    timer = surroundings.after(time, this::ask);
  }
}
