package io.quoin.testbed.network;

import io.quoin.protocol.swarm.Loop;

/** A host's event loop on the virtual clock. Once it has ended, what is still due is dropped. */
public final class VirtualLoop implements Loop {
  private final Timeline timeline;
  private boolean ended;

  VirtualLoop(Timeline timeline) {
    this.timeline = timeline;
  }

  @Override
  public void execute(Runnable task) {
    timeline.soon(this, task);
  }

  @Override
  public Timer after(long nanos, Runnable task) {
    Guarded planned = new Guarded(task);
    timeline.at(timeline.now() + nanos, planned);
    return planned;
  }

  @Override
  public long nanoTime() {
    return timeline.now();
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  /** Nothing runs here any more. */
  void end() {
    ended = true;
  }

  void run(Runnable task) {
    if (!ended) {
      task.run();
    }
  }

  private final class Guarded implements Runnable, Timer {
    private final Runnable task;
    private boolean cancelled;

    Guarded(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      if (!cancelled) {
        VirtualLoop.this.run(task);
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }
}
