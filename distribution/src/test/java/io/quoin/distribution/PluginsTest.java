package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.PluginState;
import io.quoin.api.plugin.PluginTrust;
import io.quoin.api.plugin.Plugins;
import io.quoin.platform.InstalledBundle;
import io.quoin.platform.Platform;
import io.quoin.platform.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Plugins come and go in the assembled platform. */
@Tag("in-container")
@Isolated("it counts threads and descriptors")
class PluginsTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String RATIO = "io.quoin.examples.ratio";

  @TempDir Path temporary;

  private Platform started(Leftovers leftovers) throws Exception {
    return Platform.builder()
        .bundles(Assembly.BUNDLES)
        .profile(Profile.STANDARD)
        .data(temporary.resolve("data"))
        .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")))
        .configure("io.quoin.installer", Map.of("watch.millis", 0))
        .framework(leftovers.watching(new FrameworkFactory()))
        .start();
  }

  private static PluginOrder ratio() throws Exception {
    return PluginOrder.of(Assembly.plugin(RATIO));
  }

  private static List<String> names(Platform platform) throws Exception {
    return platform.bundles().stream().map(InstalledBundle::name).toList();
  }

  @Test
  void an_example_is_installed_and_comes_back_until_it_is_removed() throws Exception {
    Leftovers leftovers = new Leftovers();

    installIn(leftovers);
    findAndDisableIn(leftovers);
    removeIn(leftovers);

    leftovers.assertNone(SOON);
  }

  private void installIn(Leftovers leftovers) throws Exception {
    try (Platform platform = started(leftovers)) {
      Plugins plugins = platform.service(Plugins.class, SOON);

      PluginException refusal =
          catchThrowableOfType(PluginException.class, () -> plugins.install(ratio()));
      PluginSnapshot plugin = plugins.install(ratio().unsignedAllowed());

      assertThat(refusal.code()).isEqualTo(PluginException.Code.UNSIGNED);
      assertThat(plugin.state()).isEqualTo(PluginState.RUNNING);
      assertThat(plugins.diagnose(RATIO)).singleElement().asString().contains("configured");
      assertThat(names(platform)).contains(RATIO);
      assertThat(platform.service(PluginTrust.class, SOON).trusted()).isEmpty();
      leftovers.watchBundles();
    }
  }

  private void findAndDisableIn(Leftovers leftovers) throws Exception {
    try (Platform platform = started(leftovers)) {
      Plugins plugins = platform.service(Plugins.class, SOON);
      await().atMost(SOON).until(() -> names(platform).contains(RATIO));
      await()
          .atMost(SOON)
          .until(() -> plugins.plugin(RATIO).orElseThrow().state() == PluginState.RUNNING);
      leftovers.watchBundles();

      plugins.disable(RATIO);

      assertThat(names(platform)).doesNotContain(RATIO);
    }
  }

  private void removeIn(Leftovers leftovers) throws Exception {
    try (Platform platform = started(leftovers)) {
      Plugins plugins = platform.service(Plugins.class, SOON);
      assertThat(plugins.plugins())
          .extracting(PluginSnapshot::state)
          .containsExactly(PluginState.DISABLED);

      plugins.remove(RATIO);

      assertThat(plugins.plugins()).isEmpty();
      leftovers.watchBundles();
    }
  }
}
