package io.quoin.installer;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.installer.content.Bounds;
import io.quoin.installer.content.PluginContent;
import io.quoin.installer.content.PluginFile;
import io.quoin.installer.content.PluginReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins that come with the platform. It has put them into the container and leaves the rest
 * to the installer, to which they are like any other, except that nobody has to sign them: whoever
 * could exchange them could exchange the platform.
 */
final class PlatformPlugins {

  /** Property of the framework: the locations of their bundles, separated by spaces. */
  static final String PROPERTY = "quoin.plugins";

  private static final Logger LOG = LoggerFactory.getLogger(PlatformPlugins.class);
  private static final String REFERENCE = "reference:";

  private final Map<String, Shipped> byId = new LinkedHashMap<>();

  /**
   * One of them.
   *
   * @param content what it is
   * @param location by which the platform installs it
   */
  private record Shipped(PluginContent content, String location) {}

  /** Reads them; what is no plugin is left alone. */
  PlatformPlugins(List<String> locations, Bounds bounds) {
    PluginReader reader = new PluginReader(bounds);
    for (String location : locations) {
      try {
        PluginContent content = reader.read(PluginFile.inPlace(file(location)));
        byId.put(content.id(), new Shipped(content, location));
      } catch (PluginException | IllegalArgumentException e) {
        LOG.warn("A plugin of the platform is left out: {}", e.getMessage());
      }
    }
  }

  private static Path file(String location) {
    return Path.of(
        URI.create(
            location.startsWith(REFERENCE) ? location.substring(REFERENCE.length()) : location));
  }

  Set<String> ids() {
    return byId.keySet();
  }

  Optional<PluginContent> find(String id) {
    return Optional.ofNullable(byId.get(id)).map(Shipped::content);
  }

  PluginContent get(String id) throws PluginException {
    return find(id)
        .orElseThrow(
            () ->
                new PluginException(
                    Code.SOURCE,
                    "'" + id + "'",
                    "does not come with this platform",
                    byId.isEmpty()
                        ? "name a file; nothing comes with this profile of it"
                        : "name one of " + String.join(", ", byId.keySet())));
  }

  /** By which the platform installs one that is there. */
  String location(String id) {
    return byId.get(id).location();
  }

  Set<String> locations() {
    return byId.values().stream().map(Shipped::location).collect(Collectors.toSet());
  }
}
