package io.quoin.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.framework.Constants;

/**
 * The container's settings, each with its reason. Keys that a framework does not know it ignores.
 */
final class FrameworkProperties {

  private FrameworkProperties() {}

  /**
   * All of them.
   *
   * @param deploy the folder that is watched for bundles
   * @param plugins the bundles that are left to the installer
   */
  static Map<String, String> of(
      PrivateDirectory directory, Optional<Path> deploy, List<Path> plugins)
      throws PlatformException {
    Map<String, String> properties = new HashMap<>();
    properties.put(Constants.FRAMEWORK_STORAGE, directory.path().resolve("framework").toString());
    properties.put(
        Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    properties.put(
        Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(StartOrder.CONTAINER));
    properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, lentPackages());
    felix(properties);
    services(properties);
    // A location is a URI, which has no space in it.
    properties.put(
        "quoin.plugins",
        plugins.stream().map(Container::location).collect(Collectors.joining(" ")));
    deploy.ifPresent(folder -> fileInstall(properties, folder, directory));
    return properties;
  }

  private static void felix(Map<String, String> properties) {
    // The virtual machine has one URL handler factory, and it is the host's.
    properties.put("felix.service.urlhandlers", "false");
    // The resolver's pool threads outlive the framework and pin it.
    properties.put("felix.resolver.parallelism", "1");
    // The cache is private to this framework.
    properties.put("felix.cache.locking", "false");
    // It would print to standard output; what fails comes as a framework event and is logged.
    properties.put("felix.log.level", "0");
  }

  private static void services(Map<String, String> properties) {
    // Configuration comes from files and from the host each time; nothing is to be remembered.
    properties.put("felix.cm.pm", "memory");
    // Events come at human rate: the default of ten threads is for others.
    properties.put("org.apache.felix.eventadmin.ThreadPoolSize", "2");
    // Every change of a bundle or service would be an event of its own; whoever wants them listens
    // to the framework.
    properties.put("org.apache.felix.eventadmin.IgnoreTopic", "org/osgi*");
  }

  private static void fileInstall(
      Map<String, String> properties, Path folder, PrivateDirectory directory) {
    properties.put("felix.fileinstall.dir", folder.toAbsolutePath().toString());
    properties.put("felix.fileinstall.tmpdir", directory.path().resolve("deploy").toString());
    properties.put("felix.fileinstall.filter", ".*\\.jar");
    properties.put("felix.fileinstall.poll", "1000");
    // With the initial delay every stop waits for it.
    properties.put("felix.fileinstall.noInitialDelay", "true");
    properties.put("felix.fileinstall.enableConfigSave", "false");
    properties.put("felix.fileinstall.start.level", Integer.toString(StartOrder.ALL));
  }

  /** The packages that the host lends to the bundles, listed when this jar was built. */
  private static String lentPackages() throws PlatformException {
    try (InputStream in = FrameworkProperties.class.getResourceAsStream("host-packages")) {
      if (in == null) {
        throw new IOException("io/quoin/platform/host-packages is not there");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new PlatformException(
          PlatformException.Code.NO_FRAMEWORK,
          "the platform's own jar is incomplete: " + e.getMessage() + "; build it again",
          e);
    }
  }
}
