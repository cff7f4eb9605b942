package io.quoin.examples.webhook;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings notices to their receiver, one after the other in the order they came, on a thread of its
 * own. What waits is bounded: beyond that the oldest are dropped, which is said once until all that
 * waits has been dealt with.
 */
final class Courier implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final Supplier<Receiver> opening;
  private final Terms terms;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Deque<Notice> waiting = new ArrayDeque<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private boolean overflowing;

  /**
   * How patient it is.
   *
   * @param tries of one notice
   * @param pause after the first of them; each one after that is twice as long, up to an hour
   * @param places for notices that wait, without the one being brought
   */
  record Terms(int tries, Duration pause, int places) {}

  /**
   * Starts the thread.
   *
   * @param opening makes the receiver, which the thread alone has, so that nobody has it afterwards
   */
  Courier(Supplier<Receiver> opening, Terms terms) {
    this.opening = opening;
    this.terms = terms;
    thread = new Thread(this::work, "quoin-webhook");
    thread.start();
  }

  /** Takes a notice; from any thread, without waiting for the network. */
  void bring(Notice notice) {
    lock.lock();
    try {
      if (waiting.size() == terms.places()) {
        Notice dropped = waiting.remove();
        if (!overflowing) {
          overflowing = true;
          LOG.warn(
              "More than {} notices wait for a receiver that does not take them: the oldest are"
                  + " dropped, '{}' first",
              terms.places(),
              dropped.name());
        }
      }
      waiting.add(notice);
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    try (Receiver receiver = opening.get()) {
      while (true) {
        deliver(next(), receiver);
      }
    } catch (InterruptedException stopped) {
      LOG.debug("Stopped");
    }
  }

  private Notice next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty()) {
        overflowing = false;
        arrived.await();
      }
      return waiting.remove();
    } finally {
      lock.unlock();
    }
  }

  private void deliver(Notice notice, Receiver receiver) throws InterruptedException {
    byte[] body = notice.body();
    Duration pause = terms.pause();
    Delivery delivery = receiver.post(body);
    for (int tried = 1;
        delivery.result() == Delivery.Result.FAILED && tried < terms.tries();
        tried++) {
      LOG.debug("The notice of '{}' is tried again: {}", notice.name(), delivery.answer());
      rest(pause);
      pause = longer(pause);
      delivery = receiver.post(body);
    }
    if (delivery.result() != Delivery.Result.TAKEN) {
      LOG.warn(
          "Nobody was told that '{}' is complete: {}; see that 'url' is right and its server up",
          notice.name(),
          delivery.answer());
    }
  }

  private void rest(Duration pause) throws InterruptedException {
    if (stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new InterruptedException();
    }
  }

  /** The pause after this one. */
  static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  /** Ends the thread, and what it is doing; what waits is forgotten. Waits until it has ended. */
  @Override
  public void close() {
    stopped.countDown();
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
