package io.quoin.incentive.btt.channel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The stretches of a connection that were leases: how many of their bytes came, and how many have
 * proved good. A byte counts as good when everything of its stretch before it has had its verdict;
 * whatever turned out wrong meanwhile is taken off.
 */
final class Intake {
  private final Deque<Stretch> stretches = new ArrayDeque<>();
  private long received;
  private long pending;

  private static final class Stretch {
    private final long from;
    private final long badBefore;
    private long to = Long.MAX_VALUE;
    private long good;
    private long bad;
    private boolean cut;

    Stretch(Arrivals at) {
      from = at.received();
      badBefore = at.bad();
    }

    Stretch(Span span) {
      from = span.from();
      to = span.to();
      good = span.good();
      bad = span.bad();
      badBefore = span.badBefore();
      cut = span.cut();
    }

    Span span() {
      return new Span(from, to, good, bad, badBefore, cut);
    }

    /** How many more have proved good. */
    long decide(Arrivals now) {
      long decided = Math.min(now.decided(), to) - from;
      bad = Math.max(bad, now.bad() - badBefore);
      long more = Math.max(0, decided - bad - good);
      good += more;
      return more;
    }

    /** Whether nothing more is to be learnt of it. */
    boolean isDecided(Arrivals now) {
      return !cut && to <= now.decided();
    }
  }

  boolean running() {
    return !stretches.isEmpty() && stretches.peekLast().to == Long.MAX_VALUE;
  }

  void begin(Arrivals at) {
    if (!running()) {
      stretches.add(new Stretch(at));
      received = at.received();
    }
  }

  /** Bytes of the stretch that is running. */
  long open() {
    return running() ? received - stretches.peekLast().from : 0;
  }

  /** The stretch ends; says how long it is. */
  long end(Arrivals at) {
    if (!running()) {
      return 0;
    }
    Stretch last = stretches.peekLast();
    last.to = Math.max(last.from, at.received());
    return last.to - last.from;
  }

  /**
   * What is known of the stretches, to go on with it elsewhere: nothing of it is left here. One
   * that is running ends.
   */
  List<Span> takeAll() {
    List<Span> spans = new ArrayList<>();
    stretches.forEach(stretch -> spans.add(stretch.span()));
    stretches.clear();
    received = 0;
    return spans;
  }

  /** Marks the stretch that is running: more of it may come than is seen. Says how long it is. */
  long cut(Arrivals at) {
    if (running()) {
      stretches.peekLast().cut = true;
    }
    return end(at);
  }

  /** Goes on with what was taken; nothing happens if there is something to wait for already. */
  void resume(List<Span> spans) {
    if (stretches.isEmpty()) {
      spans.forEach(span -> stretches.add(new Stretch(span)));
    }
  }

  /**
   * The stretch that was cut has come to its end.
   *
   * @param most bytes that may belong to it beyond those that were seen
   * @return how many do
   */
  long extend(long most) {
    if (stretches.isEmpty() || !stretches.peekLast().cut) {
      return 0;
    }
    Stretch last = stretches.peekLast();
    long more = Math.max(0, Math.min(most, received - last.to));
    last.to += more;
    last.cut = false;
    return more;
  }

  /** How many more bytes have proved good. */
  long decide(Arrivals now) {
    received = Math.max(received, now.received());
    long good = 0;
    for (Stretch stretch : stretches) {
      good += stretch.decide(now);
    }
    while (!stretches.isEmpty() && stretches.peekFirst().isDecided(now)) {
      stretches.removeFirst();
    }
    return good;
  }

  /** Bytes that came on connections that are gone, and had no verdict then. */
  long pending() {
    return pending;
  }

  /** The same, asked once. */
  long takePending() {
    long taken = pending;
    pending = 0;
    return taken;
  }

  /** Whether nothing is waited for: no lease runs, and all that came has had its verdict. */
  boolean rests() {
    return stretches.isEmpty() && pending == 0;
  }

  Optional<Long> undecidedFrom() {
    return Optional.ofNullable(stretches.peekFirst()).map(stretch -> stretch.from);
  }

  /** Nothing more comes on this connection; all stretches are over. */
  void forget() {
    for (Stretch stretch : stretches) {
      pending += Math.max(0, stretch.to - stretch.from - stretch.good - stretch.bad);
    }
    stretches.clear();
    received = 0;
  }
}
