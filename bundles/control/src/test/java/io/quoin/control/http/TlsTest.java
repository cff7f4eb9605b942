package io.quoin.control.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.access.LockOut;
import io.quoin.control.user.Doorkeeper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.http.HttpTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that has a key speaks TLS, and nothing else. */
final class TlsTest {

  private static final String PASSWORD = "a password of the tests";
  private static final int SOON_MILLIS = 30_000;

  @TempDir private Path folder;

  private Path store;
  private Path password;

  @BeforeEach
  void makeKey() throws Exception {
    store = folder.resolve("control.p12");
    password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "control",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.out").toFile())
            .start();
    assertThat(keytool.waitFor(SOON_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
  }

  @Test
  void requests_are_answered_over_the_newer_versions_of_tls() throws Exception {
    try (ControlServer server = server()) {
      assertThat(ask(server, "TLSv1.3")).isEqualTo(404);
      assertThat(ask(server, "TLSv1.2")).isEqualTo(404);
    }
  }

  @Test
  void older_versions_and_plain_http_are_not_spoken() throws Exception {
    try (ControlServer server = server()) {
      assertThatThrownBy(() -> ask(server, "TLSv1.1")).isInstanceOf(SSLHandshakeException.class);
      try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        plain.setSoTimeout(SOON_MILLIS);
        plain.getOutputStream().write(request());

        assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
            .doesNotContain("404");
      }
    }
  }

  @Test
  void a_wrong_password_is_said_to_be_one() throws Exception {
    Files.writeString(password, "another");

    assertThatThrownBy(() -> TlsKeys.read(store, password))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("password");
  }

  @Test
  void a_password_of_any_length_is_not_read() throws Exception {
    Files.writeString(password, "x".repeat(1025));

    assertThatThrownBy(() -> TlsKeys.read(store, password))
        .isInstanceOf(IOException.class)
        .hasMessage(password + " is too long for a password");
  }

  private ControlServer server() throws Exception {
    return new ControlServer(
        new ControlServer.Order(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            List.of(),
            Optional.of(TlsKeys.read(store, password)),
            Optional.empty(),
            4,
            Duration.ofSeconds(30)),
        new Doorkeeper(Optional.empty(), new LockOut(() -> Instant.EPOCH), () -> Instant.EPOCH),
        new Endpoints(),
        Optional::empty);
  }

  private static byte[] request() {
    return "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  }

  private int ask(ControlServer server, String version) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            trusting()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(SOON_MILLIS);
      socket.setEnabledProtocols(new String[] {version});
      socket.getOutputStream().write(request());
      return HttpTester.parseResponse(socket.getInputStream()).getStatus();
    }
  }

  private SSLContext trusting() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("control", keys.getCertificate("control"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
