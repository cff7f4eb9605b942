package io.quoin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.net.Fetcher;
import io.quoin.api.peers.PeerSource;
import io.quoin.platform.greeter.Greeter;
import io.quoin.platform.waiter.Waiter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {

  private static final String GREETER = "io.quoin.platform.greeter";
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path temporary;

  @Test
  void a_service_of_a_bundle_reaches_the_host_as_the_api_type() throws Exception {
    Path bundles = TestBundles.folder(temporary);
    TestBundles.bundle(bundles, Greeter.class);

    try (Platform platform = Platform.builder().bundles(bundles).start()) {
      assertThat(platform.service(PeerSource.class, SOON)).hasToString("hello ");
    }
  }

  @Test
  void a_missing_service_is_refused_with_what_it_waits_for() throws Exception {
    Path bundles = TestBundles.folder(temporary);
    TestBundles.bundle(bundles, Greeter.class);
    TestBundles.bundle(bundles, Waiter.class);

    try (Platform platform = Platform.builder().bundles(bundles).start()) {
      assertThatThrownBy(() -> platform.service(Supplier.class, Duration.ofMillis(50)))
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(PlatformException.Code.NO_SERVICE))
          .hasMessageContaining(
              "io.quoin.platform.waiter.Waiter waits for io.quoin.api.net.Fetcher")
          .hasMessageContaining("no started bundle provides io.quoin.api.net.Fetcher");
    }
  }

  @Test
  void a_service_that_the_host_lends_is_preferred_to_one_of_a_bundle() throws Exception {
    Path bundles = TestBundles.folder(temporary);
    TestBundles.bundle(bundles, Greeter.class);
    TestBundles.bundle(bundles, Waiter.class);

    try (Platform owner = Platform.builder().bundles(bundles).start()) {
      PeerSource shared = owner.service(PeerSource.class, SOON);
      try (Platform borrower =
          Platform.builder()
              .bundles(bundles)
              .service(PeerSource.class, shared)
              .service(Fetcher.class, request -> CompletableFuture.completedStage(null))
              .start()) {
        assertThat(borrower.service(PeerSource.class, SOON)).isSameAs(shared);
        assertThat(borrower.service(Supplier.class, SOON)).isNotNull();
      }
    }
  }

  @Test
  void a_folder_without_bundles_is_refused() {
    assertThatThrownBy(() -> Platform.builder().bundles(temporary).start())
        .hasMessageContaining("there is no bundle in " + temporary);
  }

  @Test
  void a_bundle_that_is_left_out_is_not_there() throws Exception {
    Path bundles = TestBundles.folder(temporary);
    TestBundles.bundle(bundles, Greeter.class);

    try (Platform platform =
        Platform.builder().bundles(bundles).without("io.quoin.platform.greeter").start()) {
      assertThat(platform.bundles())
          .extracting(InstalledBundle::name)
          .isNotEmpty()
          .doesNotContain("io.quoin.platform.greeter");
    }
  }

  @Test
  void two_versions_of_one_bundle_are_refused() throws Exception {
    Path bundles = TestBundles.folder(temporary);
    Path one = TestBundles.bundle(bundles, Greeter.class, "1.0.0");
    Path two = TestBundles.bundle(bundles, Greeter.class, "2.0.0");

    assertThatThrownBy(() -> Platform.builder().bundles(bundles).start())
        .hasMessageContaining(one.toString())
        .hasMessageContaining(two.toString());
  }

  @Test
  void what_the_host_configures_reaches_the_component() throws Exception {
    Path bundles = TestBundles.folder(temporary);
    TestBundles.bundle(bundles, Greeter.class);

    try (Platform platform =
        Platform.builder()
            .bundles(bundles)
            .configure(
                "io.quoin.platform.greeter",
                Map.of("greeting", "hi", "times", 2, "names", List.of("a", "b")))
            .start()) {
      assertThat(platform.service(PeerSource.class, SOON)).hasToString("hi hi a+b");
    }
  }

  @Test
  void a_component_with_state_is_given_a_folder_in_the_data_directory() throws Exception {
    Path bundles = TestBundles.folder(temporary);
    TestBundles.bundle(bundles, Greeter.class);
    Path data = temporary.resolve("data");

    try (Platform platform = Platform.builder().bundles(bundles).data(data).start()) {
      assertThat(platform.service(PeerSource.class, SOON))
          .hasToString("hello " + data.resolve(GREETER));
    }
    assertThat(data.resolve(GREETER)).isDirectory();
  }

  @Test
  void a_bundle_comes_and_goes_while_the_platform_runs() throws Exception {
    Path bundles = TestBundles.folder(temporary);
    Path greeter = TestBundles.bundle(temporary, Greeter.class);

    try (Platform platform = Platform.builder().bundles(bundles).start()) {
      platform.installBundle(greeter);
      String name = platform.service(PeerSource.class, SOON).toString();
      platform.uninstallBundle("io.quoin.platform.greeter");

      assertThat(name).isEqualTo("hello ");
      assertThat(platform.bundles())
          .extracting(InstalledBundle::name)
          .doesNotContain("io.quoin.platform.greeter");
    }
  }

  @Test
  void a_data_directory_has_one_platform() throws Exception {
    Path bundles = TestBundles.folder(temporary);
    Path data = temporary.resolve("data");

    try (Platform first = Platform.builder().bundles(bundles).data(data).start()) {
      assertThat(first.bundles()).isNotEmpty();
      assertThatThrownBy(() -> Platform.builder().bundles(bundles).data(data).start())
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(PlatformException.Code.DATA_IN_USE));
    }
    assertThat(Files.exists(data.resolve("cache"))).isFalse();
  }

  @Test
  void a_base_bundle_that_cannot_be_resolved_fails_the_start_and_leaves_nothing() throws Exception {
    Path bundles = TestBundles.folder(temporary);
    Path data = temporary.resolve("data");
    Files.move(
        TestBundles.needing(bundles, Greeter.class, "no.such.thing"),
        bundles.resolve("io.quoin.session-1.jar"));

    assertThatThrownBy(() -> Platform.builder().bundles(bundles).data(data).start())
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(PlatformException.Code.BUNDLE_FAILED))
        .hasMessageContaining("io.quoin.session-1.jar")
        .hasMessageContaining("no.such.thing");
    assertThat(data.resolve("cache")).doesNotExist();
  }

  @Test
  void a_plugin_that_cannot_be_resolved_leaves_the_others_running() throws Exception {
    Path bundles = TestBundles.folder(temporary);
    TestBundles.bundle(bundles, Greeter.class);
    TestBundles.needing(bundles, Waiter.class, "no.such.thing");

    try (Platform platform = Platform.builder().bundles(bundles).start()) {
      assertThat(platform.service(PeerSource.class, SOON)).hasToString("hello ");
    }
  }

  @Test
  void a_smaller_profile_leaves_bundles_out() throws Exception {
    Path bundles = TestBundles.folder(temporary);
    Files.move(
        TestBundles.bundle(bundles, Greeter.class), bundles.resolve("io.quoin.control-1.jar"));

    try (Platform minimal = Platform.builder().bundles(bundles).profile(Profile.MINIMAL).start();
        Platform standard = Platform.builder().bundles(bundles).profile(Profile.STANDARD).start()) {
      assertThat(names(minimal)).doesNotContain(GREETER);
      assertThat(names(standard)).contains(GREETER);
    }
  }

  @Test
  void for_moving_tokens_neither_torrents_nor_plugins_are_started() throws Exception {
    for (String other : List.of("io.quoin.session", "a.plugin")) {
      Path bundles = TestBundles.folder(Files.createDirectory(temporary.resolve(other)));
      Files.move(TestBundles.bundle(bundles, Greeter.class), bundles.resolve(other + "-1.jar"));

      try (Platform tokens = Platform.builder().bundles(bundles).profile(Profile.TOKENS).start()) {
        assertThat(names(tokens)).doesNotContain(GREETER);
      }
    }
    Path bundles = TestBundles.folder(Files.createDirectory(temporary.resolve("ledger")));
    Files.move(
        TestBundles.bundle(bundles, Greeter.class), bundles.resolve("io.quoin.ledger.own-1.jar"));

    try (Platform tokens = Platform.builder().bundles(bundles).profile(Profile.TOKENS).start()) {
      assertThat(names(tokens)).contains(GREETER);
    }
  }

  @Test
  void a_deploy_folder_is_not_followed_where_nobody_checks_what_is_dropped_there()
      throws Exception {
    Path bundles = TestBundles.folder(temporary);
    Path deploy = Files.createDirectory(temporary.resolve("deploy"));

    assertThatThrownBy(() -> Platform.builder().bundles(bundles).deploy(deploy).start())
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            "the folder "
                + deploy
                + " cannot be followed without io.quoin.installer, which checks what is dropped"
                + " there; take a profile that has it");
  }

  @Test
  void a_stopped_bundle_is_away_until_it_is_started() throws Exception {
    Path bundles = TestBundles.folder(temporary);
    TestBundles.bundle(bundles, Greeter.class);

    try (Platform platform = Platform.builder().bundles(bundles).start()) {
      platform.stopBundle(GREETER);
      assertThatThrownBy(() -> platform.service(PeerSource.class, Duration.ofMillis(50)))
          .isInstanceOf(PlatformException.class);
      platform.startBundle(GREETER);
      assertThat(platform.service(PeerSource.class, SOON)).hasToString("hello ");
    }
  }

  @Test
  void a_closed_platform_refuses_and_closes_again_without_complaint() throws Exception {
    Platform platform = Platform.builder().bundles(TestBundles.folder(temporary)).start();

    platform.close();
    platform.close();

    assertThatThrownBy(() -> platform.service(PeerSource.class, SOON))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(PlatformException.Code.CLOSED));
  }

  @Test
  void an_unknown_configuration_of_the_host_is_refused() throws Exception {
    Path bundles = TestBundles.folder(temporary);

    assertThatThrownBy(
            () -> Platform.builder().bundles(bundles).configure("no.such.pid", Map.of()).start())
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(PlatformException.Code.BAD_CONFIGURATION));
  }

  @Test
  void an_interrupt_neither_disturbs_start_and_stop_nor_gets_lost() throws Exception {
    Path bundles = TestBundles.folder(temporary);

    Thread.currentThread().interrupt();
    Platform platform = Platform.builder().bundles(bundles).start();
    List<String> running = names(platform);
    platform.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(running).contains("org.apache.felix.scr");
  }

  private static List<String> names(Platform platform) throws PlatformException {
    return platform.bundles().stream().map(InstalledBundle::name).toList();
  }
}
