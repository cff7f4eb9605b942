package io.quoin.survival;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.Plugins;
import io.quoin.survival.plugin.onlooker.OnlookerActivator;
import io.quoin.survival.plugin.strict.StrictActivator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;

/**
 * What operators do with plugins, step by step: each of two plugins is installed, exchanged for its
 * next version, disabled, enabled and removed, and then the same again.
 */
final class PluginRounds {

  /** Id of the plugin that is an incentive. */
  static final String INCENTIVE = "unlimited";

  private static final String ENOUGH = Long.toString(1L << 50);
  private static final List<String> NAMES = List.of("onlooker", INCENTIVE);
  private static final List<Step> STEPS =
      List.of(
          (plugins, name, one, two) -> plugins.install(one),
          (plugins, name, one, two) -> plugins.update(name, two),
          (plugins, name, one, two) -> plugins.disable(name),
          (plugins, name, one, two) -> plugins.enable(name),
          (plugins, name, one, two) -> plugins.remove(name));

  private final Plugins plugins;
  private final Path directory;
  private int done;

  /** What is done to a plugin. */
  private interface Step {
    void take(Plugins plugins, String name, PluginOrder one, PluginOrder two)
        throws PluginException;
  }

  /**
   * Rounds in a platform that has neither of them.
   *
   * @param directory where the plugins' jars are made
   */
  PluginRounds(Plugins plugins, Path directory) throws Exception {
    this.plugins = plugins;
    this.directory = directory;
    for (String version : List.of("1.0.0", "2.0.0")) {
      Files.createDirectories(directory.resolve(version));
      make(version, NAMES.get(0), OnlookerActivator.class);
      make(version, INCENTIVE, StrictActivator.class);
    }
  }

  private void make(String version, String name, Class<? extends BundleActivator> activator)
      throws Exception {
    PluginJar.of(
        directory.resolve(version),
        name,
        activator,
        Map.of(Constants.BUNDLE_VERSION, version, StrictActivator.SEND_UP_TO, ENOUGH));
  }

  /** Steps of one round. */
  static int steps() {
    return NAMES.size() * STEPS.size();
  }

  /** Takes the next step. */
  void step() throws PluginException {
    String name = NAMES.get(done % NAMES.size());
    STEPS
        .get(done / NAMES.size() % STEPS.size())
        .take(plugins, name, order("1.0.0", name), order("2.0.0", name));
    done++;
  }

  private PluginOrder order(String version, String name) {
    return PluginOrder.of(directory.resolve(version).resolve(name + ".jar")).unsignedAllowed();
  }
}
