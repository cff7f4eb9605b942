package io.quoin.protocol.leaks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Around every test class: the same threads and descriptors afterwards as before, and no buffer
 * lost. Registered for the whole module.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {
  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(LeakCheck.class);
  private static final BufferLeaks BUFFERS = new BufferLeaks();
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  @Override
  public void beforeAll(ExtensionContext context) {
    if (outermost(context)) {
      warmUp();
      context.getStore(HERE).put(context.getUniqueId(), Footprint.now());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (outermost(context)) {
      Footprint before = context.getStore(HERE).get(context.getUniqueId(), Footprint.class);
      requireNothingBeyond(before, PATIENCE_NANOS);
      List<String> buffers = BUFFERS.collected();
      if (!buffers.isEmpty()) {
        throw new AssertionError("buffers were not released: " + buffers);
      }
    }
  }

  /** The JDK keeps one socket for itself from the first channel on. */
  private static void warmUp() {
    try (Selector selector = Selector.open();
        SocketChannel channel = SocketChannel.open()) {
      channel.configureBlocking(false).register(selector, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean outermost(ExtensionContext context) {
    return context.getRequiredTestClass().getEnclosingClass() == null;
  }

  /** Waits until nothing is there that was not there before, or fails saying what there is. */
  static void requireNothingBeyond(Footprint before, long patienceNanos) {
    long deadline = System.nanoTime() + patienceNanos;
    List<String> more = Footprint.now().beyond(before);
    while (!more.isEmpty() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(POLL_NANOS);
      more = Footprint.now().beyond(before);
    }
    if (!more.isEmpty()) {
      throw new AssertionError(
          "left behind after " + TimeUnit.NANOSECONDS.toSeconds(patienceNanos) + " s: " + more);
    }
  }

  static List<String> lostBuffers() {
    return BUFFERS.collected();
  }
}
