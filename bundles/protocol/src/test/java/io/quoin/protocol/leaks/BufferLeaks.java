package io.quoin.protocol.leaks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/** Listens to Netty's leak detector, which reports through the log. */
final class BufferLeaks extends AppenderBase<ILoggingEvent> {
  private static final long POLL_NANOS = 5_000_000L;

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
    WeakReference<Object> marker = new WeakReference<>(new Object());
    for (int i = 0; marker.get() != null && i < 200; i++) {
      System.gc();
      LockSupport.parkNanos(POLL_NANOS);
    }
    for (int i = 0; i < 10; i++) {
      ByteBuf probe = PooledByteBufAllocator.DEFAULT.buffer(16);
      probe.release();
    }
    List<String> found = List.copyOf(reports);
    reports.clear();
    return found;
  }
}
