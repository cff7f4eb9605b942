package io.quoin.protocol;

import io.quoin.api.incentive.IncentiveProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The incentives that are there, and which of them is used. */
final class Incentives {
  private static final String NONE = "none";

  private final IncentiveHost host;
  private final List<Known> known = new ArrayList<>();
  private String configured;

  private record Known(IncentiveHost.Choice choice, int ranking, long serviceId) {}

  /**
   * None yet.
   *
   * @param configured the id to use; empty for the highest ranking, {@code none} for none
   */
  Incentives(String configured, IncentiveHost host) {
    this.configured = configured;
    this.host = host;
  }

  IncentiveHost host() {
    return host;
  }

  /** From now on this id is used; empty for the highest ranking, {@code none} for none. */
  synchronized void use(String id) {
    configured = id;
    host.choose(best(), this::isThere);
  }

  /** An incentive is there, or its properties have changed. */
  synchronized void add(IncentiveProvider provider, Map<String, Object> properties) {
    String id =
        properties.get(IncentiveProvider.ID) instanceof String named
            ? named
            : provider.getClass().getName();
    int ranking = properties.get("service.ranking") instanceof Integer said ? said : 0;
    long serviceId = properties.get("service.id") instanceof Long said ? said : Long.MAX_VALUE;
    known.removeIf(k -> k.choice().provider() == provider);
    known.add(new Known(new IncentiveHost.Choice(id, provider), ranking, serviceId));
    host.choose(best(), this::isThere);
  }

  synchronized void remove(IncentiveProvider provider) {
    known.removeIf(k -> k.choice().provider() == provider);
    host.choose(best(), this::isThere);
  }

  private synchronized boolean isThere(IncentiveHost.Choice choice) {
    return known.stream().anyMatch(k -> k.choice().equals(choice));
  }

  private Optional<IncentiveHost.Choice> best() {
    return known.stream()
        .filter(k -> !configured.equals(NONE))
        .filter(k -> configured.isEmpty() || configured.equals(k.choice().id()))
        .max(
            Comparator.comparingInt(Known::ranking)
                .thenComparing(Comparator.comparingLong(Known::serviceId).reversed()))
        .map(Known::choice);
  }

  void end() {
    host.end();
  }
}
