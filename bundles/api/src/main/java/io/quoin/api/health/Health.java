package io.quoin.api.health;

import org.osgi.annotation.versioning.ProviderType;

/** All checks of this platform, for whoever wants to know how it is. */
@ProviderType
public interface Health {

  /**
   * Asks every check once, and waits for that: at most some seconds, whatever the checks do. From
   * any thread that may wait; who asks while somebody else does gets the same answer.
   *
   * @return what they answered
   */
  HealthReport ask();
}
