package io.quoin.installer;

import io.quoin.api.health.HealthCheck;
import io.quoin.api.metrics.MetricSource;
import io.quoin.api.plugin.PluginFaults;
import io.quoin.api.plugin.PluginTrust;
import io.quoin.api.plugin.Plugins;
import io.quoin.installer.container.Deployment;
import io.quoin.installer.container.Patience;
import io.quoin.installer.container.PluginHost;
import io.quoin.installer.content.Bounds;
import io.quoin.installer.content.Staging;
import io.quoin.installer.record.Disk;
import io.quoin.installer.resolve.Resolution;
import io.quoin.installer.source.SourceSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.resolver.Resolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The installer in the container. Remembered plugins are started when the platform has reached
 * their start level, on a thread of their own: one that hangs does not hold up the platform.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = "io.quoin.installer")
@Designate(ocd = InstallerConfiguration.class)
public final class InstallerComponent {

  private static final Logger LOG = LoggerFactory.getLogger(InstallerComponent.class);
  private static final Duration INTERRUPTED = Duration.ofSeconds(2);

  /** A plugin that fails now and then goes on; one that fails with every peer does not. */
  private static final FaultLimits FAULTS = new FaultLimits(32, 10_000, Duration.ofMinutes(1));

  private static final String FILE_INSTALL = "org.apache.felix.fileinstall";
  private static final int IDLE_SECONDS = 1;
  private static final int MOST_WAITING = 256;

  private final BundleContext context;
  private final Optional<Path> temporary;
  private final PluginHost host;
  private final ThreadPoolExecutor quarantines = quarantines();
  private final Installer installer;
  private final ServiceRegistration<Plugins> plugins;
  private final List<ServiceRegistration<?>> services;
  private final FrameworkListener level = event -> startWhenDue();
  private final AtomicBoolean begun = new AtomicBoolean();
  private Optional<ServiceRegistration<?>> deployFolder = Optional.empty();
  private boolean gone;

  /**
   * Takes over what is remembered.
   *
   * @param context the installer's
   * @param configuration where plugins are and how long they may take
   * @param resolver the framework's
   * @param components knows the state of components
   * @throws IOException if the data directory cannot be used
   */
  @Activate
  public InstallerComponent(
      BundleContext context,
      InstallerConfiguration configuration,
      @Reference Resolver resolver,
      @Reference ServiceComponentRuntime components)
      throws IOException {
    this.context = context;
    this.temporary =
        configuration.data().isBlank()
            ? Optional.of(Files.createTempDirectory("quoin-plugins-"))
            : Optional.empty();
    PlatformPlugins platform = new PlatformPlugins(locations(context), Bounds.DEFAULT);
    Workshop workshop =
        new Workshop(
            temporary.orElseGet(() -> Path.of(configuration.data())),
            Disk.REAL,
            InstantSource.system(),
            Bounds.DEFAULT,
            platform,
            sources(configuration));
    this.host = new PluginHost(context, components, patience(configuration), platform.locations());
    this.installer =
        new Installer(workshop, host, new Resolution(resolver, context, host.plugins()));
    this.plugins = context.registerService(Plugins.class, installer, settled(false));
    Quarantine quarantine =
        new Quarantine(host, FAULTS, System::nanoTime, quarantines, installer::quarantine);
    this.services =
        List.of(
            plugins,
            context.registerService(PluginTrust.class, workshop.trust(), null),
            context.registerService(PluginFaults.class, quarantine, null),
            context.registerService(
                new String[] {MetricSource.class.getName(), HealthCheck.class.getName()},
                new PluginNumbers(installer::plugins, quarantine::told),
                FrameworkUtil.asDictionary(
                    Map.of(MetricSource.NAME, "installer", HealthCheck.NAME, "plugins"))));
    context.addFrameworkListener(level);
    startWhenDue();
  }

  private static SourceSettings sources(InstallerConfiguration configuration) {
    return new SourceSettings(
        Arrays.stream(configuration.repositories())
            .filter(index -> !index.isBlank())
            .map(URI::create)
            .toList(),
        configuration.maven_local().isBlank()
            ? Path.of(System.getProperty("user.home"), ".m2", "repository")
            : Path.of(configuration.maven_local()),
        Optional.of(configuration.maven_remote())
            .filter(remote -> !remote.isBlank())
            .map(URI::create),
        Duration.ofSeconds(configuration.fetch_seconds()));
  }

  /** What does not fit in is said again if it goes on. */
  private static ThreadPoolExecutor quarantines() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "quoin-quarantine");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  private static List<String> locations(BundleContext context) {
    String said = context.getProperty(PlatformPlugins.PROPERTY);
    return said == null || said.isBlank() ? List.of() : List.of(said.strip().split("\\s+"));
  }

  private static Dictionary<String, ?> settled(boolean already) {
    return FrameworkUtil.asDictionary(Map.of(Plugins.SETTLED, already));
  }

  private void settle() {
    try {
      plugins.setProperties(settled(true));
    } catch (IllegalStateException e) {
      LOG.debug("The platform ended while plugins were started", e);
    }
  }

  private static Patience patience(InstallerConfiguration configuration) {
    return new Patience(
        Duration.ofSeconds(configuration.start_seconds()),
        Duration.ofMillis(configuration.watch_millis()),
        Duration.ofSeconds(configuration.stop_seconds()),
        INTERRUPTED);
  }

  private void startWhenDue() {
    int reached =
        context
            .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
            .adapt(FrameworkStartLevel.class)
            .getStartLevel();
    if (reached >= Deployment.START_LEVEL && begun.compareAndSet(false, true)) {
      Thread thread = new Thread(this::start, "quoin-plugins");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void start() {
    installer.startRemembered(this::settle);
    try {
      openDeployFolder();
    } catch (BundleException e) {
      LOG.warn("The folder for plugins is not followed: {}", e.getMessage());
    } catch (IllegalStateException | LinkageError e) {
      LOG.debug("The platform ended while plugins were started", e);
    }
  }

  /** File Install is there, and not started, where the platform was told to follow a folder. */
  private void openDeployFolder() throws BundleException {
    synchronized (services) {
      for (Bundle bundle : context.getBundles()) {
        if (!gone && FILE_INSTALL.equals(bundle.getSymbolicName())) {
          deployFolder = Optional.of(DeployFolder.open(context, installer));
          bundle.start(Bundle.START_TRANSIENT);
        }
      }
    }
  }

  /** File Install first: by itself it would install what it finds. */
  private void closeDeployFolder() {
    synchronized (services) {
      gone = true;
      if (deployFolder.isPresent()) {
        stopFileInstall();
        deployFolder.get().unregister();
      }
    }
  }

  private void stopFileInstall() {
    for (Bundle bundle : context.getBundles()) {
      if (FILE_INSTALL.equals(bundle.getSymbolicName())) {
        try {
          bundle.stop(Bundle.STOP_TRANSIENT);
        } catch (BundleException e) {
          LOG.warn("The folder for plugins is not let go: {}", e.getMessage());
        }
      }
    }
  }

  @Deactivate
  void deactivate() {
    begun.set(true);
    closeDeployFolder();
    installer.close();
    quarantines.shutdownNow();
    context.removeFrameworkListener(level);
    services.forEach(ServiceRegistration::unregister);
    host.close();
    temporary.ifPresent(InstallerComponent::delete);
  }

  private static void delete(Path folder) {
    try {
      Staging.delete(folder);
    } catch (IOException e) {
      LOG.warn("{} was not deleted: {}", folder, e.getMessage());
    }
  }
}
