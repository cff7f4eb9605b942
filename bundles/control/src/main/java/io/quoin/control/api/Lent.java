package io.quoin.control.api;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * Services of one kind that are made when somebody asks for them. Thread-safe.
 *
 * @param <S> the kind
 */
final class Lent<S> implements Lender<S> {

  private final List<Entry<S>> there = new CopyOnWriteArrayList<>();
  private final String missing;

  private record Entry<S>(ComponentServiceObjects<S> objects, int ranking, long id) {}

  /**
   * None is there.
   *
   * @param missing what to say of that
   */
  Lent(String missing) {
    this.missing = missing;
  }

  void came(ComponentServiceObjects<S> objects, Map<String, Object> properties) {
    there.add(
        new Entry<>(
            objects,
            properties.get("service.ranking") instanceof Integer ranking ? ranking : 0,
            id(properties)));
  }

  void left(Map<String, Object> properties) {
    long id = id(properties);
    there.removeIf(entry -> entry.id() == id);
  }

  private static long id(Map<String, Object> properties) {
    return properties.get("service.id") instanceof Long id ? id : Long.MAX_VALUE;
  }

  @Override
  public <T> T lend(Use<S, T> use) throws ApiException, InterruptedException {
    ComponentServiceObjects<S> objects =
        there.stream()
            .min(
                Comparator.comparing((Entry<S> entry) -> -entry.ranking()).thenComparing(Entry::id))
            .orElseThrow(() -> ApiException.away(missing))
            .objects();
    S service = objects.getService();
    if (service == null) {
      throw ApiException.away(missing);
    }
    try {
      return use.with(service);
    } finally {
      objects.ungetService(service);
    }
  }
}
