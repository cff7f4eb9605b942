package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.Plugins;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.CreatedTorrent;
import io.quoin.metainfo.TorrentBuilder;
import io.quoin.platform.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The example that notifies, installed in the assembled platform. */
@Tag("in-container")
@Isolated("its threads are waited for")
class WebhookTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String WEBHOOK = "io.quoin.examples.webhook";
  private static final String WORKER = "quoin-webhook";

  @TempDir Path temporary;
  private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();
  private HttpServer server;

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/done",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          posted.add(new String(body, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server.getAddress().getPort();
  }

  private AddTorrent film() throws Exception {
    Path file = Files.writeString(temporary.resolve("film.txt"), "once upon a time");
    CreatedTorrent made =
        TorrentBuilder.singleFile(
                TorrentBuilder.Kind.V1, "film.txt", Files.size(file), () -> FileChannel.open(file))
            .build((done, total) -> {});
    return AddTorrent.of(made.metainfo(), temporary);
  }

  @Test
  void a_receiver_is_told_of_a_torrent_that_completes_until_the_plugin_is_removed()
      throws Exception {
    Path etc = Files.createDirectory(temporary.resolve("etc"));
    Files.writeString(
        etc.resolve(WEBHOOK + ".cfg.json"),
        "{ \"url\": \"http://127.0.0.1:" + listen() + "/done\" }");
    try (Platform platform =
        Platform.builder()
            .bundles(Assembly.BUNDLES)
            .data(temporary.resolve("data"))
            .etc(etc)
            .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")))
            .configure("io.quoin.installer", Map.of("watch.millis", 0))
            .start()) {
      Plugins plugins = platform.service(Plugins.class, SOON);
      Session session = platform.service(Session.class, SOON);
      plugins.install(PluginOrder.of(Assembly.plugin(WEBHOOK)).unsignedAllowed());
      await().atMost(SOON).until(() -> named(WORKER::equals) > 0);

      TorrentId film = session.add(film());

      assertThat(posted.poll(SOON.toSeconds(), TimeUnit.SECONDS))
          .contains("\"torrent\":\"" + film + '"', "\"name\":\"film.txt\"", "\"bytes\":16");
      plugins.remove(WEBHOOK);
      assertThat(named(WORKER::equals)).isZero();
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              System.gc(); // before Java 21 an HTTP client ends when nobody has it
              assertThat(named(name -> name.startsWith(WORKER))).isZero();
              assertThat(named(name -> name.startsWith("HttpClient-"))).isZero();
            });
  }

  private static long named(Predicate<String> name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> name.test(thread.getName()) && thread.isAlive())
        .count();
  }
}
