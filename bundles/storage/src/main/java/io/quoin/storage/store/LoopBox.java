package io.quoin.storage.store;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What storage threads have to tell a torrent's loop, in order. However much there is, the loop
 * gets one task for it. A loop that has ended drops what comes.
 */
final class LoopBox {

  private static final Logger log = LoggerFactory.getLogger(LoopBox.class);

  private final Executor loop;
  private final ConcurrentLinkedQueue<Runnable> messages = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile boolean ended;

  LoopBox(Executor loop) {
    this.loop = loop;
  }

  void post(Runnable message) {
    if (!ended) {
      messages.add(message);
      schedule();
    }
  }

  private void schedule() {
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      try {
        loop.execute(this::deliver);
      } catch (RejectedExecutionException loopEnded) {
        ended = true;
        messages.clear();
      }
    }
  }

  private void deliver() {
    scheduled.set(false);
    for (Runnable next = messages.poll(); next != null; next = messages.poll()) {
      try {
        next.run();
      } catch (RuntimeException | Error unexpected) {
        log.error("A torrent's loop failed to take what storage told it; report this", unexpected);
      }
    }
  }
}
