package io.quoin.platform;

import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

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
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(Constants.SERVICE_RANKING, RANKING);
    context.registerService(type.getName(), service, properties);
  }
}
