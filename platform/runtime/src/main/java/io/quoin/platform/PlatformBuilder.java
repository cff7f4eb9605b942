package io.quoin.platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * What a platform is started from; see {@link Platform#builder()}. Not for several threads at once.
 */
public final class PlatformBuilder {

  private Optional<Path> bundles = Optional.empty();
  private final List<Path> single = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private Optional<Path> data = Optional.empty();
  private Optional<Path> etc = Optional.empty();
  private Optional<Path> deploy = Optional.empty();
  private Optional<FrameworkFactory> framework = Optional.empty();
  private Profile profile = Profile.FULL;
  private final Map<String, Map<String, ?>> configurations = new HashMap<>();
  private final Map<String, Map<String, ?>> defaults = new HashMap<>();
  private final List<LentService> lent = new ArrayList<>();

  PlatformBuilder() {}

  /**
   * Starts the bundles of this folder instead of those that come with {@code io.quoin.embedded}.
   *
   * @param folder with jars; not changed, and needed as long as the platform runs
   * @return this
   */
  public PlatformBuilder bundles(Path folder) {
    bundles = Optional.of(folder);
    return this;
  }

  /**
   * Starts this bundle too.
   *
   * @param jar needed as long as the platform runs
   * @return this
   */
  public PlatformBuilder bundle(Path jar) {
    single.add(jar);
    return this;
  }

  /**
   * Does not start this bundle, whatever profile and folders say.
   *
   * @param name symbolic name, with which the jar's file name begins
   * @return this
   */
  public PlatformBuilder without(String name) {
    leftOut.add(name + "-");
    return this;
  }

  /**
   * Keeps what must outlive a restart in this directory. Without one nothing is remembered. A
   * component that has state describes a configuration key {@code data}: it is given the folder of
   * its pid in this directory, unless it is configured otherwise.
   *
   * @param directory made if it is missing; locked while the platform runs
   * @return this
   */
  public PlatformBuilder data(Path directory) {
    data = Optional.of(directory);
    return this;
  }

  /**
   * Reads configuration from {@code PID.cfg.json} files and follows their changes.
   *
   * @param folder that exists; only read
   * @return this
   */
  public PlatformBuilder etc(Path folder) {
    etc = Optional.of(folder);
    return this;
  }

  /**
   * Installs plugins that are dropped into this folder, updates those that change, and removes
   * those that go, all through the installer: they have to be signed by somebody who is trusted.
   * What is refused is logged.
   *
   * @param folder watched while the platform runs, which needs a profile with the installer
   * @return this
   */
  public PlatformBuilder deploy(Path folder) {
    deploy = Optional.of(folder);
    return this;
  }

  /**
   * Configures a component, over what its file in {@link #etc} says.
   *
   * @param pid of its configuration; {@code FACTORY~NAME} for one of several
   * @param values by key, of the types that its description names; collections for lists
   * @return this
   */
  public PlatformBuilder configure(String pid, Map<String, ?> values) {
    configurations.put(pid, Map.copyOf(values));
    return this;
  }

  /**
   * Configures a component where neither its file in {@link #etc} nor {@link #configure} says
   * anything about a key.
   *
   * @param pid of its configuration
   * @param values by key, of the types that its description names; collections for lists
   * @return this
   */
  public PlatformBuilder defaults(String pid, Map<String, ?> values) {
    defaults.put(pid, Map.copyOf(values));
    return this;
  }

  /**
   * Lends a service to the bundles, which they prefer to their own: one of the host, or one of
   * another platform in this virtual machine. So several platforms share an embedded ledger.
   *
   * @param <T> the service's type
   * @param type an interface that host and bundles share, such as those of the api
   * @param service works for as long as the platform runs
   * @return this
   */
  public <T> PlatformBuilder service(Class<T> type, T service) {
    lent.add(new LentService(type, service));
    return this;
  }

  /**
   * Starts only a part of the bundles.
   *
   * @param part which; all of them unless told
   * @return this
   */
  public PlatformBuilder profile(Profile part) {
    profile = part;
    return this;
  }

  /**
   * Runs on this framework instead of the first one on the class path.
   *
   * @param factory makes the framework
   * @return this
   */
  public PlatformBuilder framework(FrameworkFactory factory) {
    framework = Optional.of(factory);
    return this;
  }

  /**
   * Starts it and waits until its bundles are started. Services may still be on their way: ask
   * {@link Platform#service} for those that you need.
   *
   * @return the running platform, the caller's to close
   * @throws PlatformException if it cannot run as asked; nothing is left behind then
   */
  public Platform start() throws PlatformException {
    return Platform.start(this);
  }

  List<Path> jars(PrivateDirectory directory) throws PlatformException {
    List<Path> jars =
        new ArrayList<>(
            bundles.isPresent()
                ? BundleFolder.jars(bundles.get())
                : EmbeddedBundles.unpack(directory.path().resolve("bundles"), this::started));
    jars.addAll(single);
    jars.removeIf(jar -> isLeftOut(jar.getFileName().toString()));
    return jars;
  }

  private boolean started(String fileName) {
    return !isLeftOut(fileName)
        && StartOrder.place(fileName, profile, deploy.isPresent()).isPresent();
  }

  private boolean isLeftOut(String fileName) {
    return leftOut.stream().anyMatch(fileName::startsWith);
  }

  Optional<Path> data() {
    return data;
  }

  Optional<Path> etc() {
    return etc;
  }

  Optional<Path> deploy() {
    return deploy;
  }

  Profile profile() {
    return profile;
  }

  Map<String, Map<String, ?>> configurations() {
    return configurations;
  }

  Map<String, Map<String, ?>> defaults() {
    return defaults;
  }

  List<LentService> lent() {
    return lent;
  }

  FrameworkFactory framework() throws PlatformException {
    return framework
        .or(
            () ->
                ServiceLoader.load(FrameworkFactory.class, Platform.class.getClassLoader())
                    .findFirst())
        .orElseThrow(
            () ->
                new PlatformException(
                    PlatformException.Code.NO_FRAMEWORK,
                    "no OSGi framework is on the class path; add org.apache.felix.framework"));
  }
}
