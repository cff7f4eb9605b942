package io.quoin.installer;

import aQute.bnd.header.Parameters;
import io.quoin.installer.container.Deployment;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.resolver.Resolver;

/** A framework as the platform makes it, with Declarative Services and nothing else. */
final class TestContainer implements AutoCloseable {

  private static final Set<String> LENT =
      Set.of(
          "io.quoin.api",
          "io.quoin.metainfo",
          "slf4j.api",
          "org.osgi.service.component",
          "org.osgi.util.promise",
          "org.osgi.util.function");

  private final Framework framework;

  TestContainer(Path storage) throws Exception {
    Map<String, String> properties = new HashMap<>();
    properties.put(Constants.FRAMEWORK_STORAGE, storage.resolve("framework").toString());
    properties.put(
        Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(Deployment.START_LEVEL));
    properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, lent());
    properties.put("felix.service.urlhandlers", "false");
    properties.put("felix.resolver.parallelism", "1");
    properties.put("felix.log.level", "0");
    framework = new FrameworkFactory().newFramework(properties);
    framework.start();
    install(onClassPath("org.apache.felix.scr-")).start();
  }

  private static String lent() throws IOException {
    List<String> clauses = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Manifest manifest = manifest(Path.of(entry));
      String name = manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
      if (name != null && LENT.contains(name.replaceAll(";.*", "").strip())) {
        new Parameters(manifest.getMainAttributes().getValue(Constants.EXPORT_PACKAGE))
            .forEach(
                (exported, attributes) ->
                    clauses.add(exported + ";version=\"" + attributes.get("version") + "\""));
      }
    }
    return String.join(",", clauses);
  }

  private static Manifest manifest(Path entry) throws IOException {
    if (Files.isDirectory(entry)) {
      Path file = entry.resolve(JarFile.MANIFEST_NAME);
      if (Files.exists(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          return new Manifest(in);
        }
      }
      return new Manifest();
    }
    if (!Files.exists(entry)) {
      return new Manifest();
    }
    try (JarFile jar = new JarFile(entry.toFile())) {
      return jar.getManifest() == null ? new Manifest() : jar.getManifest();
    }
  }

  private static Path onClassPath(String prefix) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(entry -> entry.getFileName().toString().startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }

  Bundle install(Path jar) throws BundleException {
    return context().installBundle("reference:" + jar.toUri());
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  Resolver resolver() {
    return service(Resolver.class);
  }

  ServiceComponentRuntime components() {
    return service(ServiceComponentRuntime.class);
  }

  private <T> T service(Class<T> type) {
    return context().getService(context().getServiceReference(type));
  }

  /** The bundles that plugins brought. */
  List<Bundle> ofPlugins() {
    return Arrays.stream(context().getBundles())
        .filter(bundle -> bundle.getLocation().startsWith("quoin-plugin:"))
        .toList();
  }

  /** What a power cut does to them. */
  void losePlugins() throws Exception {
    List<Bundle> lost = ofPlugins();
    for (Bundle bundle : lost) {
      bundle.uninstall();
    }
    CountDownLatch refreshed = new CountDownLatch(1);
    framework
        .adapt(FrameworkWiring.class)
        .refreshBundles(
            lost,
            event -> {
              if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
              }
            });
    if (!refreshed.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the container does not let go");
    }
  }

  @Override
  public void close() throws BundleException {
    framework.stop();
    try {
      if (framework.waitForStop(30_000).getType() != FrameworkEvent.WAIT_TIMEDOUT) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("the container does not stop");
  }
}
