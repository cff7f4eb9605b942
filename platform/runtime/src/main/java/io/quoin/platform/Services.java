package io.quoin.platform;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Services of the container as objects. A service that was handed out stays in use until the
 * container stops: were it let go at once, its component would be deactivated under the host's
 * feet.
 */
final class Services {

  private static final int NOT_OPEN = -1;

  private final Container container;
  private final Map<Class<?>, ServiceTracker<?, ?>> trackers = new ConcurrentHashMap<>();

  Services(Container container) {
    this.container = container;
  }

  <T> T await(Class<T> type, Duration timeout) throws PlatformException {
    ServiceTracker<?, ?> tracker = tracker(type);
    long millis = timeout.toMillis();
    if (tracker.getTrackingCount() == NOT_OPEN) {
      Errand.run("activating " + type.getName(), timeout, tracker::open);
    }
    try {
      // Zero would mean for ever to the tracker.
      Object service = millis > 0 ? tracker.waitForService(millis) : tracker.getService();
      if (service == null) {
        throw new PlatformException(
            PlatformException.Code.NO_SERVICE,
            "no "
                + type.getName()
                + " within "
                + millis
                + " ms: "
                + new Lack(container.context()).of(type));
      }
      return type.cast(service);
    } catch (InterruptedException e) {
      throw PlatformException.interrupted("waiting for " + type.getName());
    }
  }

  /** A service that is there now; for the container's own, which no thread is harmed by. */
  <T> Optional<T> find(Class<T> type) {
    ServiceTracker<?, ?> tracker = tracker(type);
    tracker.open();
    return Optional.ofNullable(type.cast(tracker.getService()));
  }

  private ServiceTracker<?, ?> tracker(Class<?> type) {
    return trackers.computeIfAbsent(
        type, wanted -> new ServiceTracker<>(container.context(), wanted, null));
  }
}
