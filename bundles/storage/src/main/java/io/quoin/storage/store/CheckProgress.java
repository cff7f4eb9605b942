package io.quoin.storage.store;

import io.quoin.api.storage.StorageException;
import io.quoin.storage.crew.Worker;
import java.util.BitSet;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Tells a store's loop how far the check of its data is, ten times a second at most. */
final class CheckProgress implements Checker.Progress {

  private static final long PAUSE_NANOS = 100_000_000;

  private final StoreCore core;
  private final IntConsumer onProgress;
  private final Consumer<BitSet> onDone;
  private long told = System.nanoTime();

  /**
   * Nothing is checked yet.
   *
   * @param onProgress told on the loop how many pieces were examined
   * @param onDone told on a checker which pieces are right, unless the store broke
   */
  CheckProgress(StoreCore core, IntConsumer onProgress, Consumer<BitSet> onDone) {
    this.core = core;
    this.onProgress = onProgress;
    this.onDone = onDone;
  }

  @Override
  public boolean wanted() {
    return !core.ending();
  }

  @Override
  public void checked(int piece, boolean right, int checked) {
    long now = System.nanoTime();
    if (now - told >= PAUSE_NANOS) {
      told = now;
      core.box().post(() -> onProgress.accept(checked));
    }
  }

  @Override
  public void done(BitSet good, Worker worker) {
    if (!core.ending()) {
      onDone.accept(good);
    }
  }

  @Override
  public void failed(StorageException why) {
    core.fault(Faults.of(why));
  }

  @Override
  public void disagreement(int piece) {
    core.fault(Faults.disagreement(core.metainfo(), piece));
  }
}
