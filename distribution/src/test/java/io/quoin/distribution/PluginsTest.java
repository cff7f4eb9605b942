package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginFault;
import io.quoin.api.plugin.PluginFaults;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.PluginOrigin;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.PluginState;
import io.quoin.api.plugin.PluginTrust;
import io.quoin.api.plugin.Plugins;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.torrent.TorrentId;
import io.quoin.distribution.thrower.ThrowingSource;
import io.quoin.metainfo.Magnet;
import io.quoin.platform.InstalledBundle;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformBuilder;
import io.quoin.platform.PlatformException;
import io.quoin.platform.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
  private static final String TRACKER = "io.quoin.examples.tracker";

  /** Calls that throw within a minute, before a plugin is quarantined; some more. */
  private static final int THROWN = 40;

  private static final String BTT = "incentive-btt";
  private static final String BTT_BUNDLE = "io.quoin.incentive.btt";

  @TempDir Path temporary;

  private PlatformBuilder platform(Leftovers leftovers) {
    return Platform.builder()
        .bundles(Assembly.BUNDLES)
        .data(temporary.resolve("data"))
        .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")))
        .configure("io.quoin.installer", Map.of("watch.millis", 0))
        .framework(leftovers.watching(new FrameworkFactory()));
  }

  private Platform started(Leftovers leftovers) throws Exception {
    return platform(leftovers).profile(Profile.STANDARD).start();
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

  @Test
  void what_is_dropped_into_the_deploy_folder_is_checked_installed_and_removed_with_its_file()
      throws Exception {
    Author author = Author.in(temporary);
    Path deploy = Files.createDirectory(temporary.resolve("deploy"));
    Path unsigned = Assembly.plugin(TRACKER);
    try (Platform platform =
        platform(new Leftovers()).profile(Profile.STANDARD).deploy(deploy).start()) {
      Plugins plugins = platform.service(Plugins.class, SOON);
      platform.service(PluginTrust.class, SOON).trust(author.certificate());

      Files.copy(unsigned, deploy.resolve("unsigned.jar"));
      Path dropped = deploy.resolve("dropped.jar");
      Files.copy(author.sign(Assembly.plugin(RATIO)), dropped);
      await().atMost(SOON).until(() -> plugins.plugin(RATIO).isPresent());
      Files.delete(dropped);
      await().atMost(SOON).until(() -> plugins.plugin(RATIO).isEmpty());

      assertThat(names(platform)).doesNotContain(RATIO, TRACKER);
      assertThat(plugins.plugins()).isEmpty();
    }
  }

  @Test
  void what_is_removed_stays_so_while_it_lies_in_the_deploy_folder() throws Exception {
    Author author = Author.in(temporary);
    Path deploy = Files.createDirectory(temporary.resolve("deploy"));
    Path jar = deploy.resolve("dropped.jar");
    Files.copy(author.sign(Assembly.plugin(RATIO)), jar);
    Path next = author.sign(author.version(Assembly.plugin(RATIO), "99.0.0"));

    try (Platform platform = deploying(deploy)) {
      Plugins plugins = platform.service(Plugins.class, SOON);
      platform.service(PluginTrust.class, SOON).trust(author.certificate());
      Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
      await().atMost(SOON).until(() -> plugins.plugin(RATIO).isPresent());
      assertThat(plugins.plugin(RATIO).orElseThrow().origin()).isEqualTo(PluginOrigin.DEPLOYED);
      plugins.remove(RATIO);
    }
    try (Platform platform = deploying(deploy)) {
      Plugins plugins = platform.service(Plugins.class, SOON);
      Files.copy(author.sign(Assembly.plugin(TRACKER)), deploy.resolve("later.jar"));
      await().atMost(SOON).until(() -> plugins.plugin(TRACKER).isPresent());
      assertThat(plugins.plugin(RATIO)).isEmpty();

      Files.copy(next, jar, StandardCopyOption.REPLACE_EXISTING);

      await().atMost(SOON).until(() -> plugins.plugin(RATIO).isPresent());
      assertThat(plugins.plugin(RATIO).orElseThrow().version()).isEqualTo("99.0.0");
    }
  }

  private Platform deploying(Path folder) throws Exception {
    return platform(new Leftovers()).profile(Profile.STANDARD).deploy(folder).start();
  }

  @Test
  void a_peer_source_that_throws_for_every_torrent_is_quarantined_and_the_torrents_go_on()
      throws Exception {
    String thrower = ThrowingSource.class.getPackageName();
    try (Platform platform = started(new Leftovers())) {
      Plugins plugins = platform.service(Plugins.class, SOON);
      Session session = platform.service(Session.class, SOON);
      plugins.install(PluginOrder.of(TestBundle.throwing(temporary)).unsignedAllowed());

      List<TorrentId> ids = new ArrayList<>();
      for (int i = 0; i < THROWN; i++) {
        Magnet magnet = Magnet.parse("magnet:?xt=urn:btih:" + String.format("%040x", i + 1));
        ids.add(session.add(AddTorrent.of(magnet, temporary)));
      }
      await().atMost(SOON).until(() -> state(plugins, thrower) == PluginState.QUARANTINED);

      assertThat(plugins.plugin(thrower).orElseThrow().reason())
          .startsWith("It threw java.lang.IllegalStateException: on purpose as the peer source");
      await().atMost(SOON).until(() -> !names(platform).contains(thrower));
      assertThat(session.torrents()).hasSize(THROWN);
      assertThat(session.listening()).hasSize(1);
      for (TorrentId id : ids) {
        session.remove(id, Session.Removal.KEEP_DATA).toCompletableFuture().join();
      }
    }
  }

  // --- the incentive that comes along ---

  /** Opted in to tokens, and with a configuration for an incentive that is not there yet. */
  private Platform trading(Leftovers leftovers) throws Exception {
    Path etc = Files.createDirectories(temporary.resolve("etc"));
    Files.writeString(
        etc.resolve(RATIO + ".cfg.json"),
        "{ \".secret\": \"sixteen or more of them\", \"member\": \"tester\" }");
    return platform(leftovers)
        .profile(Profile.FULL)
        .etc(etc)
        .configure(BTT_BUNDLE, Map.of("earn", true, "spend", true))
        .start();
  }

  private static void awaitIncentive(Platform platform, String ofPackage) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        platform.service(IncentiveProvider.class, SOON).getClass().getPackageName())
                    .isEqualTo(ofPackage));
  }

  private static PluginState state(Plugins plugins, String id) {
    return plugins.plugin(id).orElseThrow().state();
  }

  @Test
  void a_third_partys_incentive_replaces_the_one_that_comes_along_until_that_is_enabled_again()
      throws Exception {
    Leftovers leftovers = new Leftovers();
    Author author = Author.in(temporary);

    replaceIn(leftovers, author);
    findReplacedAndUndoIn(leftovers);

    leftovers.assertNone(SOON);
  }

  private void replaceIn(Leftovers leftovers, Author author) throws Exception {
    try (Platform platform = trading(leftovers)) {
      Plugins plugins = platform.service(Plugins.class, SOON);
      assertThat(plugins.plugin(BTT).orElseThrow().origin()).isEqualTo(PluginOrigin.PLATFORM);
      assertThat(names(platform)).contains(BTT_BUNDLE);
      awaitIncentive(platform, BTT_BUNDLE);
      platform.service(PluginTrust.class, SOON).trust(author.certificate());

      plugins.install(PluginOrder.of(author.sign(Assembly.plugin(RATIO))));
      plugins.disable(BTT);

      awaitIncentive(platform, RATIO);
      assertThat(names(platform)).doesNotContain(BTT_BUNDLE);
      assertThat(temporary.resolve("data").resolve(RATIO)).isDirectory();
      leftovers.watchBundles();
    }
  }

  private void findReplacedAndUndoIn(Leftovers leftovers) throws Exception {
    try (Platform platform = trading(leftovers)) {
      Plugins plugins = platform.service(Plugins.class, SOON);
      assertThat(state(plugins, BTT)).isEqualTo(PluginState.DISABLED);
      assertThat(names(platform)).doesNotContain(BTT_BUNDLE);
      awaitIncentive(platform, RATIO);

      plugins.enable(BTT);

      awaitIncentive(platform, BTT_BUNDLE);
      leftovers.watchBundles();
    }
  }

  @Test
  void the_incentive_that_comes_along_is_updated_removed_taken_in_again_and_quarantined()
      throws Exception {
    Leftovers leftovers = new Leftovers();
    Author author = Author.in(temporary);

    updateIn(leftovers, author);
    findUpdatedAndRemoveIn(leftovers);
    takeInAgainIn(leftovers);

    leftovers.assertNone(SOON);
  }

  private void updateIn(Leftovers leftovers, Author author) throws Exception {
    Path shipped = Assembly.jars(Assembly.BUNDLES, BTT_BUNDLE + "-*.jar").get(0);
    Path next = author.sign(author.version(shipped, "99.0.0"));
    try (Platform platform = trading(leftovers)) {
      Plugins plugins = platform.service(Plugins.class, SOON);
      platform.service(PluginTrust.class, SOON).trust(author.certificate());

      PluginSnapshot updated = plugins.update(BTT, PluginOrder.of(next));

      assertThat(updated.origin()).isEqualTo(PluginOrigin.REPLACED);
      assertThat(versions(platform)).containsExactly("99.0.0");
      awaitIncentive(platform, BTT_BUNDLE);
      leftovers.watchBundles();
    }
  }

  /** What the engine does when a call of the incentive does not return. */
  private static void quarantine(Platform platform) throws Exception {
    platform
        .service(PluginFaults.class, SOON)
        .report(
            platform.service(IncentiveProvider.class, SOON),
            PluginFault.BLOCKED,
            "does not return from a call");
  }

  private static List<String> versions(Platform platform) throws Exception {
    return platform.bundles().stream()
        .filter(bundle -> bundle.name().equals(BTT_BUNDLE))
        .map(InstalledBundle::version)
        .toList();
  }

  private void findUpdatedAndRemoveIn(Leftovers leftovers) throws Exception {
    try (Platform platform = trading(leftovers)) {
      Plugins plugins = platform.service(Plugins.class, SOON);
      assertThat(versions(platform)).containsExactly("99.0.0");
      leftovers.watchBundles();

      plugins.remove(BTT);

      assertThat(versions(platform)).isEmpty();
    }
  }

  private void takeInAgainIn(Leftovers leftovers) throws Exception {
    try (Platform platform = trading(leftovers)) {
      Plugins plugins = platform.service(Plugins.class, SOON);
      assertThat(plugins.plugins()).isEmpty();
      assertThat(versions(platform)).isEmpty();

      PluginSnapshot back = plugins.install(PluginOrder.ofPlatform(BTT));

      assertThat(back.origin()).isEqualTo(PluginOrigin.PLATFORM);
      assertThat(versions(platform)).hasSize(1).doesNotContain("99.0.0");
      awaitIncentive(platform, BTT_BUNDLE);
      leftovers.watchBundles();
      quarantine(platform);
      await().atMost(SOON).until(() -> versions(platform).isEmpty());
      assertThat(state(plugins, BTT)).isEqualTo(PluginState.QUARANTINED);
      assertThat(plugins.diagnose(BTT)).contains("It does not return from a call");
    }
  }

  @Test
  void a_key_that_a_newer_version_brought_is_taken_by_that_and_refused_by_the_older_one()
      throws Exception {
    Author author = Author.in(temporary);
    Path shipped = Assembly.jars(Assembly.BUNDLES, BTT_BUNDLE + "-*.jar").get(0);
    Path next = author.sign(author.version(shipped, "99.0.0", "curfew"));
    Path file = Files.createDirectories(temporary.resolve("etc")).resolve(BTT_BUNDLE + ".cfg.json");
    try (Platform platform = configured()) {
      platform.service(PluginTrust.class, SOON).trust(author.certificate());
      platform.service(Plugins.class, SOON).update(BTT, PluginOrder.of(next));
    }
    Files.writeString(file, "{ \"earn\": true, \"spend\": true, \"curfew\": 3 }");

    try (Platform platform = configured()) {
      assertThat(versions(platform)).containsExactly("99.0.0");
      awaitIncentive(platform, BTT_BUNDLE);
      platform.service(Plugins.class, SOON).disable(BTT);
    }
    try (Platform platform = configured()) {
      assertThat(versions(platform)).isEmpty();
      platform.service(Plugins.class, SOON).enable(BTT);
      awaitIncentive(platform, BTT_BUNDLE);
      platform.service(Plugins.class, SOON).update(BTT, PluginOrder.ofPlatform(BTT));
    }

    assertThatThrownBy(this::configured)
        .isInstanceOf(PlatformException.class)
        .hasMessageStartingWith(file + ": there is no key 'curfew'; known are ");
  }

  private Platform configured() throws Exception {
    return platform(new Leftovers()).profile(Profile.FULL).etc(temporary.resolve("etc")).start();
  }
}
