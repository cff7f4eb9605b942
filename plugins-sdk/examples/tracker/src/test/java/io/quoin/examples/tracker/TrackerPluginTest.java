package io.quoin.examples.tracker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.net.BindException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrackerPluginTest {

  private static final String HASH =
      "info_hash=%00%FF%20A~%7F%80%90%A0%B0%C0%D0%E0%F0%01%02%03%04%05%06";

  private int port;
  private TrackerPlugin tracker;

  @BeforeEach
  void start() throws IOException {
    port = freePort();
    tracker = new TrackerPlugin(configuration(port));
  }

  @AfterEach
  void stop() {
    tracker.close();
  }

  @Test
  void peers_find_each_other() throws Exception {
    announce(HASH + "&port=7001&left=0&event=started");

    String answer = announce(HASH + "&port=7002&left=10&event=started");

    assertThat(answer)
        .isEqualTo(
            "d8:completei1e10:incompletei1e8:intervali120e12:min intervali15e5:peers6:"
                + latin(127, 0, 0, 1, 7001 >> 8, 7001 & 255)
                + "6:peers60:e");
  }

  @Test
  void what_is_no_announcement_is_refused_with_its_reason() throws Exception {
    assertThat(announce("port=7001")).contains("failure reason").contains("20 bytes, not 0");
    assertThat(announce(HASH)).contains("port is 1 to 65535");
    assertThat(announce(HASH + "&port=70000")).contains("port is 1 to 65535");
    assertThat(announce(HASH + "&port=x")).contains("port is no number");
    assertThat(announce(HASH + "&port=1&x=" + "y".repeat(3000))).contains("too long");
    assertThat(announce("")).contains("failure reason");
  }

  @Test
  void a_port_in_use_is_reported() {
    assertThatThrownBy(() -> new TrackerPlugin(configuration(port)))
        .isInstanceOf(BindException.class);
  }

  @Test
  void when_it_stops_the_port_is_free() throws Exception {
    announce(HASH + "&port=7001");

    tracker.close();

    try (ServerSocket again = new ServerSocket()) {
      again.setReuseAddress(true);
      again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      assertThat(again.isBound()).isTrue();
    }
  }

  private String announce(String query) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/announce?" + query);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setReadTimeout(20_000);
    try (InputStream answer = connection.getInputStream()) {
      assertThat(connection.getResponseCode()).isEqualTo(200);
      return new String(answer.readAllBytes(), ISO_8859_1);
    } finally {
      connection.disconnect();
    }
  }

  private static String latin(int... bytes) {
    StringBuilder text = new StringBuilder();
    for (int each : bytes) {
      text.append((char) each);
    }
    return text.toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  @SuppressWarnings("BadAnnotationImplementation") // what the container makes of a configuration
  private static TrackerConfiguration configuration(int port) {
    return new TrackerConfiguration() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return TrackerConfiguration.class;
      }

      @Override
      public String address() {
        return "127.0.0.1";
      }

      @Override
      public int port() {
        return port;
      }

      @Override
      public int interval() {
        return 120;
      }
    };
  }
}
