package io.quoin.launcher.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways into a platform's shell, and reasons to be kept out. */
final class RemoteShellTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private KeyPair visitor;
  private EchoingServer server;
  private Path known;
  private Path key;

  @BeforeEach
  void start() throws Exception {
    visitor = newKey();
    server = new EchoingServer(newKey(), visitor.getPublic());
    known = folder.resolve("known_hosts");
    key = folder.resolve("key");
    Files.writeString(known, "example.org ssh-rsa AAAA\n" + server.line() + "\n");
    write(visitor, key);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void a_line_goes_in_and_its_answer_and_exit_code_come_out() throws Exception {
    try (RemoteShell shell = open()) {
      assertThat(shell.run("torrent:list --json", out, err)).isZero();
      assertThat(shell.run("exit 77", out, err)).isEqualTo(77);
    }

    assertThat(text(out)).isEqualTo("torrent:list --json\n");
    assertThat(text(err)).isEqualTo("exit 77\n");
  }

  @Test
  void lines_of_a_pipe_are_run_to_their_end() throws Exception {
    try (RemoteShell shell = open()) {
      assertThat(shell.run(lines("one\ntwo\nexit 3\n"), out, err)).isEqualTo(3);
    }

    assertThat(text(out)).isEqualTo("one\ntwo\n");
  }

  @Test
  void a_connection_that_breaks_is_no_success() throws Exception {
    try (RemoteShell shell = open()) {
      assertThat(shell.run("break", out, err)).isEqualTo(1);
    }
  }

  @Test
  void whoever_has_another_key_than_the_platform_is_not_talked_to() throws Exception {
    Files.writeString(
        known, EchoingServer.line(newKey().getPublic(), server.address().getPort()) + "\n");

    assertThatThrownBy(this::open)
        .isInstanceOf(ShellException.class)
        .hasMessageEndingWith("has another key than the platform; is it another?");
  }

  @Test
  void a_key_that_the_platform_does_not_know_is_said_to_be_unknown() throws Exception {
    write(newKey(), key);

    assertThatThrownBy(this::open)
        .isInstanceOf(ShellException.class)
        .hasMessageEndingWith("does not know the key; ask an administrator to add it");
  }

  @Test
  void nobody_may_be_there() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.writeString(known, EchoingServer.line(visitor.getPublic(), port) + "\n");
    Door door = Door.at(InetSocketAddress.createUnresolved("127.0.0.1", port), known, key);

    assertThatThrownBy(() -> RemoteShell.open(door))
        .isInstanceOf(ShellException.class)
        .hasMessageStartingWith("no shell answers at 127.0.0.1:" + port);
  }

  @Test
  void an_address_that_known_hosts_does_not_name_is_not_entered() {
    assertThatThrownBy(
            () -> Door.at(InetSocketAddress.createUnresolved("127.0.0.2", 22), known, key))
        .isInstanceOf(ShellException.class)
        .hasMessageContaining("does not name [127.0.0.2]:22; ask whoever runs the platform");
  }

  @Test
  void a_key_that_others_may_read_is_not_used() throws Exception {
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(this::open)
        .isInstanceOf(ShellException.class)
        .hasMessage(key + " may be read by others; run 'chmod 600 " + key + "'");
  }

  @Test
  void a_file_that_is_no_key_is_named() throws Exception {
    Files.writeString(key, "no key");

    assertThatThrownBy(this::open)
        .isInstanceOf(ShellException.class)
        .hasMessageContaining(key.toString());
  }

  @Test
  void a_platform_on_this_machine_is_entered_by_its_data() throws Exception {
    Path shell = Files.createDirectories(folder.resolve("data/io.quoin.shell"));
    Files.writeString(shell.resolve("known_hosts"), server.line() + "\n");
    write(visitor, shell.resolve("administrator"));

    try (RemoteShell entered = RemoteShell.open(Door.of(folder.resolve("data")))) {
      assertThat(entered.run("hello", out, err)).isZero();
    }
  }

  @Test
  void data_that_no_platform_has_in_use_is_said_to_be_so() {
    assertThatThrownBy(() -> Door.of(folder))
        .isInstanceOf(ShellException.class)
        .hasMessage(
            "no platform listens with its data in "
                + folder
                + "; start one with 'quoin run', or name its folder with --data");
  }

  @Test
  void words_are_quoted_only_where_the_language_would_read_them() {
    assertThat(Words.line("plugin:install", List.of("--range", "[1.2,2)", "/srv/it's a.jar")))
        .isEqualTo("plugin:install --range '[1.2,2)' '/srv/it'\\''s a.jar'");
  }

  private RemoteShell open() throws ShellException {
    return RemoteShell.open(server.door(known, key));
  }

  private static void write(KeyPair pair, Path file) throws Exception {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var stream = Files.newOutputStream(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "", null, stream);
    }
  }

  private static KeyPair newKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static ByteArrayInputStream lines(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
