package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.Plugins;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.Metainfo;
import io.quoin.platform.Platform;
import io.quoin.tck.IncentiveContract;
import java.io.File;
import java.io.InputStream;
import java.io.StringReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The plugins of {@code docs/plugin-authors.md} are built as shown, and work. */
@Tag("in-container")
class PluginAuthorsDocumentTest {

  private static final int BYTES = 1_000_001;

  /** However busy the machine is. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Bytes a second: it takes longer than to say who is a friend. */
  private static final long SLOWLY = 128 << 10;

  private static final String CAPABILITIES =
      "\nQuoin-Capabilities: service;name=io.quoin.api.control.ControlEndpoint,"
          + "service;name=io.quoin.api.metrics.MetricSource,"
          + "service;name=io.quoin.api.health.HealthCheck\n";

  @TempDir private Path temporary;

  @Test
  void the_plugin_finds_the_peer_that_it_knows() throws Exception {
    Document document = Document.named("plugin-authors.md");
    Path classes = new SourceFile(document.blocks("java").get(0)).compile(temporary);
    Path plugin = bundle(classes, document.blocks("properties").get(0));
    Path seed = Files.createDirectory(temporary.resolve("seed"));
    Path downloads = temporary.resolve("downloads");

    try (Seeder seeder = new Seeder(seed, BYTES);
        Platform platform =
            Platform.builder()
                .bundles(Assembly.BUNDLES)
                .bundle(plugin)
                .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")))
                .configure("com.example.peers", Map.of("port", seeder.port()))
                .start()) {
      Session session = platform.service(Session.class, Duration.ofSeconds(10));
      TorrentId id =
          session.add(
              AddTorrent.of(Metainfo.parse(Files.readAllBytes(seeder.torrent())), downloads));
      session.completion(id).toCompletableFuture().get(60, TimeUnit.SECONDS);

      assertThat(Files.mismatch(seeder.file(), downloads.resolve("payload.bin"))).isEqualTo(-1);
    }
  }

  @Test
  void the_incentive_serves_its_friend_alone() throws Exception {
    Document document = Document.named("plugin-authors.md");
    Path classes = new SourceFile(document.blocks("java").get(1)).compile(temporary);
    Path plugin =
        bundle(
            classes,
            document
                .blocks("properties")
                .get(0)
                .replace("com.example.peers", "com.example.friends"));
    Path seed = Files.createDirectory(temporary.resolve("seed"));
    Path etc = Files.createDirectory(temporary.resolve("etc"));
    Path friends = etc.resolve("com.example.friends.cfg.json");
    Files.writeString(friends, "{ \"friend\": \"192.0.2.1\" }");

    try (Seeder seeder = new Seeder(seed, BYTES, builder -> builder.bundle(plugin).etc(etc));
        Platform client =
            Platform.builder()
                .bundles(Assembly.BUNDLES)
                .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")))
                .start()) {
      Session serving = seeder.session();
      Session fetching = client.service(Session.class, Duration.ofSeconds(10));
      serving.limit(Limits.DEFAULT.withRates(Limits.UNLIMITED, SLOWLY));
      TorrentId id =
          fetching.add(
              AddTorrent.of(
                      Metainfo.parse(Files.readAllBytes(seeder.torrent())),
                      temporary.resolve("copy"))
                  .withPeers(serving.listening()));
      await()
          .atMost(PATIENCE)
          .during(Duration.ofSeconds(1))
          .until(() -> serving.peers(id).stream().anyMatch(p -> p.peerInterested() && p.choked()));
      Files.writeString(friends, "{ \"friend\": \"127.0.0.1\" }");

      fetching.completion(id).toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(temporary.resolve("copy/payload.bin")).hasSameBinaryContentAs(seeder.file());
    }
  }

  @Test
  void the_contract_holds_for_the_incentive() throws Exception {
    List<String> shown = Document.named("plugin-authors.md").blocks("java");
    Path classes = new SourceFile(shown.get(1)).compile(temporary);
    SourceFile contract =
        new SourceFile(
            shown.stream().filter(s -> s.contains("extends IncentiveContract")).findAny().get());
    contract.compile(temporary);

    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, IncentiveContract.class.getClassLoader())) {
      EngineExecutionResults results =
          EngineTestKit.engine("junit-jupiter")
              .selectors(selectClass(loader.loadClass(contract.type())))
              .execute();

      assertThat(results.testEvents().succeeded().count()).isGreaterThan(5);
      assertThat(results.allEvents().failed().list()).isEmpty();
    }
  }

  @Test
  void the_greeter_adds_a_command_a_route_a_number_and_a_check() throws Exception {
    Document document = Document.named("plugin-authors.md");
    Path classes = new SourceFile(document.blocks("java").get(2)).compile(temporary);
    String instructions =
        document
            .blocks("properties")
            .get(0)
            .replace("com.example.peers", "com.example.greeter")
            .replace("io.quoin.api.peers", "io.quoin.api.control")
            .concat(CAPABILITIES);
    Path data = temporary.resolve("data");

    try (Platform platform =
        Platform.builder()
            .bundles(Assembly.BUNDLES)
            .data(data)
            .configure("io.quoin.protocol.net", Map.of("listen", List.of()))
            .configure("io.quoin.installer", Map.of("watch.millis", 0))
            .configure("io.quoin.shell", Map.of("port", 0))
            .configure("io.quoin.control", Map.of("port", 0))
            .start()) {
      Plugins plugins = platform.service(Plugins.class, PATIENCE);
      PluginSnapshot greeter =
          plugins.install(PluginOrder.of(bundle(classes, instructions)).unsignedAllowed());
      String address = Files.readString(data.resolve("io.quoin.control/address")).strip();

      assertThat(get(address + "plugins/greet/ann")).isEqualTo("200 hello ann");
      assertThat(
              Script.run(PATIENCE, "shell", "--data", data.toString(), "greet:hello", "ben").out())
          .isEqualTo("hello ben\n");
      assertThat(get(address + "metrics")).contains("\nquoin_greeter_greetings_total 2.0\n");
      assertThat(get(address + "health")).contains("the voice holds");

      plugins.remove(greeter.id());
      assertThat(get(address + "plugins/greet/ann")).startsWith("404 ");
      assertThat(get(address + "metrics")).doesNotContain("greeter");
      assertThat(get(address + "health")).doesNotContain("voice");
    }
  }

  private static String get(String address) throws Exception {
    HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    int status = connection.getResponseCode();
    try (InputStream body =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return status + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      connection.disconnect();
    }
  }

  private Path bundle(Path classes, String instructions) throws Exception {
    Properties properties = new Properties();
    properties.load(new StringReader(instructions));
    Path file = temporary.resolve("plugin.jar");
    try (Builder builder = new Builder()) {
      builder.addClasspath(new File(classes.toString()));
      for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        if (each.endsWith(".jar")) {
          builder.addClasspath(new File(each));
        }
      }
      builder.setProperties(properties);
      try (Jar jar = builder.build()) {
        assertThat(builder.getErrors()).isEmpty();
        jar.write(file.toFile());
      }
    }
    return file;
  }
}
