package io.quoin.shell.command;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * Services that are had for as long as a command asks them: to get one may open files and draw
 * keys, which nobody wants who only starts a platform.
 */
final class OnDemand<T> {

  private final Map<ServiceReference<T>, ComponentServiceObjects<T>> known =
      new ConcurrentSkipListMap<>(Comparator.reverseOrder());

  /** A service, and how it is given back. */
  record Loan<T>(T service, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  void add(ComponentServiceObjects<T> services) {
    known.put(services.getServiceReference(), services);
  }

  void remove(ComponentServiceObjects<T> services) {
    known.remove(services.getServiceReference());
  }

  /**
   * Gets the one of the highest ranking that is wanted.
   *
   * @return to be closed; empty if there is none, or none can be had
   */
  Optional<Loan<T>> first(Predicate<T> wanted) {
    for (ComponentServiceObjects<T> services : known.values()) {
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
