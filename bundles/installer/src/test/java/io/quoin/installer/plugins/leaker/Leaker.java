package io.quoin.installer.plugins.leaker;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Starts a thread that goes on after its stop, until the latch in the system properties is open.
 */
public final class Leaker implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    CountDownLatch latch = (CountDownLatch) System.getProperties().get("quoin.leaker");
    Thread thread = new Thread(() -> awaitUninterruptibly(latch), "leaked");
    thread.setDaemon(true);
    thread.start();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // It goes on.
      }
    }
  }

  @Override
  public void stop(BundleContext context) {
    // It forgets its thread.
  }
}
