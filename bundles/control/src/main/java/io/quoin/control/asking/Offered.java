package io.quoin.control.asking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of one kind that are there, by the names they give themselves; of several with one
 * name the one of the highest ranking counts. Thread-safe.
 *
 * @param <S> the kind
 */
public final class Offered<S> {

  /** Services of a kind; those that come when there are as many are not used. */
  public static final int MOST = 200;

  private static final Logger LOG = LoggerFactory.getLogger(Offered.class);

  private final String property;
  private final Pattern valid;
  private final Set<String> reserved;
  private final List<Entry<S>> all = new ArrayList<>();

  /** A service as it came. */
  private record Entry<S>(String name, int ranking, long id, S service, Map<String, Object> rest) {}

  /**
   * A service that counts.
   *
   * @param name it gives itself
   * @param service itself
   * @param properties of its registration
   * @param <S> the kind
   */
  public record Named<S>(String name, S service, Map<String, Object> properties) {}

  /**
   * None is there.
   *
   * @param property that has the name
   * @param valid names
   * @param reserved of those: nobody's
   */
  public Offered(String property, Pattern valid, Set<String> reserved) {
    this.property = property;
    this.valid = valid;
    this.reserved = reserved;
  }

  /**
   * One is there.
   *
   * @param service itself
   * @param properties of its registration
   */
  public void came(S service, Map<String, Object> properties) {
    String name = properties.get(property) instanceof String text ? text : "";
    if (!valid.matcher(name).matches() || reserved.contains(name)) {
      LOG.warn(
          "{} is not used: its property {} is '{}' and has to match {}",
          service.getClass().getName(),
          property,
          name,
          valid);
      return;
    }
    synchronized (all) {
      if (all.size() < MOST) {
        all.add(entry(name, service, properties));
      } else {
        LOG.warn("'{}' is not used: {} with a {} are there", name, MOST, property);
      }
    }
  }

  private static <S> Entry<S> entry(String name, S service, Map<String, Object> properties) {
    return new Entry<>(
        name,
        properties.get("service.ranking") instanceof Integer ranking ? ranking : 0,
        properties.get("service.id") instanceof Long id ? id : Long.MAX_VALUE,
        service,
        Map.copyOf(properties));
  }

  /**
   * One is gone.
   *
   * @param service as it came
   */
  public void left(S service) {
    synchronized (all) {
      all.removeIf(entry -> entry.service() == service);
    }
  }

  /**
   * Those that count.
   *
   * @return by name
   */
  public List<Named<S>> byName() {
    List<Entry<S>> sorted;
    synchronized (all) {
      sorted = new ArrayList<>(all);
    }
    sorted.sort(
        Comparator.comparing((Entry<S> entry) -> entry.name())
            .thenComparing(entry -> -entry.ranking())
            .thenComparing(Entry::id));
    Set<String> seen = new HashSet<>();
    return sorted.stream()
        .filter(entry -> seen.add(entry.name()))
        .map(entry -> new Named<>(entry.name(), entry.service(), entry.rest()))
        .toList();
  }
}
