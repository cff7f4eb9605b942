package io.quoin.storage.store;

import io.quoin.storage.crew.Crew;
import io.quoin.storage.crew.Keeper;
import io.quoin.storage.read.ReadPool;
import io.quoin.storage.record.Disk;
import io.quoin.storage.volume.OpenFiles;
import io.quoin.storage.window.WindowBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The memory, threads and open files that all stores share. */
public final class Workshop {

  private static final Logger log = LoggerFactory.getLogger(Workshop.class);
  private static final Duration CHECK = Duration.ofMillis(250);
  private static final int DESKS = 2;

  private final Timing timing;
  private final Disk disk;
  private final WindowBudget windows;
  private final ReadPool reads;
  private final OpenFiles openFiles;
  private final List<Crew> lanes;
  private final Crew readers;
  private final Crew checkers;
  private final Crew desk;
  private final Keeper keeper;
  private final FaultTally faults = new FaultTally();
  private final AtomicBoolean relieving = new AtomicBoolean();

  /**
   * How much of everything.
   *
   * @param windows of piece memory, 2 or more
   * @param lanes that hash and write, 1 or more
   * @param readers threads that read for uploads, 1 or more
   * @param checkers threads that check data that is there, 1 or more
   * @param readBuffers of read-ahead, 1 or more
   * @param openFiles at once
   */
  public record Sizes(
      int windows, int lanes, int readers, int checkers, int readBuffers, int openFiles) {}

  /**
   * A workshop whose threads start when they are needed.
   *
   * @param sizes how much of everything
   * @param timing when it does what
   * @param disk writes the records
   */
  public Workshop(Sizes sizes, Timing timing, Disk disk) {
    this.timing = timing;
    this.disk = disk;
    this.keeper = new Keeper("quoin-storage-keeper");
    this.windows = new WindowBudget(sizes.windows(), this::relieveSoon, System::nanoTime);
    this.openFiles = new OpenFiles(sizes.openFiles());
    this.lanes =
        IntStream.range(0, sizes.lanes())
            .mapToObj(i -> crew("quoin-storage-lane-" + i, 1, timing))
            .toList();
    this.readers = crew("quoin-storage-read-", sizes.readers(), timing);
    this.checkers = crew("quoin-storage-check-", sizes.checkers(), timing);
    this.desk = crew("quoin-storage-desk-", DESKS, timing);
    this.reads = new ReadPool(sizes.readBuffers(), readers);
    keeper.every(CHECK, this::lookAround);
  }

  /**
   * Ends all threads, but for those that are stuck in a provider.
   *
   * @param deadline on {@link System#nanoTime}
   */
  public void close(long deadline) {
    crews().forEach(Crew::close);
    try {
      boolean ended = true;
      for (Crew crew : crews()) {
        ended &= crew.join(deadline);
      }
      ended &= keeper.close(deadline);
      if (!ended) {
        log.warn("Storage has stopped while a provider still holds threads of it");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The budget of piece memory.
   *
   * @return shared by all stores
   */
  public WindowBudget windows() {
    return windows;
  }

  /**
   * The memory of reads.
   *
   * @return shared by all stores
   */
  public ReadPool reads() {
    return reads;
  }

  /**
   * The open files.
   *
   * @return shared by all stores
   */
  public OpenFiles openFiles() {
    return openFiles;
  }

  /**
   * What broke stores.
   *
   * @return counts of all stores
   */
  public FaultTally faults() {
    return faults;
  }

  /**
   * The threads that hash and write.
   *
   * @return a crew of one each
   */
  public List<Crew> lanes() {
    return lanes;
  }

  /**
   * The threads that read for peers.
   *
   * @return one crew
   */
  public Crew readers() {
    return readers;
  }

  /**
   * The threads that check what is there.
   *
   * @return one crew
   */
  public Crew checkers() {
    return checkers;
  }

  /**
   * How many threads of all crews are stuck in calls to providers.
   *
   * @return 0 if all is well
   */
  public int stuck() {
    return crews().stream().mapToInt(Crew::stuck).sum();
  }

  Timing timing() {
    return timing;
  }

  Disk disk() {
    return disk;
  }

  Crew desk() {
    return desk;
  }

  Keeper keeper() {
    return keeper;
  }

  private static Crew crew(String name, int size, Timing timing) {
    return new Crew(name, size, timing.patience());
  }

  private List<Crew> crews() {
    List<Crew> all = new ArrayList<>(lanes);
    all.add(readers);
    all.add(checkers);
    all.add(desk);
    return all;
  }

  private void lookAround() {
    crews().forEach(Crew::check);
    windows.lookAgain();
  }

  private void relieveSoon() {
    if (!relieving.get() && relieving.compareAndSet(false, true)) {
      keeper.later(
          Duration.ZERO,
          () -> {
            relieving.set(false);
            windows.relieve();
          });
    }
  }
}
