package io.quoin.storage.crew;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few threads that do jobs in the order they come. A thread that is stuck in a call to a provider
 * is written off after a moment and a fresh one takes its place, so that the jobs of others go on;
 * once its call returns it finishes its job and ends.
 *
 * <p>The queue is bounded by what its jobs stand for: windows, reads and open stores.
 */
public final class Crew {

  private static final Logger log = LoggerFactory.getLogger(Crew.class);
  private static final Job STOP = worker -> {};

  private final String name;
  private final int size;
  private final Patience patience;
  private final LinkedTransferQueue<Job> jobs = new LinkedTransferQueue<>();
  private final AtomicInteger idle = new AtomicInteger();
  private final List<Worker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger hands = new AtomicInteger();
  private final LongAdder strandJobs = new LongAdder();
  private volatile boolean closing;
  private int started;

  /**
   * How long a call to a provider may take.
   *
   * @param replace until a fresh thread takes over from the one in the call
   * @param overdue until its owner is told
   * @param replacements how many threads may be stuck at once beyond the crew's size
   */
  public record Patience(Duration replace, Duration overdue, int replacements) {

    /** One second, thirty seconds, 32 threads. */
    public static final Patience DEFAULT =
        new Patience(Duration.ofSeconds(1), Duration.ofSeconds(30), 32);
  }

  /**
   * A crew without threads yet.
   *
   * @param name of its threads; a number is put after it if there are several
   * @param size threads at work at once, 1 or more
   * @param patience with calls to providers
   */
  public Crew(String name, int size, Patience patience) {
    this.name = name;
    this.size = size;
    this.patience = patience;
  }

  /**
   * Hands a job over; returns at once.
   *
   * @param job what to do
   * @return false if the crew is closed and nobody will do it
   */
  public boolean execute(Job job) {
    if (closing) {
      return false;
    }
    jobs.add(job);
    if (closing && jobs.remove(job)) {
      return false;
    }
    if (hands.get() < size && (hands.get() == 0 || idle.get() == 0)) {
      hire();
    }
    return true;
  }

  boolean closed() {
    return closing;
  }

  /**
   * How many threads can be at work at once.
   *
   * @return 1 or more
   */
  public int size() {
    return size;
  }

  /**
   * Jobs that nobody has begun; those in strands are counted, and each strand that waits once more.
   *
   * @return about as many
   */
  public long backlog() {
    return Math.max(0, jobs.size() + strandJobs.sum());
  }

  /**
   * Threads that were written off and have not come back from the call that they are in.
   *
   * @return beyond the crew's size
   */
  public synchronized int stuck() {
    return workers.size() - hands.get();
  }

  void strandJobs(int change) {
    strandJobs.add(change);
  }

  /** Looks after its threads: called about every quarter of a second. */
  public void check() {
    long now = System.nanoTime();
    for (Worker worker : copyOfWorkers()) {
      worker.tellIfOverdue(now, patience.overdue().toNanos());
      if (!worker.writtenOff() && worker.stuckFor(now) >= patience.replace().toNanos()) {
        replace(worker);
      }
    }
  }

  /** Lets the threads end once the jobs that are there are done; {@link #join} waits for that. */
  public void close() {
    closing = true;
    jobs.add(STOP);
  }

  /**
   * Waits for the threads of a closed crew.
   *
   * @param deadline on {@link System#nanoTime}
   * @return false if some are still stuck in a call
   * @throws InterruptedException if the caller is interrupted
   */
  public boolean join(long deadline) throws InterruptedException {
    boolean all = true;
    for (Thread thread : copyOfThreads()) {
      long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
      thread.join(left);
      all &= !thread.isAlive();
    }
    return all;
  }

  private synchronized List<Worker> copyOfWorkers() {
    return List.copyOf(workers);
  }

  private synchronized List<Thread> copyOfThreads() {
    return List.copyOf(threads);
  }

  private synchronized void hire() {
    if (hands.get() < size) {
      start();
    }
  }

  private synchronized void replace(Worker stuck) {
    int writtenOff = workers.size() - hands.get();
    if (writtenOff < patience.replacements() && workers.contains(stuck)) {
      stuck.writeOff();
      hands.decrementAndGet();
      if (!closing) {
        start();
      }
    }
  }

  private void start() {
    hands.incrementAndGet();
    Worker worker = new Worker();
    workers.add(worker);
    Thread thread = new Thread(() -> work(worker), name());
    thread.setDaemon(true);
    threads.removeIf(former -> !former.isAlive()); // who leaves is still waited for
    threads.add(thread);
    thread.start();
  }

  private String name() {
    return size == 1 ? name : name + started++ % size;
  }

  private void work(Worker worker) {
    try {
      while (!worker.writtenOff()) {
        Optional<Job> job = next();
        if (job.isEmpty()) {
          break;
        }
        run(job.get(), worker);
      }
    } finally {
      leave(worker);
    }
  }

  private Optional<Job> next() {
    Job job = jobs.poll();
    if (job == null) {
      idle.incrementAndGet();
      try {
        job = jobs.take();
      } catch (InterruptedException foreign) {
        // Nobody here interrupts; whoever did must not close the channels that threads share.
        return Optional.of(worker -> {});
      } finally {
        idle.decrementAndGet();
      }
    }
    if (job == STOP) {
      // It stays for the others: there may be more of them than hands, just written off.
      jobs.add(STOP);
      return Optional.empty();
    }
    return Optional.of(job);
  }

  private void run(Job job, Worker worker) {
    try {
      job.run(worker);
    } catch (RuntimeException | Error unexpected) {
      log.error("A job of {} failed; report this", name, unexpected);
    } finally {
      worker.end();
    }
  }

  private synchronized void leave(Worker worker) {
    workers.remove(worker);
    if (!worker.writtenOff()) {
      hands.decrementAndGet();
    }
  }
}
