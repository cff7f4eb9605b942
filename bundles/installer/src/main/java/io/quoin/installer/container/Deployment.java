package io.quoin.installer.container;

import io.quoin.api.plugin.PluginBundle;
import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.installer.container.Attempt.Blocked;
import io.quoin.installer.container.Attempt.Failed;
import io.quoin.installer.container.Attempt.Outcome;
import io.quoin.installer.container.Owners.Owner;
import io.quoin.installer.record.PluginRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One version of a plugin in the container: its bundles, from installed to gone. */
public final class Deployment {

  private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);

  /** How the locations of plugins' bundles begin. */
  static final String LOCATION = "quoin-plugin:";

  /** Level of plugins: above the platform's own bundles, so that they start last and stop first. */
  public static final int START_LEVEL = 10;

  private final BundleContext context;
  private final ServiceComponentRuntime components;
  private final Patience patience;
  private final Owners owners;
  private final String subject;
  private final Owner owner;
  private final List<Bundle> bundles = new ArrayList<>();
  private volatile boolean leftBehind;

  /** It has proved itself before, and what nobody uses of it stays unloaded. */
  private volatile boolean ofPlatform;

  Deployment(
      BundleContext context,
      ServiceComponentRuntime components,
      Patience patience,
      Owners owners,
      String subject,
      Owner owner) {
    this.context = context;
    this.components = components;
    this.patience = patience;
    this.owners = owners;
    this.subject = subject;
    this.owner = owner;
  }

  /** Takes over what is there already. */
  void adopt(Bundle bundle) {
    bundles.add(bundle);
  }

  boolean empty() {
    return bundles.isEmpty();
  }

  void install(PluginRecord plugin, Supply supply) throws PluginException {
    ofPlatform = supply instanceof Supply.OfPlatform;
    for (PluginBundle bundle : plugin.bundles()) {
      try {
        Bundle installed = installed(plugin, bundle, supply);
        owners.add(installed, owner);
        bundles.add(installed);
        installed.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
      } catch (BundleException e) {
        throw failed("has the bundle " + bundle.name() + " that cannot be installed", e);
      } catch (IOException e) {
        throw new PluginException(
            Code.RECORD,
            subject,
            "has the bundle " + bundle.name() + " that cannot be read: " + e.getMessage(),
            "see that the data directory can be read",
            e);
      }
    }
  }

  private Bundle installed(PluginRecord plugin, PluginBundle bundle, Supply supply)
      throws BundleException, IOException {
    if (supply instanceof Supply.OfPlatform platform) {
      return context.installBundle(platform.location());
    }
    String location = LOCATION + plugin.id() + "/" + plugin.generation() + "/" + bundle.name();
    try (InputStream in = Files.newInputStream(((Supply.OfStore) supply).store().file(bundle))) {
      return context.installBundle(location, in);
    }
  }

  void resolve() throws PluginException {
    if (!framework().resolveBundles(bundles)) {
      throw new PluginException(
          Code.UNRESOLVED, subject, "was not wired by the container", "ask whoever made it");
    }
  }

  void start() throws PluginException {
    Outcome outcome =
        Attempt.run(
            "quoin-start-" + owner.plugin(),
            patience.start(),
            patience.interrupted(),
            this::startAndTry,
            this::discard);
    if (outcome instanceof Failed failed) {
      throw failed.failure() instanceof PluginException known
          ? known
          : failed("failed when it was started", failed.failure());
    }
    if (outcome instanceof Blocked blocked) {
      leftBehind = !blocked.over();
      throw new PluginException(
          Code.START_BLOCKED,
          subject,
          "did not come back from its start within "
              + patience.start().toMillis()
              + " ms; it was at "
              + blocked.where(),
          leftBehind
              ? "ask whoever made it; its thread does not end either before the platform does"
              : "ask whoever made it");
    }
  }

  private void startAndTry() throws PluginException {
    for (Bundle bundle : bundles) {
      if (!fragment(bundle)) {
        start(bundle);
      }
    }
    if (!ofPlatform) {
      bundles.forEach(this::tryServices);
    }
  }

  private void start(Bundle bundle) throws PluginException {
    try {
      // Transient: else the framework's own thread starts it too, and would be the one that hangs.
      bundle.start(Bundle.START_ACTIVATION_POLICY | Bundle.START_TRANSIENT);
    } catch (BundleException e) {
      throw failed("has the bundle " + bundle.getSymbolicName() + " that cannot be started", e);
    }
  }

  /** Most components are made when somebody first wants them: somebody does. */
  private void tryServices(Bundle bundle) {
    ServiceReference<?>[] services = bundle.getRegisteredServices();
    if (services == null) {
      return;
    }
    for (ServiceReference<?> service : services) {
      if (service.getProperty(ComponentConstants.COMPONENT_NAME) != null
          && context.getService(service) != null) {
        context.ungetService(service);
      }
    }
  }

  /**
   * Sees whether it stays healthy for a while.
   *
   * @throws PluginException {@code START_FAILED}, {@code MISSING}, {@code CYCLE}, {@code
   *     CAPABILITY} if it does not
   */
  public void watch() throws PluginException {
    CountDownLatch failed = new CountDownLatch(1);
    FrameworkListener listener =
        event -> {
          if (event.getType() == FrameworkEvent.ERROR && bundles.contains(event.getBundle())) {
            failed.countDown();
          }
        };
    context.addFrameworkListener(listener);
    try {
      if (failed.await(patience.watch().toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.debug("{} is looked at early, for the container reports an error of it", subject);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      context.removeFrameworkListener(listener);
    }
    List<Health.Fault> faults = health().faults();
    if (!faults.isEmpty()) {
      throw new PluginException(
          faults.get(0).code(), subject, faults.get(0).words(), "ask whoever made it");
    }
  }

  /**
   * How it does.
   *
   * @return at this moment
   */
  public Health health() {
    List<Health.Fault> faults = new ArrayList<>();
    for (Bundle bundle : bundles) {
      if (!fragment(bundle) && bundle.getState() != Bundle.ACTIVE && !lazy(bundle)) {
        faults.add(
            new Health.Fault(
                Code.START_FAILED,
                "has the bundle " + bundle.getSymbolicName() + " that does not run"));
      }
    }
    Health examined = Examination.of(context, components, owners, owner, bundles);
    faults.addAll(examined.faults());
    return new Health(faults, examined.waits(), examined.notes());
  }

  private static boolean lazy(Bundle bundle) {
    return bundle.getState() == Bundle.STARTING
        && bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATIONPOLICY) != null;
  }

  private static boolean fragment(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
  }

  boolean leftBehind() {
    return leftBehind;
  }

  /**
   * Stops it and takes it out.
   *
   * @throws PluginException {@code STUCK} if it does not stop in time, and it is gone as soon as it
   *     does; {@code LEFT_BEHIND} if it is gone, and a thread of it is not
   */
  public void remove() throws PluginException {
    LeftThreads threads = new LeftThreads(bundles);
    Outcome outcome =
        Attempt.run(
            "quoin-stop-" + owner.plugin(),
            patience.stop(),
            patience.interrupted(),
            this::uninstall,
            this::letGo);
    if (outcome instanceof Blocked blocked && !blocked.over()) {
      leftBehind = true;
      throw new PluginException(
          Code.STUCK,
          subject,
          "does not come back from its stop within "
              + patience.stop().toMillis()
              + " ms; it is at "
              + blocked.where(),
          "ask whoever made it; to be rid of it, start the platform again");
    }
    if (outcome instanceof Failed failed) {
      LOG.warn("{} was not taken out in order: {}", subject, failed.failure().toString());
    }
    letGo();
    refuseLeftThreads(threads.after(patience.interrupted()));
  }

  private void refuseLeftThreads(List<String> left) throws PluginException {
    if (!left.isEmpty()) {
      throw new PluginException(
          Code.LEFT_BEHIND,
          subject,
          "left threads behind when it was stopped: " + String.join(", ", left),
          "ask whoever made it; to be rid of them, start the platform again");
    }
  }

  /** What a thread does that was left behind in the start, when it comes back. */
  private void discard() {
    uninstall();
    letGo();
  }

  /** Bundles whose stop throws are uninstalled all the same. */
  private void uninstall() {
    List<Bundle> backwards = new ArrayList<>(bundles);
    Collections.reverse(backwards);
    for (Bundle bundle : backwards) {
      try {
        bundle.stop(Bundle.STOP_TRANSIENT);
      } catch (BundleException | IllegalStateException e) {
        LOG.warn("{} of {} failed when it was stopped: {}", bundle, subject, e.getMessage());
      }
      try {
        bundle.uninstall();
      } catch (BundleException | IllegalStateException e) {
        LOG.warn("{} of {} was not uninstalled: {}", bundle, subject, e.getMessage());
      }
    }
  }

  private void letGo() {
    try {
      if (context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.ACTIVE) {
        refresh();
      }
    } catch (IllegalStateException e) {
      LOG.debug("{} came back when the container had ended", subject, e);
    }
    bundles.forEach(owners::remove);
  }

  /** Not in a container that ends: it lets go of everything, and would begin a thread for this. */
  private void refresh() {
    CountDownLatch refreshed = new CountDownLatch(1);
    framework()
        .refreshBundles(
            bundles,
            event -> {
              if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
              }
            });
    try {
      if (!refreshed.await(patience.stop().toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("The container has not let go of the classes of {} yet", subject);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private FrameworkWiring framework() {
    return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
  }

  private PluginException failed(String problem, Throwable failure) {
    return new PluginException(
        Code.START_FAILED, subject, problem + ": " + root(failure), "ask whoever made it", failure);
  }

  private static String root(Throwable failure) {
    if (failure.getCause() != null) {
      return root(failure.getCause());
    }
    return failure.getMessage() == null
        ? failure.toString()
        : failure.getClass().getName() + ": " + failure.getMessage();
  }
}
