package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.PluginState;
import io.quoin.api.plugin.Plugins;
import io.quoin.platform.Platform;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index of the plugins that come along. */
@Tag("in-container")
class PluginIndexTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Path PLUGINS = Assembly.HOME.resolve("plugins");

  @TempDir Path temporary;

  @Test
  void every_plugin_that_comes_along_is_found_by_its_name() throws Exception {
    try (Platform platform =
            Platform.builder()
                .bundles(Assembly.BUNDLES)
                .data(temporary.resolve("data"))
                .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")))
                .configure(
                    "io.quoin.installer",
                    Map.of(
                        "watch.millis",
                        0,
                        "repositories",
                        List.of(PLUGINS.resolve("index.xml").toUri().toString())))
                .start();
        Stream<Path> files = Files.list(PLUGINS)) {
      Plugins plugins = platform.service(Plugins.class, SOON);
      List<String> jars =
          files.map(file -> file.getFileName().toString()).filter(PluginIndexTest::jar).toList();

      for (String jar : jars) {
        plugins.install(order(jar.substring(0, jar.indexOf('-'))));
      }

      assertThat(plugins.plugins())
          .filteredOn(plugin -> jars.stream().anyMatch(jar -> jar.startsWith(plugin.id() + "-")))
          .hasSize(jars.size())
          .hasSizeGreaterThan(3)
          .extracting(PluginSnapshot::state)
          .containsOnly(PluginState.RUNNING);
    }
  }

  private static boolean jar(String name) {
    return name.endsWith(".jar");
  }

  private static PluginOrder order(String name) {
    return new PluginOrder(
        URI.create("repo:" + name),
        PluginOrder.Signing.UNSIGNED_ALLOWED,
        PluginOrder.Growth.REFUSED,
        "");
  }
}
