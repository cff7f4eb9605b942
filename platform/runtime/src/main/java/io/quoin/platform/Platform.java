package io.quoin.platform;

import io.quoin.api.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.framework.launch.FrameworkFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running platform.
 *
 * <pre>{@code
 * try (Platform platform = Platform.builder().start()) {
 *   Session session = platform.service(Session.class, Duration.ofSeconds(10));
 *   TorrentId id = session.add(AddTorrent.of(metainfo, Path.of("downloads")));
 *   session.completion(id).toCompletableFuture().join();
 * }
 * }</pre>
 *
 * <p>Any number of them may run in one virtual machine. Methods may be called from any thread.
 */
public final class Platform implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PLUGINS_TIMEOUT = Duration.ofSeconds(45);
  private static final String PLUGINS_SETTLED =
      "(&(objectClass=" + Plugins.class.getName() + ")(" + Plugins.SETTLED + "=true))";
  private static final Duration BUNDLE_TIMEOUT = Duration.ofSeconds(30);

  private final Container container;
  private final PrivateDirectory directory;
  private final Services services;
  private volatile Optional<Etc> etc = Optional.empty();
  private volatile boolean closed;

  private Platform(Container container, PrivateDirectory directory) {
    this.container = container;
    this.directory = directory;
    this.services = new Services(container);
  }

  /**
   * Begins to describe a platform.
   *
   * @return a builder that starts it
   */
  public static PlatformBuilder builder() {
    return new PlatformBuilder();
  }

  static Platform start(PlatformBuilder plan) throws PlatformException {
    FrameworkFactory factory = plan.framework();
    PrivateDirectory directory =
        plan.data().isPresent()
            ? PrivateDirectory.in(plan.data().get())
            : PrivateDirectory.temporary();
    List<Path> jars = jars(plan, directory);
    List<Path> plugins = StartOrder.plugins(jars, plan.profile());
    Map<String, String> properties = FrameworkProperties.of(directory, plan.deploy(), plugins);
    Platform platform = new Platform(new Container(factory.newFramework(properties)), directory);
    try {
      Errand.run("the start", START_TIMEOUT, () -> platform.run(jars, plan));
      return platform;
    } catch (PlatformException e) {
      platform.closeAfter(e);
      throw e;
    }
  }

  private static List<Path> jars(PlatformBuilder plan, PrivateDirectory directory)
      throws PlatformException {
    try {
      List<Path> jars = plan.jars(directory);
      refuseUncheckedDeploying(plan, jars);
      return jars;
    } catch (PlatformException e) {
      try {
        directory.close();
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private static void refuseUncheckedDeploying(PlatformBuilder plan, List<Path> jars)
      throws PlatformException {
    if (plan.deploy().isPresent() && !StartOrder.installs(jars, plan.profile())) {
      throw new PlatformException(
          PlatformException.Code.BAD_BUNDLES,
          "the folder "
              + plan.deploy().get()
              + " cannot be followed without io.quoin.installer, which checks what is dropped"
              + " there; take a profile that has it");
    }
  }

  private void run(List<Path> jars, PlatformBuilder plan) throws PlatformException {
    container.open();
    plan.lent().forEach(service -> service.register(container.context()));
    container.install(jars, plan.profile(), plan.deploy().isPresent());
    container.start();
    List<Path> plugins = StartOrder.plugins(jars, plan.profile());
    configure(plan, plugins);
    container.raise(StartOrder.ALL);
    if (!plugins.isEmpty()) {
      awaitPlugins();
    }
    if (etc.isPresent()) {
      etc.get().loadRest();
      etc.get().watch();
    }
  }

  /** What comes along is there when the platform is, unless it hangs: then it is not waited for. */
  private void awaitPlugins() throws PlatformException {
    if (!container.awaitService(PLUGINS_SETTLED, PLUGINS_TIMEOUT)) {
      LOG.warn("The plugins that come with the platform are still being started; see to them");
    }
  }

  private void configure(PlatformBuilder plan, List<Path> plugins) throws PlatformException {
    if (plan.configurations().isEmpty()
        && plan.defaults().isEmpty()
        && plan.etc().isEmpty()
        && plan.data().isEmpty()) {
      return;
    }
    Settings settings =
        new Settings(
            services,
            container.context(),
            plugins.stream().map(Container::location).collect(Collectors.toSet()));
    if (plan.data().isPresent()) {
      settings.data(plan.data().get());
    }
    for (Map.Entry<String, Map<String, ?>> entry : plan.defaults().entrySet()) {
      settings.defaults(entry.getKey(), entry.getValue());
    }
    for (Map.Entry<String, Map<String, ?>> entry : plan.configurations().entrySet()) {
      settings.host(entry.getKey(), entry.getValue());
    }
    if (plan.etc().isPresent()) {
      Etc files = new Etc(plan.etc().get(), settings);
      etc = Optional.of(files);
      files.load();
    }
  }

  private void closeAfter(Exception failure) {
    try {
      close();
    } catch (PlatformException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * A service of the container.
   *
   * @param <T> the service's type
   * @param type an interface that host and bundles share, such as those of the api
   * @param timeout how long to wait for it to appear
   * @return the service, for as long as its bundle runs: ask again if it may have been swapped
   * @throws PlatformException {@code NO_SERVICE} with the reason if it does not appear in time
   */
  public <T> T service(Class<T> type, Duration timeout) throws PlatformException {
    checkOpen();
    return services.await(type, timeout);
  }

  /**
   * The framework it runs on.
   *
   * @return symbolic name and version of its system bundle
   */
  public String framework() {
    return container.framework();
  }

  /**
   * The bundles in the container.
   *
   * @return in the order they were installed
   * @throws PlatformException {@code CLOSED}
   */
  public List<InstalledBundle> bundles() throws PlatformException {
    checkOpen();
    return container.bundles();
  }

  /**
   * Installs and starts a bundle.
   *
   * @param jar stays where it is, and is needed as long as the bundle is installed
   * @throws PlatformException {@code BUNDLE_FAILED} with the reason
   */
  public void installBundle(Path jar) throws PlatformException {
    checkOpen();
    Errand.run("installing " + jar, BUNDLE_TIMEOUT, () -> container.add(jar));
  }

  /**
   * Uninstalls a bundle and lets go of its classes.
   *
   * @param name symbolic name
   * @throws PlatformException if there is none of this name, or others cannot let go of it
   */
  public void uninstallBundle(String name) throws PlatformException {
    checkOpen();
    Errand.run("uninstalling " + name, BUNDLE_TIMEOUT, () -> container.remove(name));
  }

  /**
   * Starts a bundle that was stopped.
   *
   * @param name symbolic name
   * @throws PlatformException if there is none of this name, or it does not start
   */
  public void startBundle(String name) throws PlatformException {
    checkOpen();
    Errand.run("starting " + name, BUNDLE_TIMEOUT, () -> container.start(name));
  }

  /**
   * Stops a bundle; it stays installed.
   *
   * @param name symbolic name
   * @throws PlatformException if there is none of this name, or it does not stop
   */
  public void stopBundle(String name) throws PlatformException {
    checkOpen();
    Errand.run("stopping " + name, BUNDLE_TIMEOUT, () -> container.stop(name));
  }

  private void checkOpen() throws PlatformException {
    if (closed) {
      throw new PlatformException(PlatformException.Code.CLOSED, "the platform is closed");
    }
  }

  /**
   * Stops every bundle and the container, and deletes the private directory. Waits 10 seconds at
   * most. Closing again waits for the first and does nothing.
   *
   * @throws PlatformException {@code TIMEOUT} if a bundle does not stop in time
   */
  @Override
  public synchronized void close() throws PlatformException {
    if (closed) {
      return;
    }
    closed = true;
    etc.ifPresent(Etc::close);
    try {
      Errand.run("the stop", STOP_TIMEOUT.plusSeconds(1), () -> container.stop(STOP_TIMEOUT));
    } finally {
      RecordLinkage.forgetBundles();
      deleteDirectory();
    }
  }

  private void deleteDirectory() {
    try {
      directory.close();
    } catch (IOException e) {
      LOG.warn("{} was not deleted: {}", directory.path(), e.getMessage());
    }
  }
}
