package io.quoin.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quoin.api.peers.PeerSource;
import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.api.plugin.PluginFault;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.PluginState;
import io.quoin.installer.container.Patience;
import io.quoin.installer.plugins.deaf.Deaf;
import io.quoin.installer.plugins.greeter.Greeter;
import io.quoin.installer.plugins.leaker.Leaker;
import io.quoin.installer.record.Disk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plugins that do what they must not are disabled with the reason, until somebody enables them. */
class QuarantineTest extends Scene {

  private static final Map<String, String> DECLARED =
      Map.of("Quoin-Capabilities", "package;name=io.quoin.api.peers");

  @BeforeEach
  void install() throws Exception {
    desk.installer().install(PluginOrder.of(greeter("1.0.0")));
  }

  private Path greeter(String version) throws Exception {
    return known.sign(Jars.coded(temporary, Greeter.class, version, DECLARED));
  }

  private void restart() throws Exception {
    desk.close();
    container.losePlugins();
    desk = new Desk(container, temporary.resolve("data"));
  }

  private Object culprit() {
    return container
        .context()
        .getService(container.context().getServiceReference(PeerSource.class));
  }

  private PluginSnapshot plugin() {
    return desk.installer().plugin("greeter").orElseThrow();
  }

  @Test
  void one_that_throws_repeatedly_stays_disabled_over_restarts_with_the_reason() throws Exception {
    Quarantine quarantine = desk.quarantine();

    quarantine.report(culprit(), PluginFault.THREW, "threw java.lang.Error: once");
    assertThat(plugin().state()).isEqualTo(PluginState.RUNNING);
    quarantine.report(culprit(), PluginFault.THREW, "threw java.lang.Error: twice");

    assertThat(plugin().state()).isEqualTo(PluginState.QUARANTINED);
    assertThat(container.ofPlugins()).isEmpty();
    restart();
    assertThat(container.ofPlugins()).isEmpty();
    assertThat(plugin().state()).isEqualTo(PluginState.QUARANTINED);
    assertThat(plugin().reason())
        .isEqualTo("It threw java.lang.Error: twice, as the last of 2 such faults in 60 s");
    assertThat(desk.installer().diagnose("greeter"))
        .containsExactly(
            "It is in quarantine until somebody enables it",
            "It threw java.lang.Error: twice, as the last of 2 such faults in 60 s");
  }

  @Test
  void an_operator_enables_it_again_and_a_restart_starts_it() throws Exception {
    desk.quarantine().report(culprit(), PluginFault.BLOCKED, "does not return from its search");
    assertThat(plugin().reason()).isEqualTo("It does not return from its search");

    PluginSnapshot enabled = desk.installer().enable("greeter");

    assertThat(enabled.state()).isEqualTo(PluginState.RUNNING);
    assertThat(enabled.reason()).isEmpty();
    restart();
    assertThat(plugin().state()).isEqualTo(PluginState.RUNNING);
  }

  @Test
  void one_that_never_drains_its_queue_goes_at_once() {
    desk.quarantine().report(culprit(), PluginFault.NOT_DRAINED, "has not come to 65536 calls");

    assertThat(plugin().state()).isEqualTo(PluginState.QUARANTINED);
    assertThat(plugin().reason()).isEqualTo("It has not come to 65536 calls");
  }

  @Test
  void one_that_floods_goes_when_it_does_so_repeatedly() {
    Quarantine quarantine = desk.quarantine();

    quarantine.report(culprit(), PluginFault.FLOODED, "sends more than there is room for");
    quarantine.report(culprit(), PluginFault.FLOODED, "sends more than there is room for");

    assertThat(plugin().reason())
        .isEqualTo("It sends more than there is room for, as the last of 2 such faults in 60 s");
  }

  @Test
  void faults_that_are_far_apart_or_of_other_kinds_are_not_added_up() {
    Quarantine quarantine = desk.quarantine();

    quarantine.report(culprit(), PluginFault.THREW, "threw");
    quarantine.report(culprit(), PluginFault.FLOODED, "flooded");
    desk.pass(Duration.ofSeconds(61));
    quarantine.report(culprit(), PluginFault.THREW, "threw");

    assertThat(plugin().state()).isEqualTo(PluginState.RUNNING);
  }

  @Test
  void what_is_no_plugins_is_ignored_and_so_is_a_version_that_is_gone() throws Exception {
    Quarantine quarantine = desk.quarantine();
    Object old = culprit();
    desk.installer().update("greeter", PluginOrder.of(greeter("2.0.0")));

    quarantine.report(this, PluginFault.BLOCKED, "is the platform's");
    quarantine.report(old, PluginFault.BLOCKED, "is gone");

    assertThat(plugin().state()).isEqualTo(PluginState.RUNNING);
  }

  @Test
  void an_update_leaves_quarantine_only_by_being_enabled() throws Exception {
    desk.quarantine().report(culprit(), PluginFault.BLOCKED, "hangs");

    PluginSnapshot updated = desk.installer().update("greeter", PluginOrder.of(greeter("2.0.0")));

    assertThat(updated.state()).isEqualTo(PluginState.QUARANTINED);
    assertThat(desk.installer().enable("greeter").state()).isEqualTo(PluginState.RUNNING);
  }

  @Test
  void one_that_leaves_a_thread_behind_when_it_is_disabled() throws Exception {
    impatient();
    CountDownLatch latch = new CountDownLatch(1);
    System.getProperties().put("quoin.leaker", latch);
    desk.installer().install(PluginOrder.of(activated(Leaker.class)));

    PluginException refusal =
        catchThrowableOfType(PluginException.class, () -> desk.installer().disable("leaker"));
    latch.countDown();

    assertThat(refusal.code()).isEqualTo(Code.LEFT_BEHIND);
    assertThat(refusal)
        .hasMessage(
            "leaker 1.0.0 left threads behind when it was stopped: leaked; ask whoever made it; to"
                + " be rid of them, start the platform again");
    assertThat(desk.installer().plugin("leaker").orElseThrow().state())
        .isEqualTo(PluginState.QUARANTINED);
    assertThat(desk.installer().plugin("leaker").orElseThrow().reason())
        .isEqualTo("It left threads behind when it was stopped: leaked");
  }

  @Test
  void one_that_does_not_stop_in_time_when_it_is_disabled() throws Exception {
    impatient();
    CountDownLatch latch = new CountDownLatch(1);
    System.getProperties().put("quoin.deaf", latch);
    Path deaf =
        known.sign(
            Jars.coded(
                temporary,
                Deaf.class,
                "1.0.0",
                Map.of("Bundle-Activator", Deaf.class.getName(), "Blocks-In", "stop")));
    desk.installer().install(PluginOrder.of(deaf));

    PluginException refusal =
        catchThrowableOfType(PluginException.class, () -> desk.installer().disable("deaf"));
    latch.countDown();
    awaitEnd("quoin-stop-deaf");

    assertThat(refusal.code()).isEqualTo(Code.STUCK);
    PluginSnapshot stuck = desk.installer().plugin("deaf").orElseThrow();
    assertThat(stuck.state()).isEqualTo(PluginState.QUARANTINED);
    assertThat(stuck.reason()).startsWith("It does not come back from its stop within 300 ms");
  }

  private static void awaitEnd(String name) throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals(name)) {
        thread.join(30_000);
      }
    }
  }

  private Path activated(Class<?> activator) throws Exception {
    return known.sign(
        Jars.coded(temporary, activator, "1.0.0", Map.of("Bundle-Activator", activator.getName())));
  }

  private void impatient() throws Exception {
    desk.close();
    desk =
        new Desk(
            container,
            temporary.resolve("data"),
            Disk.REAL,
            new Patience(
                Duration.ofSeconds(30),
                Duration.ZERO,
                Duration.ofMillis(300),
                Duration.ofMillis(300)));
  }
}
