package io.quoin.installer.plugins.deaf;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * An activator that blocks in the method that its manifest names, whatever is asked of it, until
 * the latch in the system properties is open.
 */
public final class Deaf implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    blockIn("start", context);
  }

  @Override
  public void stop(BundleContext context) {
    blockIn("stop", context);
  }

  private static void blockIn(String method, BundleContext context) {
    if (!method.equals(context.getBundle().getHeaders("").get("Blocks-In"))) {
      return;
    }
    CountDownLatch latch = (CountDownLatch) System.getProperties().get("quoin.deaf");
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // It is deaf.
      }
    }
  }
}
