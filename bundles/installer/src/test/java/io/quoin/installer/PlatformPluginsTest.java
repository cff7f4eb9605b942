package io.quoin.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.quoin.api.peers.PeerSource;
import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.PluginOrigin;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.PluginState;
import io.quoin.installer.plugins.greeter.Greeter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** What comes with the platform is listed, disabled, updated and removed like any other plugin. */
class PlatformPluginsTest extends Scene {

  private static final Map<String, String> DECLARED =
      Map.of("Quoin-Plugin", "hello", "Quoin-Capabilities", "package;name=io.quoin.api.peers");

  private Path shipped;

  @BeforeEach
  void ship() throws Exception {
    shipped = greeter("1.0.0");
    restart();
  }

  private Path greeter(String version) throws Exception {
    return Jars.coded(temporary, Greeter.class, version, DECLARED);
  }

  private String location() {
    return "reference:" + shipped.toUri();
  }

  /** As the platform does at its start: the bundle is there, and does not run. */
  private void restart() throws Exception {
    restart(List.of(location()));
  }

  private void restart(List<String> locations) throws Exception {
    desk.close();
    container.losePlugins();
    for (Bundle bundle : container.context().getBundles()) {
      if (bundle.getLocation().startsWith("reference:" + temporary.toUri())) {
        bundle.uninstall();
      }
    }
    for (String location : locations) {
      container.context().installBundle(location);
    }
    desk = new Desk(container, temporary.resolve("data"), locations);
  }

  private List<String> greeters() {
    return Arrays.stream(container.context().getBundles())
        .filter(bundle -> "greeter".equals(bundle.getSymbolicName()))
        .map(bundle -> bundle.getVersion() + (bundle.getState() == Bundle.ACTIVE ? " on" : " off"))
        .toList();
  }

  private PluginSnapshot hello() {
    return desk.installer().plugin("hello").orElseThrow();
  }

  @Test
  void it_is_listed_and_runs_before_the_platform_is_said_to() {
    assertThat(desk.settled()).isTrue();
    assertThat(desk.installer().plugins())
        .extracting(PluginSnapshot::id, PluginSnapshot::origin, PluginSnapshot::state)
        .containsExactly(tuple("hello", PluginOrigin.PLATFORM, PluginState.RUNNING));
    assertThat(greeters()).containsExactly("1.0.0 on");
  }

  @Test
  void it_stays_disabled_over_restarts_until_it_is_enabled() throws Exception {
    desk.installer().disable("hello");

    assertThat(greeters()).isEmpty();
    restart();
    assertThat(greeters()).isEmpty();
    assertThat(hello().state()).isEqualTo(PluginState.DISABLED);
    desk.installer().enable("hello");
    assertThat(greeters()).containsExactly("1.0.0 on");
    ServiceReference<?> greeting = container.context().getServiceReference(PeerSource.class);
    assertThat(greeting).isNotNull();
    restart();
    assertThat(greeters()).containsExactly("1.0.0 on");
  }

  @Test
  void it_stays_removed_until_it_is_installed_from_the_platform_again() throws Exception {
    desk.installer().remove("hello");

    restart();
    assertThat(desk.installer().plugins()).isEmpty();
    assertThat(greeters()).isEmpty();
    PluginSnapshot back = desk.installer().install(PluginOrder.ofPlatform("hello"));

    assertThat(back.origin()).isEqualTo(PluginOrigin.PLATFORM);
    restart();
    assertThat(greeters()).containsExactly("1.0.0 on");
  }

  @Test
  void an_update_takes_its_place_over_restarts_until_it_is_taken_back() throws Exception {
    Path next = known.sign(greeter("2.0.0"));

    PluginSnapshot updated = desk.installer().update("hello", PluginOrder.of(next));
    assertThat(updated.origin()).isEqualTo(PluginOrigin.REPLACED);
    assertThat(greeters()).containsExactly("2.0.0 on");
    restart();
    assertThat(greeters()).containsExactly("2.0.0 on");
    PluginSnapshot back = desk.installer().update("hello", PluginOrder.ofPlatform("hello"));

    assertThat(back.version()).isEqualTo("1.0.0");
    assertThat(greeters()).containsExactly("1.0.0 on");
    restart();
    assertThat(greeters()).containsExactly("1.0.0 on");
  }

  @Test
  void an_update_that_is_removed_does_not_bring_it_back() throws Exception {
    desk.installer().update("hello", PluginOrder.of(known.sign(greeter("2.0.0"))));

    desk.installer().remove("hello");
    restart();

    assertThat(desk.installer().plugins()).isEmpty();
    assertThat(greeters()).isEmpty();
  }

  @Test
  void a_newer_platform_brings_a_newer_one_that_stays_disabled() throws Exception {
    desk.installer().disable("hello");
    shipped = greeter("1.5.0");

    restart();

    assertThat(hello().version()).isEqualTo("1.5.0");
    assertThat(hello().state()).isEqualTo(PluginState.DISABLED);
    desk.installer().enable("hello");
    assertThat(greeters()).containsExactly("1.5.0 on");
  }

  @Test
  void a_smaller_profile_of_the_platform_does_not_forget_that_it_is_disabled() throws Exception {
    desk.installer().disable("hello");

    restart(List.of());
    assertThat(desk.installer().plugins()).isEmpty();
    desk.installer()
        .install(PluginOrder.of(known.sign(Jars.bundle(temporary, "some", "1.0.0", Map.of()))));
    restart();

    assertThat(hello().state()).isEqualTo(PluginState.DISABLED);
    assertThat(greeters()).isEmpty();
  }

  @Test
  void what_does_not_come_with_the_platform_is_refused_by_name() {
    PluginException refusal =
        catchThrowableOfType(
            PluginException.class,
            () -> desk.installer().install(PluginOrder.ofPlatform("goodbye")));

    assertThat(refusal).hasMessage("'goodbye' does not come with this platform; name one of hello");
  }
}
