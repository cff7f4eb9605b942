package io.quoin.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * The configuration that the bundles get: the host's defaults, overridden key by key by what the
 * files say, and that by what the host says. A pid with a tilde names one configuration of a
 * factory. Nothing that disagrees with its description gets through.
 */
final class Settings {

  /** The location that lets every bundle have the configuration. */
  private static final String ANY_BUNDLE = "?";

  /** The key by which a component that keeps state says so. */
  private static final String DATA_KEY = "data";

  private final ConfigurationAdmin admin;
  private final Descriptions descriptions;
  private final Map<String, Map<String, Object>> ofHost = new HashMap<>();
  private final Map<String, Map<String, Object>> defaults = new HashMap<>();
  private final Map<String, Map<String, Object>> places = new HashMap<>();
  private Optional<Path> data = Optional.empty();

  /**
   * Configures the bundles of a container.
   *
   * @param plugins locations of the bundles that others may have taken the place of
   */
  Settings(Services services, BundleContext context, Set<String> plugins) throws PlatformException {
    admin = required(services, ConfigurationAdmin.class);
    descriptions = new Descriptions(context, required(services, MetaTypeService.class), plugins);
  }

  private static <T> T required(Services services, Class<T> type) throws PlatformException {
    return services
        .find(type)
        .orElseThrow(
            () ->
                new PlatformException(
                    PlatformException.Code.BAD_BUNDLES,
                    "no bundle provides " + type.getName() + ", so nothing can be configured"));
  }

  /** Gives every component that keeps state a folder of its own; files and host override it. */
  void data(Path directory) throws PlatformException {
    data = Optional.of(directory);
    for (String pid : descriptions.pidsWith(DATA_KEY)) {
      place(directory, pid);
      apply(pid, Map.of());
    }
  }

  private void place(Path directory, String pid) throws PlatformException {
    Path folder = directory.resolve(pid);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new PlatformException(
          PlatformException.Code.DIRECTORY, folder + " cannot be made: " + e.getMessage(), e);
    }
    places.put(pid, Map.of(DATA_KEY, folder.toAbsolutePath().toString()));
  }

  /** Takes what the host would have where nobody says anything else. */
  void defaults(String pid, Map<String, ?> values) throws PlatformException {
    defaults.put(pid, known(pid, values));
    apply(pid, Map.of());
  }

  /** Takes what the host says about one component; a file never overrides it. */
  void host(String pid, Map<String, ?> values) throws PlatformException {
    ofHost.put(pid, known(pid, values));
    apply(pid, Map.of());
  }

  private Map<String, Object> known(String pid, Map<String, ?> values) throws PlatformException {
    return checked(pid, values, pid)
        .orElseThrow(
            () ->
                new PlatformException(
                    PlatformException.Code.BAD_CONFIGURATION,
                    "no bundle describes a configuration " + pid));
  }

  /**
   * Takes what a file says, once a bundle describes it.
   *
   * @return false if no bundle describes it yet
   */
  boolean file(String pid, Map<String, ?> values, String origin) throws PlatformException {
    Optional<Map<String, Object>> checked = checked(pid, values, origin);
    if (checked.isPresent()) {
      placeLate(pid);
      apply(pid, checked.get());
    }
    return checked.isPresent();
  }

  /** Whether nobody who runs describes it yet, but somebody else may before long. */
  boolean provisional(String pid) {
    return descriptions.provisional(factory(pid).orElse(pid));
  }

  /** A plugin that was installed later gets its folder with its configuration. */
  private void placeLate(String pid) throws PlatformException {
    if (data.isPresent()
        && !places.containsKey(pid)
        && descriptions.pidsWith(DATA_KEY).contains(pid)) {
      place(data.get(), pid);
    }
  }

  /** Forgets what a file said. */
  void fileGone(String pid) throws PlatformException {
    apply(pid, Map.of());
  }

  private Optional<Map<String, Object>> checked(String pid, Map<String, ?> values, String origin)
      throws PlatformException {
    Optional<String> factory = factory(pid);
    Optional<ObjectClassDefinition> description =
        factory.isPresent() ? descriptions.ofFactory(factory.get()) : descriptions.ofSingle(pid);
    return description.isPresent()
        ? Optional.of(Descriptions.checked(description.get(), values, origin))
        : Optional.empty();
  }

  private void apply(String pid, Map<String, Object> ofFile) throws PlatformException {
    Map<String, Object> merged = new HashMap<>(defaults.getOrDefault(pid, Map.of()));
    merged.putAll(places.getOrDefault(pid, Map.of()));
    merged.putAll(ofFile);
    merged.putAll(ofHost.getOrDefault(pid, Map.of()));
    try {
      if (merged.isEmpty()) {
        configuration(pid).delete();
      } else {
        configuration(pid).updateIfDifferent(FrameworkUtil.asDictionary(merged));
      }
    } catch (IOException e) {
      throw new PlatformException(
          PlatformException.Code.BAD_CONFIGURATION,
          "the configuration " + pid + " was not taken: " + e.getMessage(),
          e);
    }
  }

  private Configuration configuration(String pid) throws IOException {
    Optional<String> factory = factory(pid);
    return factory.isPresent()
        ? admin.getFactoryConfiguration(
            factory.get(), pid.substring(factory.get().length() + 1), ANY_BUNDLE)
        : admin.getConfiguration(pid, ANY_BUNDLE);
  }

  private static Optional<String> factory(String pid) {
    int tilde = pid.indexOf('~');
    return tilde < 0 ? Optional.empty() : Optional.of(pid.substring(0, tilde));
  }
}
