package io.quoin.api.incentive;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides who is served first. Registered as a service with the property {@value #ID}; of several,
 * the platform uses the one that it is configured to use, else the one of the highest service
 * ranking. Without any, the engine plays tit-for-tat with an optimistic slot.
 */
@ConsumerType
public interface IncentiveProvider {

  /** Service property: the provider's id, which also marks its hand-over bytes. */
  String ID = "quoin.incentive.id";

  /**
   * Opens the policy. The engine keeps the last allocation of the one before until this one
   * publishes, or until it has aged out.
   *
   * @param context the engine's side, valid until the policy is closed
   * @param from what a policy of the same provider id handed over just before; empty at a fresh
   *     start
   * @return the policy
   * @throws IncentiveException if it cannot work; the one before is opened again, with what it
   *     handed over, and without that if it cannot work with it either
   */
  IncentivePolicy open(IncentiveContext context, Optional<HandOver> from) throws IncentiveException;
}
