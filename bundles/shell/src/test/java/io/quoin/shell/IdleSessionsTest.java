package io.quoin.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.access.LockOut;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sessions cost in which nobody does anything. */
final class IdleSessionsTest {

  private static final int SESSIONS = 200;
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private final ThreadIOImpl streams = new ThreadIOImpl();
  private final List<Terminal> terminals = new ArrayList<>();
  private CommandProcessorImpl processor;
  private ShellKeys keys;
  private KeyPair administrator;
  private ShellServer server;
  private SshClient client;

  /** A terminal of a client, and what it shows. */
  private record Terminal(ChannelShell channel, ByteArrayOutputStream shown) {
    boolean shows(String text) {
      return shown.toString(StandardCharsets.UTF_8).contains(text);
    }
  }

  @BeforeEach
  void start() throws Exception {
    streams.start();
    processor = new CommandProcessorImpl(streams);
    keys = new ShellKeys(folder.resolve("keys"));
    administrator = keys.keyPair(ShellKeys.ADMINISTRATOR);
    client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    // The one that takes least of the processor: two hundred are made here.
    client.setKeyExchangeFactories(
        List.of(ClientBuilder.DH2KEX.apply(BuiltinDHFactories.ecdhp256)));
    client.start();
  }

  private void serve(int sessions) throws Exception {
    server =
        new ShellServer(
            new ShellServer.Order(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                keys.keyPair(ShellKeys.HOST),
                Duration.ofMinutes(30),
                sessions),
            processor,
            new CommandRoles(),
            scope -> List.of(),
            new AuthorizedKeys(administrator.getPublic(), folder.resolve("authorized_keys")),
            new LockOut(() -> Instant.EPOCH));
  }

  @AfterEach
  void stop() throws IOException {
    client.stop();
    server.close();
    processor.stop();
    streams.stop();
  }

  @Test
  @Tag("long")
  void two_hundred_idle_terminals_have_no_thread_and_each_still_answers() throws Exception {
    serve(SESSIONS);
    terminals.add(open());
    int before = Thread.activeCount();
    while (terminals.size() < SESSIONS) {
      terminals.add(open());
    }

    await().atMost(SOON).until(() -> threads("quoin-shell") == 0);
    assertThat(Thread.activeCount()).isLessThan(before + 32);
    for (Terminal terminal : terminals) {
      terminal.channel().getInvertedIn().write("help\r".getBytes(StandardCharsets.UTF_8));
      terminal.channel().getInvertedIn().flush();
      awaitShown(terminal, "'help COMMAND' says how one is used;");
    }
  }

  @Test
  void one_more_than_there_may_be_is_turned_away() throws Exception {
    serve(2);
    connect();
    connect();

    try (Socket third = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      third.setSoTimeout((int) SOON.toMillis());

      assertThat(isEnded(third)).isTrue();
    }
  }

  /** Reads to the end, which a server makes that has no room; who has waits for the client. */
  private static boolean isEnded(Socket socket) throws IOException {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  private ClientSession connect() throws IOException {
    ClientSession session =
        client.connect("tester", "127.0.0.1", server.port()).verify(SOON).getSession();
    session.addPublicKeyIdentity(administrator);
    session.auth().verify(SOON);
    return session;
  }

  private Terminal open() throws IOException {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    ChannelShell shell = connect().createShellChannel();
    shell.setPtyType("xterm");
    shell.setOut(shown);
    shell.setRedirectErrorStream(true);
    shell.open().verify(SOON);
    Terminal terminal = new Terminal(shell, shown);
    awaitShown(terminal, "@quoin> ");
    return terminal;
  }

  private static void awaitShown(Terminal terminal, String text) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(SOON)
        .until(() -> terminal.shows(text));
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name))
        .count();
  }
}
