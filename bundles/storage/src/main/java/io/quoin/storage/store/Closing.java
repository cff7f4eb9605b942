package io.quoin.storage.store;

import io.quoin.storage.window.WindowBudget;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How a store ends: its lanes write what is verified, the desk syncs, records and closes, and its
 * windows go back. If a call to the provider hangs nobody waits: every window but those in the
 * call's hands goes back at once, and those when it returns. Thread-safe.
 */
final class Closing {

  private final WindowBudget windows;
  private final Runnable deskWork;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final Set<Region> regions = new HashSet<>();
  private List<StoreLane> lanes = List.of();
  private boolean lanesDone;
  private volatile boolean started;
  private volatile boolean abandoned;

  /**
   * Nothing is closing yet.
   *
   * @param deskWork hands the rest to the desk, which calls {@link #complete} at its end
   */
  Closing(WindowBudget windows, Runnable deskWork) {
    this.windows = windows;
    this.deskWork = deskWork;
  }

  /** The store has these lanes; false if it is closing already. */
  synchronized boolean open(List<StoreLane> used) {
    if (!started) {
      lanes = used;
    }
    return !started;
  }

  boolean started() {
    return started;
  }

  /** Starts, unless it has started. */
  void start() {
    List<StoreLane> toFinish;
    synchronized (this) {
      if (started) {
        return;
      }
      started = true;
      toFinish = lanes;
    }
    AtomicInteger left = new AtomicInteger(toFinish.size());
    for (StoreLane lane : toFinish) {
      lane.finish(
          () -> {
            if (left.decrementAndGet() == 0) {
              lanesDone();
            }
          });
    }
    if (toFinish.isEmpty()) {
      lanesDone();
    }
  }

  /** The loop has no more use for these regions. */
  synchronized void take(Collection<Region> unused) {
    regions.addAll(unused);
    if (lanesDone) {
      giveBackAll();
    } else if (abandoned) {
      giveBackUnused();
    }
  }

  /** Waits for no lane any more. */
  void abandon() {
    abandoned = true;
    synchronized (this) {
      giveBackUnused();
    }
    start();
    done.complete(null);
  }

  boolean abandoned() {
    return abandoned;
  }

  /** A lane has done with a region after the store was abandoned. */
  synchronized void returned(Region region) {
    if (regions.remove(region)) {
      region.giveBack(windows);
    }
  }

  void complete() {
    done.complete(null);
  }

  CompletableFuture<Void> done() {
    return done;
  }

  private void lanesDone() {
    synchronized (this) {
      lanesDone = true;
      giveBackAll();
    }
    deskWork.run();
  }

  private void giveBackAll() {
    regions.forEach(region -> region.giveBack(windows));
    regions.clear();
  }

  private void giveBackUnused() {
    regions.removeIf(
        region -> {
          boolean unused = !region.lane().uses(region);
          if (unused) {
            region.giveBack(windows);
          }
          return unused;
        });
  }
}
