package io.quoin.protocol.leaks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.quoin.leaks.Held;
import io.quoin.leaks.Holdings;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/**
 * Buffers that were collected as garbage and never released, as Netty's leak detector reports them
 * through the log.
 */
public final class LostBuffers extends AppenderBase<ILoggingEvent> implements Holdings {
  private static final long POLL_NANOS = 5_000_000L;
  private static final int TRIES = 200;

  /** The queue of one collection may still be filling when its first entries are seen. */
  private static final int ROUNDS = 3;

  private static final List<Held> REPORTED = new CopyOnWriteArrayList<>();

  /** Listens from now on, instead of the one before. */
  public LostBuffers() {
    Logger detector = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    setContext(detector.getLoggerContext());
    setName("lost-buffers");
    start();
    detector.detachAppender(getName());
    detector.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
      REPORTED.add(new Held("lost buffer", event.getFormattedMessage()));
    }
  }

  /**
   * Collects garbage and has the detector look at what was collected: it does so when a buffer is
   * made.
   */
  @Override
  public List<Held> now() {
    for (int round = 0; round < ROUNDS; round++) {
      collect();
      PooledByteBufAllocator.DEFAULT.buffer(16).release();
    }
    return List.copyOf(REPORTED);
  }

  /** What was lost on purpose is lost for good. */
  static void forgive() {
    REPORTED.clear();
  }

  /** Returns once references to garbage have been queued. */
  private static void collect() {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    PhantomReference<Object> marker = new PhantomReference<>(new Object(), queue);
    try {
      for (int i = 0; i < TRIES && !marker.refersTo(null); i++) {
        System.gc();
        LockSupport.parkNanos(POLL_NANOS);
      }
      for (int i = 0; i < TRIES && queue.poll() == null; i++) {
        LockSupport.parkNanos(POLL_NANOS);
      }
    } finally {
      Reference.reachabilityFence(marker);
    }
  }
}
