package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.peers.PeerFilter;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.Plugins;
import io.quoin.api.session.Session;
import io.quoin.platform.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that filters peers, installed in the assembled platform. */
@Tag("in-container")
class BlockListTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String BLOCK_LIST = "io.quoin.examples.blocklist";

  @TempDir Path temporary;

  @Test
  void who_is_on_the_list_is_shut_out_until_the_plugin_is_removed() throws Exception {
    Path etc = Files.createDirectory(temporary.resolve("etc"));
    Path list = Files.writeString(temporary.resolve("list.txt"), "127.0.0.0/8\n");
    Files.writeString(etc.resolve(BLOCK_LIST + ".cfg.json"), "{ \"file\": \"" + list + "\" }");
    try (Platform platform =
        Platform.builder()
            .bundles(Assembly.BUNDLES)
            .data(temporary.resolve("data"))
            .etc(etc)
            .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")))
            .configure("io.quoin.installer", Map.of("watch.millis", 0))
            .start()) {
      Plugins plugins = platform.service(Plugins.class, SOON);
      InetSocketAddress engine = platform.service(Session.class, SOON).listening().get(0);
      assertThat(isShutOut(engine)).isFalse();

      plugins.install(PluginOrder.of(Assembly.plugin(BLOCK_LIST)).unsignedAllowed());
      PeerFilter filter = platform.service(PeerFilter.class, SOON);
      await().atMost(SOON).until(() -> filter.refuses(InetAddress.getLoopbackAddress()));

      assertThat(isShutOut(engine)).isTrue();
      plugins.remove(BLOCK_LIST);
      assertThat(isShutOut(engine)).isFalse();
    }
  }

  /** Whether a connection ends before anything is said; others may take their time to say it. */
  private static boolean isShutOut(InetSocketAddress engine) throws IOException {
    try (Socket socket = new Socket(engine.getAddress(), engine.getPort())) {
      socket.setSoTimeout(1000);
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException stays) {
      return false;
    }
  }
}
