package io.quoin.api.health;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Can tell whether something is well. Registered as a service with its {@link #NAME}.
 *
 * <pre>{@code
 * @Component(property = HealthCheck.NAME + "=notifier")
 * public final class HookCheck implements HealthCheck {
 *   public HealthFinding check() {
 *     return refused.get()
 *         ? HealthFinding.warning("the hook refuses calls", "look at its configuration")
 *         : HealthFinding.ok("the hook takes calls");
 *   }
 * }
 * }</pre>
 */
@ConsumerType
public interface HealthCheck {

  /**
   * Service property: the check's name, {@code [a-z][a-z0-9.-]*}, at most {@value #MOST_NAME}
   * characters. Of several with one name the one of the highest service ranking is asked.
   */
  String NAME = "quoin.health.check";

  /**
   * Service property: what it is about, {@code liveness} or {@code readiness}; without it that is
   * {@link HealthConcern#READINESS}.
   */
  String CONCERN = "quoin.health.concern";

  /** Characters of a check's name. */
  int MOST_NAME = 40;

  /**
   * How it is now. Called on a thread for such questions whenever somebody looks, often every few
   * seconds; never twice at once. It should answer from what is known already. One that throws, or
   * does not return within two seconds, is itself {@link HealthStatus#FAILING}.
   *
   * @return what it found
   */
  HealthFinding check();
}
