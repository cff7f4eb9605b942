package io.quoin.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The framework and the bundles in it: up to a start level, one bundle at a time, down again. */
final class Container {

  private static final Logger LOG = LoggerFactory.getLogger(Container.class);
  private static final Duration LEVEL_TIMEOUT = Duration.ofSeconds(60);

  private final Framework framework;
  private final Map<Bundle, Path> base = new HashMap<>();

  Container(Framework framework) {
    this.framework = framework;
  }

  /** Initialises the framework; nothing runs yet. */
  void open() throws PlatformException {
    try {
      framework.init();
    } catch (BundleException e) {
      throw failed("the container cannot be initialised: " + e.getMessage(), e);
    }
    framework.getBundleContext().addFrameworkListener(Container::logFailure);
    LogBridge.register(framework.getBundleContext());
  }

  private static void logFailure(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.ERROR || event.getType() == FrameworkEvent.WARNING) {
      LOG.warn("{}: {}", event.getBundle(), rootMessage(event.getThrowable()));
    }
  }

  String framework() {
    return framework.getSymbolicName() + " " + framework.getVersion();
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  /**
   * Installs the jars that belong to the profile and marks them to be started at their level, but
   * for those that are left to the installer.
   */
  void install(List<Path> jars, Profile profile, boolean deploying) throws PlatformException {
    Map<String, Path> names = new HashMap<>();
    List<Path> plugins = StartOrder.plugins(jars, profile);
    for (Path jar : jars) {
      Optional<StartOrder.Place> place =
          StartOrder.place(jar.getFileName().toString(), profile, deploying);
      if (place.isPresent()) {
        boolean started = place.get().part() != StartOrder.Part.DEPLOYER && !plugins.contains(jar);
        Bundle bundle = install(jar, place.get().level(), started);
        Path other = names.put(bundle.getSymbolicName(), jar);
        if (other != null) {
          throw new PlatformException(
              PlatformException.Code.BAD_BUNDLES,
              "two versions of one bundle: " + other + " and " + jar + "; remove one");
        }
        if (place.get().part() == StartOrder.Part.BASE) {
          base.put(bundle, jar);
        }
      }
    }
  }

  /** By which a jar is installed. */
  static String location(Path jar) {
    return "reference:" + jar.toAbsolutePath().normalize().toUri();
  }

  private Bundle install(Path jar, int level, boolean started) throws PlatformException {
    try {
      Bundle bundle = context().installBundle(location(jar));
      bundle.adapt(BundleStartLevel.class).setStartLevel(level);
      if (started && !fragment(bundle)) {
        bundle.start(Bundle.START_ACTIVATION_POLICY);
      }
      return bundle;
    } catch (BundleException e) {
      throw failed("the bundle " + jar + " cannot be installed: " + e.getMessage(), e);
    }
  }

  /** Resolves all bundles together and starts those of the first level. */
  void start() throws PlatformException {
    try {
      framework.adapt(FrameworkWiring.class).resolveBundles(null);
      framework.start();
    } catch (BundleException e) {
      throw failed("the container cannot be started: " + e.getMessage(), e);
    }
    refuseBrokenBase(StartOrder.CONTAINER);
  }

  /** Starts the bundles up to a level and waits until they are. */
  void raise(int level) throws PlatformException {
    CountDownLatch reached = new CountDownLatch(1);
    FrameworkListener listener =
        event -> {
          if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
            reached.countDown();
          }
        };
    framework.adapt(FrameworkStartLevel.class).setStartLevel(level, listener);
    try {
      if (!reached.await(LEVEL_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new PlatformException(
            PlatformException.Code.TIMEOUT,
            "the bundles were not started within " + LEVEL_TIMEOUT.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      throw PlatformException.interrupted("the bundles were started");
    }
    refuseBrokenBase(level);
  }

  /** A bundle that did not start is started once more, for the reason: events come later. */
  private void refuseBrokenBase(int level) throws PlatformException {
    for (Map.Entry<Bundle, Path> entry : base.entrySet()) {
      Bundle bundle = entry.getKey();
      if (bundle.adapt(BundleStartLevel.class).getStartLevel() <= level
          && bundle.getState() != Bundle.ACTIVE
          && !fragment(bundle)) {
        try {
          bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException e) {
          throw failed(
              "the bundle " + entry.getValue() + " cannot be started: " + rootMessage(e), e);
        }
      }
    }
  }

  /** Stops everything and waits for it. */
  void stop(Duration timeout) throws PlatformException {
    if (framework.getState() == Bundle.INSTALLED) {
      return; // It was never opened.
    }
    try {
      framework.stop();
      FrameworkEvent event = framework.waitForStop(timeout.toMillis());
      if (event.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
        throw new PlatformException(
            PlatformException.Code.TIMEOUT,
            "the container did not stop within "
                + timeout.toSeconds()
                + " s; a bundle does not return from its stop");
      }
    } catch (BundleException e) {
      throw failed("the container cannot be stopped: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw PlatformException.interrupted("the container stopped");
    }
  }

  /** Whether a service that the filter describes is there in time. */
  boolean awaitService(String filter, Duration timeout) throws PlatformException {
    CountDownLatch there = new CountDownLatch(1);
    ServiceListener listener =
        event -> {
          if (event.getType() != ServiceEvent.UNREGISTERING) {
            there.countDown();
          }
        };
    try {
      context().addServiceListener(listener, filter);
      if (context().getAllServiceReferences(null, filter) != null) {
        return true;
      }
      return there.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(filter + " is no filter", e);
    } catch (InterruptedException e) {
      throw PlatformException.interrupted("waiting for " + filter);
    } finally {
      context().removeServiceListener(listener);
    }
  }

  List<InstalledBundle> bundles() {
    List<InstalledBundle> all = new ArrayList<>();
    for (Bundle bundle : context().getBundles()) {
      if (bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID) {
        installed(bundle).ifPresent(all::add);
      }
    }
    return all;
  }

  /** Empty if it has been uninstalled since it was listed: it has no start level then. */
  private static Optional<InstalledBundle> installed(Bundle bundle) {
    try {
      return Optional.of(
          new InstalledBundle(
              bundle.getSymbolicName(),
              bundle.getVersion().toString(),
              bundle.adapt(BundleStartLevel.class).getStartLevel(),
              bundle.getState() == Bundle.ACTIVE));
    } catch (IllegalArgumentException e) {
      if (bundle.getState() == Bundle.UNINSTALLED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  void add(Path jar) throws PlatformException {
    Bundle bundle = install(jar, StartOrder.ALL, true);
    if (!fragment(bundle) && bundle.getState() != Bundle.ACTIVE) {
      // The level is reached already, so it was started by install() or has failed with a reason.
      throw new PlatformException(
          PlatformException.Code.BUNDLE_FAILED, "the bundle " + jar + " did not start");
    }
  }

  void start(String name) throws PlatformException {
    try {
      named(name).start(Bundle.START_ACTIVATION_POLICY);
    } catch (BundleException e) {
      throw failed("the bundle " + name + " cannot be started: " + rootMessage(e), e);
    }
  }

  void stop(String name) throws PlatformException {
    try {
      named(name).stop();
    } catch (BundleException e) {
      throw failed("the bundle " + name + " cannot be stopped: " + rootMessage(e), e);
    }
  }

  /** Uninstalls a bundle and refreshes it alone, so that nothing of it stays loaded. */
  void remove(String name) throws PlatformException {
    Bundle bundle = named(name);
    CountDownLatch refreshed = new CountDownLatch(1);
    try {
      bundle.uninstall();
      framework
          .adapt(FrameworkWiring.class)
          .refreshBundles(
              List.of(bundle),
              event -> {
                if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                  refreshed.countDown();
                }
              });
      if (!refreshed.await(LEVEL_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new PlatformException(
            PlatformException.Code.TIMEOUT, "the bundle " + name + " was not let go in time");
      }
    } catch (BundleException e) {
      throw failed("the bundle " + name + " cannot be uninstalled: " + rootMessage(e), e);
    } catch (InterruptedException e) {
      throw PlatformException.interrupted("the bundle " + name + " was uninstalled");
    }
  }

  private Bundle named(String name) throws PlatformException {
    for (Bundle bundle : context().getBundles()) {
      if (name.equals(bundle.getSymbolicName())) {
        return bundle;
      }
    }
    throw new PlatformException(PlatformException.Code.BAD_BUNDLES, "no bundle is called " + name);
  }

  private static boolean fragment(Bundle bundle) {
    return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
  }

  private static PlatformException failed(String message, Throwable cause) {
    return new PlatformException(PlatformException.Code.BUNDLE_FAILED, message, cause);
  }

  private static String rootMessage(Throwable failure) {
    if (failure == null) {
      return "no reason given";
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.toString() : message;
  }
}
