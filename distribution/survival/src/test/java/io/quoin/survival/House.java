package io.quoin.survival;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformBuilder;
import io.quoin.platform.PlatformException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.cm.ConfigurationAdmin;

/** A platform of the assembly that listens on loopback, and what tests do to it. */
final class House implements AutoCloseable {

  /** The assembled folder, made before the tests run. */
  static final Path HOME = Path.of("..", "target", "quoin").toAbsolutePath().normalize();

  /** Longer than anything takes, however busy the machine is: what takes longer never comes. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String SOCKETS = "io.quoin.protocol.net";
  private static final String ENGINE = "io.quoin.protocol";

  private final Keys keys;
  private final Platform platform;
  private final Session session;

  private House(Keys keys, Platform platform) throws Exception {
    this.keys = keys;
    this.platform = platform;
    this.session = platform.service(Session.class, PATIENCE);
  }

  /** With the ordinary settings. */
  static House open() throws Exception {
    return open(Map.of());
  }

  /** At an address that stays the same when the protocol restarts. */
  static House openAtFixedAddress() throws Exception {
    int port;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    return open(Map.of(SOCKETS, Map.of("listen", List.of("127.0.0.1:" + port))));
  }

  /** With settings by pid over the ordinary ones. */
  static House open(Map<String, Map<String, ?>> settings) throws Exception {
    return openWith(builder -> settings.forEach(builder::configure));
  }

  /** Of more than what is ordinary. */
  static House openWith(Consumer<PlatformBuilder> more) throws Exception {
    Keys keys = new Keys();
    PlatformBuilder builder =
        Platform.builder()
            .bundles(HOME.resolve("bundles"))
            .framework(keys)
            .configure(SOCKETS, Map.of("listen", List.of("127.0.0.1:0")));
    more.accept(builder);
    return new House(keys, builder.start());
  }

  /** A jar of the assembly, by its bundle's name. */
  static Path jar(String folder, String bundle) throws IOException {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(HOME.resolve(folder), bundle + "-*.jar")) {
      return found.iterator().next();
    }
  }

  Platform platform() {
    return platform;
  }

  Session session() {
    return session;
  }

  <T> T service(Class<T> type) throws Exception {
    return platform.service(type, PATIENCE);
  }

  /** Where peers can connect to. */
  InetSocketAddress address() {
    return session.listening().get(0);
  }

  TorrentId add(AddTorrent wish) throws Exception {
    return session.add(wish);
  }

  TorrentSnapshot torrent(TorrentId id) {
    return session.torrent(id).orElseThrow();
  }

  /** Offers a storage provider to the bundles, for as long as the platform runs. */
  void provide(String id, StorageProvider provider) {
    keys.context()
        .registerService(
            StorageProvider.class,
            provider,
            FrameworkUtil.asDictionary(Map.of(StorageProvider.ID, id)));
  }

  /** Has this incentive used from now on, as a changed configuration does. */
  void choose(String incentive) throws Exception {
    ServiceReference<ConfigurationAdmin> found =
        keys.context().getServiceReference(ConfigurationAdmin.class);
    try {
      keys.context()
          .getService(found)
          .getConfiguration(ENGINE, "?")
          .update(FrameworkUtil.asDictionary(Map.of("incentive", incentive)));
    } finally {
      keys.context().ungetService(found);
    }
  }

  /** The class loaders of all bundles that run, by the bundle's name. */
  Map<String, ClassLoader> loaders() {
    Map<String, ClassLoader> loaders = new HashMap<>();
    for (Bundle bundle : keys.context().getBundles()) {
      BundleWiring wiring = bundle.adapt(BundleWiring.class);
      if (wiring != null && wiring.getClassLoader() != null) {
        loaders.put(bundle.getSymbolicName(), wiring.getClassLoader());
      }
    }
    return loaders;
  }

  /** The class loader of a bundle, not held. */
  WeakReference<ClassLoader> loader(String bundleName) {
    for (Bundle bundle : keys.context().getBundles()) {
      if (bundle.getSymbolicName().equals(bundleName)) {
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
      }
    }
    throw new AssertionError("no bundle is called " + bundleName);
  }

  @Override
  public void close() throws PlatformException {
    platform.close();
  }

  /** Remembers the framework that it makes: the way in for what hosts need not do. */
  private static final class Keys implements FrameworkFactory {
    private Framework framework;

    @Override
    public Framework newFramework(Map<String, String> properties) {
      framework =
          ServiceLoader.load(FrameworkFactory.class)
              .findFirst()
              .orElseThrow()
              .newFramework(properties);
      return framework;
    }

    BundleContext context() {
      return framework.getBundleContext();
    }
  }
}
