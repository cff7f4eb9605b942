package io.quoin.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.quoin.api.peers.PeerSource;
import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.PluginState;
import io.quoin.installer.container.Patience;
import io.quoin.installer.plugins.client.Client;
import io.quoin.installer.plugins.deaf.Deaf;
import io.quoin.installer.plugins.greeter.Greeter;
import io.quoin.installer.plugins.left.Left;
import io.quoin.installer.plugins.right.Right;
import io.quoin.installer.plugins.thrower.Thrower;
import io.quoin.installer.record.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

class InstallerTest extends Scene {

  private static final Map<String, String> DECLARED =
      Map.of("Quoin-Capabilities", "package;name=io.quoin.api.peers");

  /** As after the end of the process. */
  private void restart() throws Exception {
    desk.close();
    container.losePlugins();
    desk = new Desk(container, temporary.resolve("data"));
  }

  private Path greeter(String version) throws Exception {
    return known.sign(Jars.coded(temporary, Greeter.class, version, DECLARED));
  }

  private Path some(String version, Map<String, String> headers) throws Exception {
    return known.sign(Jars.bundle(temporary, "some", version, headers));
  }

  private static PluginException refusal(ThrowingCallable call) {
    PluginException refusal = catchThrowableOfType(PluginException.class, call);
    assertThat(refusal).isNotNull();
    return refusal;
  }

  private List<String> running() {
    return container.ofPlugins().stream()
        .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
        .toList();
  }

  private ServiceReference<?> greeting() {
    return container.context().getServiceReference(PeerSource.class);
  }

  @Test
  void a_signed_plugin_is_started_and_its_service_is_there() throws Exception {
    PluginSnapshot plugin = desk.installer().install(PluginOrder.of(greeter("1.0.0")));

    assertThat(plugin.id()).isEqualTo("greeter");
    assertThat(plugin.state()).isEqualTo(PluginState.RUNNING);
    assertThat(plugin.signer().orElseThrow().name()).isEqualTo("CN=known");
    assertThat(plugin.capabilities()).extracting("name").containsExactly("io.quoin.api.peers");
    assertThat(greeting()).isNotNull();
  }

  @Test
  void an_unsigned_plugin_is_installed_if_the_operator_says_so() throws Exception {
    Path unsigned = Jars.bundle(temporary, "some", "1.0.0", Map.of());

    PluginSnapshot plugin = desk.installer().install(PluginOrder.of(unsigned).unsignedAllowed());

    assertThat(plugin.state()).isEqualTo(PluginState.RUNNING);
    assertThat(plugin.signer()).isEmpty();
  }

  @Test
  void the_bundles_of_an_archive_are_one_plugin_and_see_each_others_packages() throws Exception {
    Path user = Jars.bundle(temporary, "user", "1.0.0", Map.of("Import-Package", "com.example"));
    Path provider =
        Jars.bundle(temporary, "provider", "1.0.0", Map.of("Export-Package", "com.example"));
    Path archive = known.sign(Jars.archive(temporary, "pair", "3.0.0", Map.of(), user, provider));

    PluginSnapshot plugin = desk.installer().install(PluginOrder.of(archive));

    assertThat(plugin.version()).isEqualTo("3.0.0");
    assertThat(running()).containsExactly("user 1.0.0", "provider 1.0.0");
    assertThat(container.ofPlugins()).allMatch(bundle -> bundle.getState() == Bundle.ACTIVE);
  }

  @Test
  void checking_installs_nothing() throws Exception {
    assertThat(desk.installer().check(PluginOrder.of(greeter("1.0.0"))).bundles())
        .extracting("name")
        .containsExactly("greeter");

    assertThat(running()).isEmpty();
    assertThat(desk.installer().plugins()).isEmpty();
  }

  @Test
  void an_installed_plugin_is_updated_and_not_installed_again() throws Exception {
    desk.installer().install(PluginOrder.of(greeter("1.0.0")));

    PluginException again =
        refusal(() -> desk.installer().install(PluginOrder.of(greeter("2.0.0"))));
    PluginSnapshot updated = desk.installer().update("greeter", PluginOrder.of(greeter("2.0.0")));

    assertThat(again)
        .hasMessage("greeter 2.0.0 is installed already; update it, or remove it first");
    assertThat(updated.version()).isEqualTo("2.0.0");
    assertThat(running()).containsExactly("greeter 2.0.0");
    assertThat(greeting().getBundle().getVersion()).hasToString("2.0.0");
  }

  @Test
  void an_update_that_does_not_start_leaves_the_old_version_at_work() throws Exception {
    desk.installer().install(PluginOrder.of(some("1.0.0", Map.of())));
    Bundle before = container.ofPlugins().get(0);
    Path bad =
        known.sign(
            Jars.coded(
                temporary,
                Thrower.class,
                "2.0.0",
                Map.of(
                    "Bundle-Activator", Thrower.class.getName(), "Bundle-SymbolicName", "some")));

    PluginException refusal = refusal(() -> desk.installer().update("some", PluginOrder.of(bad)));

    assertThat(refusal.code()).isEqualTo(Code.START_FAILED);
    assertThat(container.ofPlugins()).containsExactly(before);
    assertThat(before.getState()).isEqualTo(Bundle.ACTIVE);
    assertThat(desk.installer().plugin("some").orElseThrow().version()).isEqualTo("1.0.0");
    restart();
    assertThat(running()).containsExactly("some 1.0.0");
  }

  @Test
  void an_update_that_cannot_be_remembered_leaves_the_old_version_at_work() throws Exception {
    desk.installer().install(PluginOrder.of(some("1.0.0", Map.of())));
    desk.close();
    FullDisk full = new FullDisk();
    desk = new Desk(container, temporary.resolve("data"), full, Desk.PATIENT);
    Bundle before = container.ofPlugins().get(0);
    assertThat(before.getState()).isEqualTo(Bundle.ACTIVE);
    full.full = true;

    PluginException refusal =
        refusal(() -> desk.installer().update("some", PluginOrder.of(some("2.0.0", Map.of()))));

    assertThat(refusal.code()).isEqualTo(Code.RECORD);
    assertThat(refusal).hasMessageContaining("cannot be written: no space is left");
    assertThat(container.ofPlugins()).containsExactly(before);
    assertThat(desk.installer().plugin("some").orElseThrow().version()).isEqualTo("1.0.0");
  }

  /** Bundles find room, and the record does not. */
  private static final class FullDisk implements Disk {
    private boolean full;

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
      if (full) {
        throw new IOException("no space is left");
      }
      REAL.write(file, bytes);
    }

    @Override
    public void copy(Path from, Path to) throws IOException {
      REAL.copy(from, to);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      REAL.rename(from, to);
    }

    @Override
    public void sync(Path directory) throws IOException {
      REAL.sync(directory);
    }

    @Override
    public void delete(Path file) throws IOException {
      REAL.delete(file);
    }
  }

  @Test
  void an_update_may_keep_a_bundle_as_it_is() throws Exception {
    Path same = Jars.bundle(temporary, "same", "1.0.0", Map.of());
    Path old = Jars.bundle(temporary, "other", "1.0.0", Map.of());
    Path next = Jars.bundle(temporary, "other", "2.0.0", Map.of());
    desk.installer()
        .install(
            PluginOrder.of(
                known.sign(Jars.archive(temporary, "pair", "1.0.0", Map.of(), same, old))));

    desk.installer()
        .update(
            "pair",
            PluginOrder.of(
                known.sign(Jars.archive(temporary, "pair", "2.0.0", Map.of(), same, next))));

    assertThat(running()).containsExactly("same 1.0.0", "other 2.0.0");
  }

  @Test
  void a_plugin_that_an_update_would_make_wait_for_itself_stays_as_it_was() throws Exception {
    Map<String, String> both =
        Map.of(
            "Quoin-Capabilities",
            "service;name=java.util.concurrent.Callable,service;name=java.util.function.Supplier");
    var registration =
        container.context().registerService(Callable.class, (Callable<String>) () -> "first", null);
    desk.installer()
        .install(PluginOrder.of(known.sign(Jars.coded(temporary, Left.class, "1.0.0", both))));
    desk.installer()
        .install(PluginOrder.of(known.sign(Jars.bundle(temporary, "right", "1.0.0", both))));
    registration.unregister();

    PluginException refusal =
        refusal(
            () ->
                desk.installer()
                    .update(
                        "right",
                        PluginOrder.of(
                            known.sign(Jars.coded(temporary, Right.class, "2.0.0", both)))));

    assertThat(refusal)
        .hasMessage(
            "right 2.0.0 has a component that waits for itself:"
                + " io.quoin.installer.plugins.right.Right, which waits for"
                + " io.quoin.installer.plugins.left.Left, which waits for"
                + " io.quoin.installer.plugins.right.Right; ask whoever made it");
    assertThat(running()).containsExactly("left 1.0.0", "right 1.0.0");
  }

  @Test
  void a_pinned_plugin_is_not_updated_until_another_range_is_allowed() throws Exception {
    desk.installer().install(PluginOrder.of(some("1.0.0", Map.of())));
    desk.installer().allow("some", "[1.0.0,1.0.0]");

    PluginException refusal =
        refusal(() -> desk.installer().update("some", PluginOrder.of(some("2.0.0", Map.of()))));
    desk.installer().allow("some", "[1,3)");
    PluginSnapshot updated =
        desk.installer().update("some", PluginOrder.of(some("2.0.0", Map.of())));

    assertThat(refusal)
        .hasMessage(
            "some 2.0.0 is not in the range [1.0.0,1.0.0]; allow another range, or name another"
                + " version");
    assertThat(updated.range()).isEqualTo("[1,3)");
    assertThat(refusal(() -> desk.installer().allow("some", "[1,2)")).code())
        .isEqualTo(Code.OUT_OF_RANGE);
  }

  @Test
  void an_update_of_somebody_else_is_refused() throws Exception {
    desk.installer().install(PluginOrder.of(some("1.0.0", Map.of())));
    Signer other = Signer.selfSigned(Signer.Claim.of("other"));
    desk.trust().trust(other.certificate(temporary));
    Path foreign = other.sign(Jars.bundle(temporary, "some", "2.0.0", Map.of()));
    Path unsigned = Jars.bundle(temporary, "some", "3.0.0", Map.of());

    assertThat(refusal(() -> desk.installer().update("some", PluginOrder.of(foreign))))
        .hasMessage(
            "some 2.0.0 is signed by CN=other, and the installed version by CN=known; if that is"
                + " meant to be, remove the installed version first");
    assertThat(
            refusal(
                () -> desk.installer().update("some", PluginOrder.of(unsigned).unsignedAllowed())))
        .hasMessageStartingWith("some 3.0.0 is signed by nobody");
  }

  @Test
  void an_update_that_declares_more_needs_to_be_allowed_to() throws Exception {
    desk.installer().install(PluginOrder.of(some("1.0.0", Map.of())));
    Path more = some("2.0.0", Map.of("Quoin-Capabilities", "sockets;reason=\"calls home\""));

    assertThat(refusal(() -> desk.installer().update("some", PluginOrder.of(more))))
        .hasMessage(
            "some 2.0.0 declares more than 1.0.0: sockets; if it may have that, allow the update to"
                + " declare more");
    assertThat(desk.installer().update("some", PluginOrder.of(more).growthAllowed()).capabilities())
        .extracting("reason")
        .containsExactly("calls home");
  }

  @Test
  void another_plugin_or_the_same_version_is_no_update() throws Exception {
    desk.installer().install(PluginOrder.of(some("1.0.0", Map.of())));

    assertThat(refusal(() -> desk.installer().update("some", PluginOrder.of(greeter("2.0.0")))))
        .hasMessage(
            "greeter 2.0.0 is another plugin than some; install it beside, or remove some first");
    assertThat(
            refusal(() -> desk.installer().update("some", PluginOrder.of(some("1.0.0", Map.of())))))
        .hasMessage(
            "some 1.0.0 is installed in this version; if it is meant to be another, raise its"
                + " version");
  }

  @Test
  void what_was_installed_runs_again_after_a_restart() throws Exception {
    PluginSnapshot before = desk.installer().install(PluginOrder.of(greeter("1.0.0")));

    restart();

    assertThat(desk.installer().plugins()).containsExactly(before);
    assertThat(greeting()).isNotNull();
  }

  @Test
  void a_disabled_plugin_stays_so_over_a_restart_until_it_is_enabled() throws Exception {
    desk.installer().install(PluginOrder.of(greeter("1.0.0")));

    PluginSnapshot disabled = desk.installer().disable("greeter");
    assertThat(disabled.state()).isEqualTo(PluginState.DISABLED);
    assertThat(running()).isEmpty();
    restart();
    assertThat(running()).isEmpty();
    assertThat(desk.installer().diagnose("greeter")).containsExactly("It is disabled");
    desk.installer().enable("greeter");
    restart();

    assertThat(running()).containsExactly("greeter 1.0.0");
  }

  @Test
  void a_disabled_plugin_is_updated_without_being_started() throws Exception {
    desk.installer().install(PluginOrder.of(greeter("1.0.0")));
    desk.installer().disable("greeter");

    PluginSnapshot updated = desk.installer().update("greeter", PluginOrder.of(greeter("2.0.0")));

    assertThat(updated.state()).isEqualTo(PluginState.DISABLED);
    assertThat(running()).isEmpty();
    desk.installer().enable("greeter");
    assertThat(running()).containsExactly("greeter 2.0.0");
  }

  @Test
  void a_removed_plugin_is_gone_and_stays_so() throws Exception {
    desk.installer().install(PluginOrder.of(greeter("1.0.0")));

    desk.installer().remove("greeter");
    restart();

    assertThat(desk.installer().plugins()).isEmpty();
    assertThat(running()).isEmpty();
    assertThat(refusal(() -> desk.installer().remove("greeter")))
        .hasMessage("'greeter' is no installed plugin; list the plugins to see what there is");
  }

  @Test
  void a_bundle_that_changed_on_the_disk_is_not_started() throws Exception {
    PluginSnapshot plugin = desk.installer().install(PluginOrder.of(greeter("1.0.0")));
    Path stored = temporary.resolve("data/bundles").resolve(plugin.bundles().get(0).digest());
    Files.writeString(stored, "something else");

    restart();

    PluginSnapshot failed = desk.installer().plugin("greeter").orElseThrow();
    assertThat(running()).isEmpty();
    assertThat(failed.state()).isEqualTo(PluginState.FAILED);
    assertThat(failed.reason())
        .isEqualTo(
            "greeter 1.0.0 has the bundle greeter that is no longer what was installed, in "
                + stored
                + "; remove it and install it again");
    assertThat(desk.installer().diagnose("greeter")).containsExactly(failed.reason());
  }

  @Test
  void a_record_that_cannot_be_read_is_left_alone_and_changes_are_refused() throws Exception {
    desk.installer().install(PluginOrder.of(greeter("1.0.0")));
    Path record = Files.writeString(temporary.resolve("data/plugins"), "d3:odd");

    restart();

    assertThat(desk.installer().plugins()).isEmpty();
    assertThat(refusal(() -> desk.installer().install(PluginOrder.of(greeter("1.0.0")))))
        .hasMessageStartingWith(record + " cannot be read: it is not bencoded")
        .hasMessageEndingWith(
            "; put a copy of it back, or delete it and install the plugins again");
    assertThat(record).hasContent("d3:odd");
    assertThat(temporary.resolve("data/bundles")).isNotEmptyDirectory();
  }

  @Test
  void a_plugin_that_does_not_fit_after_a_restart_says_why() throws Exception {
    Bundle neighbour =
        container.install(
            Jars.bundle(temporary, "neighbour", "1.0.0", Map.of("Export-Package", "com.other")));
    neighbour.start();
    Path plugin =
        some(
            "1.0.0",
            Map.of(
                "Import-Package", "com.other",
                "Quoin-Capabilities", "package;name=com.other"));
    desk.installer().install(PluginOrder.of(plugin));
    desk.close();
    container.losePlugins();
    neighbour.uninstall();
    container.losePlugins();
    desk = new Desk(container, temporary.resolve("data"));

    assertThat(desk.installer().plugin("some").orElseThrow().state()).isEqualTo(PluginState.FAILED);
    assertThat(desk.installer().diagnose("some"))
        .containsExactly(
            "It declares com.other, but there is no package com.other on this platform",
            "It needs the package com.other, which nothing here exports");
  }

  @Test
  void a_plugin_waits_for_a_service_that_has_gone_and_says_so() throws Exception {
    var registration =
        container.context().registerService(Callable.class, (Callable<String>) () -> "here", null);
    Path plugin =
        known.sign(
            Jars.coded(
                temporary,
                Client.class,
                "1.0.0",
                Map.of("Quoin-Capabilities", "service;name=java.util.concurrent.Callable")));
    PluginSnapshot installed = desk.installer().install(PluginOrder.of(plugin));

    registration.unregister();

    assertThat(installed.state()).isEqualTo(PluginState.RUNNING);
    assertThat(desk.installer().diagnose("client"))
        .containsExactly(
            "It has the component io.quoin.installer.plugins.client.Client that waits for the"
                + " service java.util.concurrent.Callable, which nobody provides");
  }

  @Test
  void a_plugin_finds_no_service_that_it_does_not_declare() throws Exception {
    container.context().registerService(Callable.class, (Callable<String>) () -> "secret", null);
    container.context().registerService(Supplier.class, (Supplier<String>) () -> "open", null);
    desk.installer()
        .install(
            PluginOrder.of(
                some(
                    "1.0.0",
                    Map.of("Quoin-Capabilities", "service;name=java.util.function.Supplier"))));
    Bundle plugin = container.ofPlugins().get(0);
    StringBuilder seen = new StringBuilder();
    plugin
        .getBundleContext()
        .addServiceListener(
            event ->
                seen.append(
                    Arrays.toString(
                        (Object[]) event.getServiceReference().getProperty("objectClass"))));

    container.context().registerService(Callable.class, (Callable<String>) () -> "another", null);
    container.context().registerService(Supplier.class, (Supplier<String>) () -> "too", null);

    assertThat(plugin.getBundleContext().getServiceReference(Callable.class)).isNull();
    assertThat(plugin.getBundleContext().getServiceReference(Supplier.class)).isNotNull();
    assertThat(seen).hasToString("[java.util.function.Supplier]");
  }

  @Test
  void what_a_plugin_exports_reaches_nobody_else() throws Exception {
    desk.installer()
        .install(PluginOrder.of(some("1.0.0", Map.of("Export-Package", "com.example"))));
    Bundle other =
        container.install(
            Jars.bundle(temporary, "other", "1.0.0", Map.of("Import-Package", "com.example")));
    Path second =
        known.sign(
            Jars.bundle(temporary, "second", "1.0.0", Map.of("Import-Package", "com.example")));

    assertThat(catchThrowableOfType(Exception.class, other::start)).isNotNull();
    assertThat(refusal(() -> desk.installer().install(PluginOrder.of(second))).code())
        .isEqualTo(Code.MISSING);
  }

  @Test
  void a_plugin_that_does_not_stop_is_forgotten_and_goes_when_it_comes_back() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    System.getProperties().put("quoin.deaf", latch);
    try {
      impatient();
      install(Deaf.class, "stop");

      PluginException refusal = refusal(() -> desk.installer().remove("deaf"));

      assertThat(refusal.code()).isEqualTo(Code.STUCK);
      assertThat(refusal)
          .hasMessageStartingWith("deaf 1.0.0 does not come back from its stop within 200 ms; it")
          .hasMessageContaining("io.quoin.installer.plugins.deaf.Deaf");
      assertThat(desk.installer().plugins()).isEmpty();
    } finally {
      latch.countDown();
      awaitGone();
      System.getProperties().remove("quoin.deaf");
    }
  }

  @Test
  void a_plugin_that_ignores_everything_in_its_start_goes_when_it_comes_back() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    System.getProperties().put("quoin.deaf", latch);
    try {
      impatient();

      PluginException refusal = refusal(() -> install(Deaf.class, "start"));

      assertThat(refusal.code()).isEqualTo(Code.START_BLOCKED);
      assertThat(refusal.getMessage()).contains("its thread does not end either");
      assertThat(desk.installer().plugins()).isEmpty();
    } finally {
      latch.countDown();
      awaitGone();
      System.getProperties().remove("quoin.deaf");
    }
  }

  private void impatient() throws IOException {
    desk.close();
    desk =
        new Desk(
            container,
            temporary.resolve("data"),
            Disk.REAL,
            new Patience(
                Duration.ofMillis(200),
                Duration.ZERO,
                Duration.ofMillis(200),
                Duration.ofMillis(200)));
  }

  private void install(Class<?> activator, String blocksIn) throws Exception {
    desk.installer()
        .install(
            PluginOrder.of(
                known.sign(
                    Jars.coded(
                        temporary,
                        activator,
                        "1.0.0",
                        Map.of("Bundle-Activator", activator.getName(), "Blocks-In", blocksIn)))));
  }

  private void awaitGone() {
    await().atMost(Duration.ofSeconds(30)).until(() -> container.ofPlugins().isEmpty());
  }
}
