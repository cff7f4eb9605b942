package io.quoin.storage.crew;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerTest {

  @Test
  void whose_call_it_was_is_forgotten_when_the_call_returns() {
    Worker worker = new Worker();
    WeakReference<Watched> owner = callAndReturn(worker);

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!owner.refersTo(null) && System.nanoTime() < deadline) {
      System.gc();
    }

    assertThat(owner.get()).isNull();
    worker.end();
  }

  /** In a frame of its own, so that the test's holds no owner afterwards. */
  private static WeakReference<Watched> callAndReturn(Worker worker) {
    Object plugin = new Object();
    Watched owner = (doing, seconds) -> assertThat(plugin).isNotNull();
    worker.begin(owner, "writing", plugin);
    worker.end();
    return new WeakReference<>(owner);
  }
}
