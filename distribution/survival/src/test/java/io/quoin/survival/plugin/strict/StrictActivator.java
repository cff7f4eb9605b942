package io.quoin.survival.plugin.strict;

import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.UploadClass;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Offers the incentive while the bundle runs; a header of the bundle says what it gives. */
public final class StrictActivator implements BundleActivator {

  /** Header: payload bytes that each peer is sent; 0 chokes everybody. */
  public static final String SEND_UP_TO = "Test-SendUpTo";

  @Override
  public void start(BundleContext context) {
    long bytes = Long.parseLong(context.getBundle().getHeaders().get(SEND_UP_TO));
    PeerShare share =
        bytes == 0
            ? PeerShare.CHOKED
            : new PeerShare(
                UploadClass.FREE, 100, bytes, Optional.empty(), Long.MAX_VALUE, 0, false);
    context.registerService(
        IncentiveProvider.class,
        (engine, from) -> new StrictPolicy(engine, share),
        FrameworkUtil.asDictionary(
            Map.of(IncentiveProvider.ID, context.getBundle().getSymbolicName())));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes the service back.
  }
}
