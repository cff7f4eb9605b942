package io.quoin.api.control;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Ends the platform. Provided by whoever started it; absent where nobody may end it from inside.
 */
@ProviderType
@FunctionalInterface
public interface Shutdown {

  /**
   * Asks for the end of the platform. Returns at once; the platform stops its bundles as it does
   * when its process is told to end. Asking again changes nothing.
   */
  void request();
}
