package io.quoin.platform;

import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/**
 * A service that the host lends to the bundles.
 *
 * @param type under which it is found
 * @param service the host's own
 */
record LentService(Class<?> type, Object service) {

  /** Above whatever bundles offer without being told to. */
  private static final int RANKING = 1000;

  void register(BundleContext context) {
    context.registerService(
        type.getName(),
        service,
        FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, RANKING)));
  }
}
