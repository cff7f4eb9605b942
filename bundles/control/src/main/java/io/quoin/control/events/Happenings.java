package io.quoin.control.events;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happened lately, and who follows. The newest {@value #REMEMBERED} are remembered, for those
 * whose connection broke; at most {@value #MOST_FOLLOWERS} follow. Thread-safe.
 */
final class Happenings implements AutoCloseable {

  /** Happenings to go on from. */
  static final int REMEMBERED = 1024;

  /** Followers at a time. */
  static final int MOST_FOLLOWERS = 64;

  private static final Pattern ID = Pattern.compile("([0-9a-z]{1,13})-([0-9]{1,18})");

  private final String run;
  private final Deque<Happening> remembered = new ArrayDeque<>();
  private final Set<Follower> followers = new CopyOnWriteArraySet<>();
  private long number;
  private boolean closed;

  /**
   * Nothing has happened.
   *
   * @param run tells ids apart from those of the run before
   */
  Happenings(long run) {
    this.run = Long.toString(run & Long.MAX_VALUE, Character.MAX_RADIX);
  }

  /**
   * Something happens: all followers are told.
   *
   * @param type what kind
   * @param json an object on one line
   */
  synchronized void publish(String type, String json) {
    number++;
    Happening happening = new Happening(run + "-" + number, type, json);
    if (remembered.size() == REMEMBERED) {
      remembered.remove();
    }
    remembered.add(happening);
    followers.forEach(follower -> follower.offer(happening));
  }

  /**
   * Somebody follows.
   *
   * @param lastId what it has seen last, as it says; empty if it begins
   * @param sink where it reads
   * @return empty if there are too many already, or this is closed
   */
  synchronized Optional<Follower> follow(String lastId, Follower.Sink sink) {
    if (isFull()) {
      return Optional.empty();
    }
    Follower follower = new Follower(sink);
    if (!lastId.isEmpty()) {
      follower.offerAll(since(lastId));
    }
    followers.add(follower);
    return Optional.of(follower);
  }

  /** Whether nobody more may follow. */
  synchronized boolean isFull() {
    return closed || followers.size() >= MOST_FOLLOWERS;
  }

  /** Tells all followers that this is still there. */
  synchronized void beat() {
    followers.forEach(follower -> follower.beat(run + "-" + number));
  }

  /** What a follower has missed, or that it has missed more than is remembered. */
  private List<Happening> since(String lastId) {
    Matcher parts = ID.matcher(lastId);
    if (!parts.matches() || !parts.group(1).equals(run)) {
      return List.of(Happening.resync(run + "-" + number));
    }
    long seen = Long.parseLong(parts.group(2));
    long missed = number - seen;
    if (missed < 0 || missed > remembered.size()) {
      return List.of(Happening.resync(run + "-" + number));
    }
    List<Happening> all = new ArrayList<>(remembered);
    return all.subList(all.size() - (int) missed, all.size());
  }

  void left(Follower follower) {
    followers.remove(follower);
  }

  /** Whether anybody follows; otherwise looking for changes is for nobody. */
  boolean isFollowed() {
    return !followers.isEmpty();
  }

  /** Ends all streams. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    followers.forEach(Follower::close);
    followers.clear();
  }
}
