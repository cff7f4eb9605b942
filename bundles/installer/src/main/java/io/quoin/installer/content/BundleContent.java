package io.quoin.installer.content;

import io.quoin.api.plugin.PluginBundle;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Version;
import org.osgi.resource.Resource;

/**
 * A bundle that is not installed yet.
 *
 * @param name symbolic name
 * @param version as its manifest says
 * @param jar its file
 * @param digest SHA-256 of that file
 * @param headers of its manifest
 * @param resource what it requires and provides
 */
public record BundleContent(
    String name,
    Version version,
    Path jar,
    String digest,
    Map<String, String> headers,
    Resource resource) {

  /** What is told of it. */
  public PluginBundle told() {
    return new PluginBundle(name, version.toString(), digest);
  }

  Optional<String> header(String key) {
    return Optional.ofNullable(headers.get(key)).filter(value -> !value.isBlank());
  }
}
