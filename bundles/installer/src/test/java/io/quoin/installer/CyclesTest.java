package io.quoin.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.PluginState;
import io.quoin.installer.plugins.greeter.Greeter;
import io.quoin.leaks.Footprint;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** Plugins come and go for as long as anybody likes. */
class CyclesTest extends Scene {

  private static final int WARM = 50;
  private static final int CYCLES = 1000;
  private static final Duration SOON = Duration.ofSeconds(60);

  /** What a thousand cycles may take for good: less than 8 KiB each, a class loader has more. */
  private static final long HEAP = 8L << 20;

  private static final Map<String, String> DECLARED =
      Map.of("Quoin-Capabilities", "package;name=io.quoin.api.peers");

  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

  private Path greeter(String version) throws Exception {
    return known.sign(Jars.coded(temporary, Greeter.class, version, DECLARED));
  }

  @Test
  @Tag("long")
  void a_thousand_times_installed_updated_and_removed_leaves_nothing() throws Exception {
    PluginOrder first = PluginOrder.of(greeter("1.0.0"));
    PluginOrder second = PluginOrder.of(greeter("2.0.0"));
    cycle(first, second, WARM);
    awaitLetGo();
    Footprint before = Footprint.now();
    long heap = heap();

    cycle(first, second, CYCLES);

    awaitLetGo();
    await()
        .pollInSameThread()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(Footprint.now().beyond(before)).isEmpty();
              assertThat(heap() - heap).isLessThan(HEAP);
            });
    assertThat(loaders).hasSize(2 * (WARM + CYCLES));
  }

  private void cycle(PluginOrder first, PluginOrder second, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      assertThat(desk.installer().install(first).state()).isEqualTo(PluginState.RUNNING);
      watchLoaders();
      assertThat(desk.installer().update("greeter", second).state()).isEqualTo(PluginState.RUNNING);
      watchLoaders();
      desk.installer().remove("greeter");
    }
  }

  private void watchLoaders() {
    for (Bundle bundle : container.ofPlugins()) {
      loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
    }
  }

  private void awaitLetGo() {
    await()
        .pollInSameThread()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(loaders.stream().map(WeakReference::get).filter(held -> held != null))
                  .isEmpty();
            });
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
