package io.quoin.shell.command;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.osgi.framework.Constants;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * Services that are had for as long as a command asks them: to get one may open files and draw
 * keys, which nobody wants who only starts a platform.
 */
final class OnDemand<T> {

  private final Map<Object, Known<T>> known = new ConcurrentHashMap<>();

  /** A service that could be had. */
  private record Known<T>(ComponentServiceObjects<T> services, int ranking) {}

  /** A service, and how it is given back. */
  record Loan<T>(T service, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  void add(ComponentServiceObjects<T> services, Map<String, Object> properties) {
    Object ranking = properties.get(Constants.SERVICE_RANKING);
    known.put(
        properties.get(Constants.SERVICE_ID),
        new Known<>(services, ranking instanceof Integer number ? number : 0));
  }

  void remove(Map<String, Object> properties) {
    known.remove(properties.get(Constants.SERVICE_ID));
  }

  /**
   * Gets the one of the highest ranking that is wanted.
   *
   * @return to be closed; empty if there is none, or none can be had
   */
  Optional<Loan<T>> first(Predicate<T> wanted) {
    List<Known<T>> ranked =
        known.values().stream()
            .sorted(Comparator.comparingInt((Known<T> one) -> one.ranking()).reversed())
            .toList();
    for (Known<T> one : ranked) {
      ComponentServiceObjects<T> services = one.services();
      T service = services.getService();
      if (service != null) {
        Loan<T> loan = new Loan<>(service, () -> services.ungetService(service));
        if (wanted.test(service)) {
          return Optional.of(loan);
        }
        loan.close();
      }
    }
    return Optional.empty();
  }
}
