package io.quoin.control.events;

import io.quoin.api.engine.Engine;
import io.quoin.api.health.Health;
import io.quoin.api.plugin.Plugins;
import io.quoin.api.session.Session;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events of this platform. */
@Component(
    service = {EventsComponent.class, EventHandler.class},
    property = EventConstants.EVENT_TOPIC + "=" + EventsComponent.TORRENTS)
public final class EventsComponent implements EventHandler {

  static final String TORRENTS = "io/quoin/torrent/*";

  private static final Logger LOG = LoggerFactory.getLogger(EventsComponent.class);
  private static final int HEALTH_SECONDS = 10;
  private static final int THREADS = 2;
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final Happenings happenings = new Happenings(new SecureRandom().nextLong());
  private final AtomicReference<Optional<Session>> session =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Plugins>> plugins =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Engine>> engine = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Health>> health = new AtomicReference<>(Optional.empty());
  private final Watch watch =
      new Watch(happenings, session::get, plugins::get, engine::get, health::get);
  private final ScheduledThreadPoolExecutor looking =
      new ScheduledThreadPoolExecutor(THREADS, EventsComponent::thread);

  /** Begins to look, while anybody follows. */
  @Activate
  public EventsComponent() {
    looking.scheduleWithFixedDelay(logged(watch::look), 1, 1, TimeUnit.SECONDS);
    looking.scheduleWithFixedDelay(
        logged(watch::lookAtHealth), 1, HEALTH_SECONDS, TimeUnit.SECONDS);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "quoin-control-events-" + NUMBERS.getAndIncrement() % THREADS);
    thread.setDaemon(true);
    return thread;
  }

  private static Runnable logged(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | LinkageError broken) {
        LOG.warn("Changes could not be looked for; that is tried again", broken);
      }
    };
  }

  /**
   * What happens.
   *
   * @return to be followed
   */
  public Happenings happenings() {
    return happenings;
  }

  @Override
  public void handleEvent(Event event) {
    LifeCycle.tell(event, happenings);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindSession(Session found) {
    session.set(Optional.of(found));
  }

  void unbindSession(Session gone) {
    session.updateAndGet(current -> current.filter(known -> known != gone));
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindPlugins(Plugins found) {
    plugins.set(Optional.of(found));
  }

  void unbindPlugins(Plugins gone) {
    plugins.updateAndGet(current -> current.filter(known -> known != gone));
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindEngine(Engine found) {
    engine.set(Optional.of(found));
  }

  void unbindEngine(Engine gone) {
    engine.updateAndGet(current -> current.filter(known -> known != gone));
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindHealth(Health found) {
    health.set(Optional.of(found));
  }

  void unbindHealth(Health gone) {
    health.updateAndGet(current -> current.filter(known -> known != gone));
  }

  /** Ends all streams; a look that is under way ends by itself. */
  @Deactivate
  void end() {
    looking.shutdownNow();
    happenings.close();
  }
}
