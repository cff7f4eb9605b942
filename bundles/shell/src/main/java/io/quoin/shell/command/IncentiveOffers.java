package io.quoin.shell.command;

import io.quoin.api.incentive.IncentiveProvider;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What the incentives that there are say of themselves; nobody but the engine has them. */
@Component(service = IncentiveOffers.class)
public final class IncentiveOffers {

  private final Map<Object, Offer> offers = new ConcurrentHashMap<>();

  /** An incentive that may decide who is served first. */
  record Offer(String id, int ranking) {}

  @Reference(
      service = IncentiveProvider.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void bindOffer(Map<String, Object> properties) {
    offers.put(
        properties.get(Constants.SERVICE_ID),
        new Offer(
            String.valueOf(properties.getOrDefault(IncentiveProvider.ID, "without id")),
            properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0));
  }

  void updatedOffer(Map<String, Object> properties) {
    bindOffer(properties);
  }

  void unbindOffer(Map<String, Object> properties) {
    offers.remove(properties.get(Constants.SERVICE_ID));
  }

  /** All of them, the highest ranking first. */
  List<Offer> all() {
    return offers.values().stream()
        .sorted(Comparator.comparingInt(Offer::ranking).reversed().thenComparing(Offer::id))
        .toList();
  }
}
