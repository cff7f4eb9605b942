package io.quoin.installer.plugins.thrower;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** An activator that throws. */
public final class Thrower implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    throw new IllegalStateException("there is no licence");
  }

  @Override
  public void stop(BundleContext context) {}
}
