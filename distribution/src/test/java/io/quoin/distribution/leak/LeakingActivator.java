package io.quoin.distribution.leak;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Does what no bundle may: leaves a thread behind when it is stopped. */
public final class LeakingActivator implements BundleActivator {

  /** The thread's name; an interrupt ends it. */
  public static final String THREAD = "deliberate-leak";

  @Override
  public void start(BundleContext context) {
    Thread thread = new Thread(LeakingActivator::stay, THREAD);
    thread.setDaemon(true);
    thread.start();
  }

  private static void stay() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop(BundleContext context) {
    // The thread stays.
  }
}
