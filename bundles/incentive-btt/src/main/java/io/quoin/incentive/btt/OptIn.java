package io.quoin.incentive.btt;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * What the user has opted in to, as a service with the configuration as its properties. Nobody asks
 * for the object: whether the incentive may start is seen from the properties alone, so that a
 * configuration that says no loads as little as none.
 */
@Component(
    service = OptIn.class,
    configurationPid = BttIncentive.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class OptIn {

  /** Earning or spending, or both. */
  static final String ANY = "(|(earn=true)(spend=true))";
}
