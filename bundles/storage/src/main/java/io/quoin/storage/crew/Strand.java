package io.quoin.storage.crew;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A queue of jobs that are done one after another by whichever thread of a crew is free. Strands of
 * one crew take turns; when one is stuck the others go on.
 */
public final class Strand {

  /** Jobs done before another strand gets its turn. */
  private static final int TURN = 32;

  private final Crew crew;
  private final ConcurrentLinkedQueue<Job> jobs = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Job turn = this::turn;

  /**
   * A strand without jobs.
   *
   * @param crew whose threads do them
   */
  public Strand(Crew crew) {
    this.crew = crew;
  }

  /**
   * Adds a job at the end; returns at once.
   *
   * @param job what to do
   * @return false if the crew is closed and nobody will do it
   */
  public boolean execute(Job job) {
    jobs.add(job);
    crew.strandJobs(1);
    if (schedule() || !jobs.remove(job)) {
      return true;
    }
    crew.strandJobs(-1);
    return false;
  }

  private boolean schedule() {
    if (scheduled.get() || !scheduled.compareAndSet(false, true)) {
      return true;
    }
    boolean taken = crew.execute(turn);
    if (!taken) {
      scheduled.set(false);
    }
    return taken;
  }

  /** Does a few jobs, or all if the crew is closed: nobody else will. */
  private void turn(Worker worker) {
    try {
      for (int i = 0; crew.closed() || (i < TURN && !worker.writtenOff()); i++) {
        Job job = jobs.poll();
        if (job == null) {
          break;
        }
        crew.strandJobs(-1);
        job.run(worker);
      }
    } finally {
      scheduled.set(false);
      if (!jobs.isEmpty() && !schedule()) {
        turn(worker);
      }
    }
  }
}
