package io.quoin.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.access.LockOut;
import io.quoin.api.access.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;

/** What OpenSSH's client gets from the server. */
@Tag("clients")
final class ShellServerTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path folder;

  private final CommandRoles roles = new CommandRoles();
  private final LockOut lockOut = new LockOut(() -> Instant.EPOCH);
  private final ThreadIOImpl streams = new ThreadIOImpl();
  private final CountDownLatch sleeping = new CountDownLatch(1);
  private final CountDownLatch woken = new CountDownLatch(1);
  private final Greetings greetings = new Greetings();
  private CommandProcessorImpl processor;
  private ShellKeys keys;
  private ShellServer server;

  /** A command of the tests. */
  public final class Greetings {
    /** Greets. */
    public String hello(String name) {
      return "hello " + name;
    }

    /** Waits for ever. */
    public void sleep() throws InterruptedException {
      sleeping.countDown();
      try {
        new CountDownLatch(1).await();
      } finally {
        woken.countDown();
      }
    }

    /** Says how wide the terminal is. */
    public String width(CommandSession session) {
      return "width " + session.get("COLUMNS");
    }

    /** Says that nothing can be changed. */
    public String change(String... ways) throws IOException {
      if (ways.length == 0) {
        throw new IOException("nothing changes");
      }
      return "changed";
    }
  }

  @BeforeEach
  void start() throws Exception {
    streams.start();
    processor = new CommandProcessorImpl(streams);
    offer("hello", "viewer");
    offer("change", "operator");
    offer("sleep", "viewer");
    offer("width", "viewer");
    keys = new ShellKeys(folder.resolve("keys"));
    server = server(keys);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    processor.stop();
    streams.stop();
  }

  @Test
  void a_command_of_the_administrator_is_answered_with_its_exit_code() throws Exception {
    Said done = ssh(administrator(), "greet:hello world");
    Said failed = ssh(administrator(), "greet:change");
    Said unknown = ssh(administrator(), "greet:nothing");

    assertThat(server.refused()).isZero();
    assertThat(done).isEqualTo(new Said(0, "hello world\n", ""));
    assertThat(failed).isEqualTo(new Said(1, "", "quoin: nothing changes\n"));
    assertThat(unknown.code()).isNotZero();
    assertThat(unknown.err()).startsWith("quoin: ").hasLineCount(1);
  }

  @Test
  void a_viewer_is_refused_what_is_an_operators_and_the_language() throws Exception {
    Path viewer = key("viewer");

    Said viewed = ssh(viewer, "greet:hello world");
    Said changed = ssh(viewer, "greet:change");
    Said script = ssh(viewer, "greet:hello ($.context bundle)");
    Said chained = ssh(viewer, "greet:hello a; greet:change");

    assertThat(viewed).isEqualTo(new Said(0, "hello world\n", ""));
    assertThat(changed)
        .isEqualTo(
            new Said(
                77, "", "quoin: greet:change is for the role operator, and this key has viewer\n"));
    assertThat(script.code()).isEqualTo(77);
    assertThat(script.err()).contains("a viewer runs plain commands");
    assertThat(chained.code()).isEqualTo(77);
    assertThat(chained.out()).isEmpty();
  }

  @Test
  void words_of_a_viewer_mean_nothing_to_the_language() throws Exception {
    Path viewer = key("viewer");

    Said quoted = ssh(viewer, "greet:hello 'it'\\''s $x (greet:change) * {a,b} ~'");
    Said wrong = ssh(viewer, "greet:hello");
    Said unknown = ssh(viewer, "greet:nothing");

    assertThat(quoted).isEqualTo(new Said(0, "hello it's $x (greet:change) * {a,b} ~\n", ""));
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).startsWith("quoin: greet:hello takes other words").hasLineCount(1);
    assertThat(unknown.code()).isEqualTo(2);
  }

  @Test
  void ctrl_c_stops_what_runs_and_the_terminal_goes_on() throws Exception {
    try (Terminal terminal = terminal(key("viewer"))) {
      terminal.await("viewer@quoin> ");
      terminal.type("greet:sl\t\r");
      await().atMost(60, TimeUnit.SECONDS).until(() -> sleeping.getCount() == 0);
      terminal.type("\u0003");
      terminal.await("quoin: stopped");
      terminal.type("greet:hello again\r");
      terminal.await("hello again\r\n");
      terminal.type("exit\r");

      assertThat(terminal.code()).isZero();
    }
  }

  @Test
  void a_command_that_came_alone_is_stopped_when_its_channel_ends() throws Exception {
    Process client =
        new ProcessBuilder(command(administrator(), List.of("greet:sleep"), List.of())).start();
    try {
      await().atMost(60, TimeUnit.SECONDS).until(() -> sleeping.getCount() == 0);
    } finally {
      client.destroyForcibly();
    }

    assertThat(woken.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void lines_are_run_one_after_another_and_the_last_one_gives_the_code() throws Exception {
    Said said =
        run("greet:hello a\ngreet:change\n", command(administrator(), List.of(), List.of("-T")));

    assertThat(said.out()).isEqualTo("hello a\n");
    assertThat(said.err()).isEqualTo("quoin: nothing changes\n");
    assertThat(said.code()).isEqualTo(1);
  }

  @Test
  void passwords_files_and_forwarding_are_refused() throws Exception {
    List<String> noKeys = List.of("-o", "PubkeyAuthentication=no", "-o", "BatchMode=no");

    Said password = run("", command(administrator(), List.of("greet:hello x"), noKeys));
    Said sftp = run("", command(administrator(), List.of("sftp"), List.of("-s")));
    Said scp = ssh(administrator(), "scp -t /");
    Said forwarded =
        run("", command(administrator(), List.of(), List.of("-W", "127.0.0.1:" + server.port())));
    Said remote =
        run(
            "",
            command(
                administrator(),
                List.of("greet:hello x"),
                List.of("-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1")));

    assertThat(password.code()).isEqualTo(255);
    assertThat(password.err()).contains("Permission denied (publickey)");
    assertThat(sftp.code()).isNotZero();
    assertThat(scp.code()).isNotZero();
    assertThat(scp.out()).isEmpty();
    assertThat(forwarded.code()).isEqualTo(255);
    assertThat(forwarded.err()).contains("stdio forwarding failed");
    assertThat(remote.code()).isEqualTo(255);
  }

  @Test
  void an_address_that_fails_eight_times_is_shut_out_but_for_the_local_administrator()
      throws Exception {
    Path stranger = make("stranger");
    Path operator = key("operator");

    for (int i = 0; i < LockOut.MOST_FAILURES; i++) {
      assertThat(ssh(stranger, "greet:hello x").code()).isEqualTo(255);
    }

    // The server counts when it has closed a session, which may be after the client ended.
    await().atMost(60, TimeUnit.SECONDS).until(() -> lockOut.shutsOut(LOOPBACK));
    assertThat(ssh(operator, "greet:hello x").code()).isEqualTo(255);
    assertThat(ssh(administrator(), "greet:hello x").out()).isEqualTo("hello x\n");
    assertThat(ssh(operator, "greet:hello x").code()).isEqualTo(255);
  }

  @Test
  void the_library_of_algorithms_is_not_registered_with_the_virtual_machine() throws Exception {
    Said said = ssh(key("viewer"), "greet:hello world");

    assertThat(said.out()).isEqualTo("hello world\n");
    assertThat(Security.getProvider("BC")).isNull();
  }

  @Test
  void keys_are_the_owners_alone_and_outlive_a_restart() throws Exception {
    byte[] before = keys.keyPair(ShellKeys.HOST).getPublic().getEncoded();
    server.close();

    server = server(new ShellKeys(folder.resolve("keys")));

    assertThat(
            new ShellKeys(folder.resolve("keys")).keyPair(ShellKeys.HOST).getPublic().getEncoded())
        .isEqualTo(before);
    assertThat(ssh(administrator(), "greet:hello again").out()).isEqualTo("hello again\n");
    for (String name : List.of(ShellKeys.HOST, ShellKeys.ADMINISTRATOR)) {
      assertThat(Files.getPosixFilePermissions(keys.directory().resolve(name)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  private void offer(String function, String role) {
    processor.addCommand("greet", greetings, function);
    roles.bindCommands(
        new Lent(greetings),
        Map.of(
            Constants.SERVICE_ID,
            function,
            CommandProcessor.COMMAND_SCOPE,
            "greet",
            CommandProcessor.COMMAND_FUNCTION,
            function,
            Role.NEEDED,
            role));
  }

  private ShellServer server(ShellKeys keys) throws Exception {
    return new ShellServer(
        new ShellServer.Order(
            new InetSocketAddress(LOOPBACK, 0),
            keys.keyPair(ShellKeys.HOST),
            Duration.ofMinutes(5),
            16),
        processor,
        roles,
        scope -> List.of(),
        new AuthorizedKeys(
            keys.keyPair(ShellKeys.ADMINISTRATOR).getPublic(), folder.resolve("authorized_keys")),
        lockOut);
  }

  private Path administrator() {
    return keys.directory().resolve(ShellKeys.ADMINISTRATOR);
  }

  private Path key(String role) throws Exception {
    Path key = make(role);
    String line = Files.readString(folder.resolve(role + ".pub"));
    Files.writeString(folder.resolve("authorized_keys"), "role=\"" + role + "\" " + line);
    return key;
  }

  private Path make(String name) throws Exception {
    Path key = folder.resolve(name);
    run("", List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()));
    return key;
  }

  private Said ssh(Path key, String line) throws Exception {
    return run("", command(key, List.of(line), List.of()));
  }

  private List<String> command(Path key, List<String> line, List<String> options) {
    List<String> command = new ArrayList<>(List.of("ssh", "-F", "none"));
    command.addAll(options);
    Collections.addAll(
        command,
        "-i",
        key.toString(),
        "-p",
        String.valueOf(server.port()),
        "-o",
        "IdentitiesOnly=yes",
        "-o",
        "IdentityAgent=none",
        "-o",
        "BatchMode=yes",
        "-o",
        "LogLevel=ERROR",
        "-o",
        "StrictHostKeyChecking=no",
        "-o",
        "UserKnownHostsFile=" + folder.resolve("known_hosts"),
        "tester@127.0.0.1");
    command.addAll(line);
    return command;
  }

  private Terminal terminal(Path key) throws IOException {
    Path shown = Files.createTempFile(folder, "terminal", "");
    return new Terminal(
        new ProcessBuilder(command(key, List.of(), List.of("-tt")))
            .redirectErrorStream(true)
            .redirectOutput(shown.toFile())
            .start(),
        shown);
  }

  /** A client that asked for a terminal. */
  private record Terminal(Process process, Path shown) implements AutoCloseable {

    void type(String keys) throws IOException {
      process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    void await(String text) {
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .untilAsserted(() -> assertThat(Files.readString(shown)).contains(text));
    }

    int code() throws InterruptedException {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the client ends").isTrue();
      return process.exitValue();
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly();
      process.getOutputStream().close();
    }
  }

  /** What a process said. */
  private record Said(int code, String out, String err) {}

  private Said run(String input, List<String> command) throws Exception {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Said(
        process.exitValue(), Files.readString(out), Files.readString(err).replace("\r", ""));
  }
}
