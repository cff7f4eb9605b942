package io.quoin.protocol.leaks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/** Listens to Netty's leak detector, which reports through the log. */
final class BufferLeaks extends AppenderBase<ILoggingEvent> {
  private static final long POLL_NANOS = 5_000_000L;
  private static final int TRIES = 200;

  /** The queue of one collection may still be filling when its first entries are seen. */
  private static final int ROUNDS = 3;

  private final List<String> reports = new CopyOnWriteArrayList<>();

  BufferLeaks() {
    Logger detector = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    setContext(detector.getLoggerContext());
    start();
    detector.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
      reports.add(event.getFormattedMessage());
    }
  }

  /**
   * Collects garbage and has the detector look at what was collected: it does so when a buffer is
   * made.
   */
  List<String> collected() {
    for (int round = 0; round < ROUNDS; round++) {
      collect();
      PooledByteBufAllocator.DEFAULT.buffer(16).release();
    }
    List<String> found = List.copyOf(reports);
    reports.clear();
    return found;
  }

  /** Returns once references to garbage have been queued. */
  private static void collect() {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    PhantomReference<Object> marker = new PhantomReference<>(new Object(), queue);
    for (int i = 0; i < TRIES && !marker.refersTo(null); i++) {
      System.gc();
      LockSupport.parkNanos(POLL_NANOS);
    }
    for (int i = 0; i < TRIES && queue.poll() == null; i++) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
