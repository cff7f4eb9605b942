package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sessions that docs/shell.md shows: OpenSSH's client is at a pseudo-terminal, what the page
 * has after a prompt is typed there, and what is on the screen then has to be what the page shows.
 */
@Tag("clients")
class ShellDocumentTest {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final int BYTES = 2 << 20;
  private static final String PORT_OF_PAGE = "127.0.0.1:6881";
  private static final String TABULATOR = "⇥";
  private static final Pattern PROMPT = Pattern.compile("^(\\w+@quoin> )(.*)$");

  /** Amounts and versions, which differ each time. */
  private static final Pattern AMOUNT =
      Pattern.compile("\\d+(\\.\\d+)*(\\.SNAPSHOT)?( [KMG]?i?B(/s)?)?");

  /** A view of progress is drawn again where it was. */
  private static final Pattern DRAWN_TWICE =
      Pattern.compile(".*(\r\u001b\\[K\\[[#.]{24}\\].*){2}", Pattern.DOTALL);

  @TempDir Path temporary;

  private Path shell;
  private Path said;
  private Process running;
  private Seeder seeder;

  @BeforeEach
  void run() throws Exception {
    seeder = new Seeder(Files.createDirectory(temporary.resolve("seeder")), BYTES);
    Files.copy(seeder.torrent(), temporary.resolve("payload.torrent"));
    Path etc = Files.createDirectory(temporary.resolve("etc"));
    Files.writeString(
        etc.resolve("io.quoin.protocol.net.cfg.json"), "{ \"listen\": [\"127.0.0.1:0\"] }");
    shell = temporary.resolve("data").resolve("io.quoin.shell");
    said = temporary.resolve("said");
    running =
        process(
                Assembly.HOME.resolve("bin/quoin").toString(),
                "run",
                "--data",
                "data",
                "--etc",
                "etc",
                "--control",
                "off",
                "--ssh",
                "127.0.0.1:0")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    await().atMost(SOON).until(() -> Files.readString(said).contains("quoin: running"));
  }

  private ProcessBuilder process(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  @AfterEach
  void end() throws Exception {
    running.destroy();
    assertThat(running.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    seeder.close();
  }

  @Test
  void what_the_page_shows_is_what_comes_out() throws Exception {
    List<String> sessions = Document.named("shell.md").blocks("console");
    authorize("ann", "viewer");

    assertThat(sessions).hasSize(2);
    String administrators = replay("administrator", sessions.get(0));
    awaitSeeding();
    String viewers = replay("ann", sessions.get(1));

    assertThat(screen(administrators)).isEqualTo(shown(sessions.get(0)));
    assertThat(administrators).matches(DRAWN_TWICE);
    assertThat(screen(viewers)).isEqualTo(shown(sessions.get(1)));
  }

  private void awaitSeeding() {
    String data = temporary.resolve("data").toString();
    await()
        .atMost(SOON)
        .until(
            () -> Script.run(SOON, "shell", "--data", data, "torrent:list").out(),
            listed -> listed.contains("seeding"));
  }

  private void authorize(String name, String role) throws Exception {
    Path key = shell.resolve(name);
    Process made =
        process("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()).start();
    assertThat(made.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    Files.writeString(
        shell.resolve("authorized_keys"),
        "role=\"" + role + "\" " + Files.readString(shell.resolve(name + ".pub")));
  }

  /** Types what the page has after its prompts, and gives what was written to the terminal. */
  private String replay(String key, String session) throws Exception {
    Path written = Files.createTempFile(temporary, "written", "");
    String[] host = Files.readString(shell.resolve("known_hosts")).split("[\\[\\]: ]+", 4);
    String client =
        String.format(
            "stty rows 24 cols 96; exec ssh -F none -o LogLevel=ERROR -o IdentitiesOnly=yes"
                + " -o IdentityAgent=none -o UserKnownHostsFile=%s -i %s -p %s ann@%s",
            shell.resolve("known_hosts"), shell.resolve(key), host[2], host[1]);
    Process terminal =
        process("script", "-qfec", client, "/dev/null")
            .redirectErrorStream(true)
            .redirectOutput(written.toFile())
            .start();
    try (var keys = terminal.getOutputStream()) {
      // Until then the line would be shown twice: by this machine's terminal, and by the shell.
      await().atMost(SOON).until(() -> Files.readString(written).contains("@quoin> "));
      for (String typed : typed(session)) {
        keys.write(typed.getBytes(StandardCharsets.UTF_8));
        keys.flush();
      }
      assertThat(terminal.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      terminal.destroyForcibly();
    }
    return Files.readString(written);
  }

  private String screen(String written) throws IOException {
    String home = temporary.toRealPath().toString();
    return comparable(TerminalScreen.of(written).stream().map(line -> line.replace(home, "/srv")));
  }

  /** Of a line that goes on after a tabulator, only what is new. */
  private List<String> typed(String session) {
    List<String> keys = new ArrayList<>();
    String before = "";
    for (String line : session.lines().toList()) {
      var prompt = PROMPT.matcher(line);
      if (!prompt.matches()) {
        continue;
      }
      String text = prompt.group(2);
      boolean goesOn = text.endsWith(TABULATOR);
      String whole = goesOn ? text.substring(0, text.length() - 1) : text;
      String rest = whole.substring(before.length());
      keys.add(rest.replace(PORT_OF_PAGE, "127.0.0.1:" + seeder.port()) + (goesOn ? "\t" : "\r"));
      before = goesOn ? whole : "";
    }
    return keys;
  }

  private static String shown(String session) {
    return comparable(session.lines().map(line -> line.replace(TABULATOR, "")));
  }

  private static String comparable(Stream<String> lines) {
    return String.join(
            "\n",
            lines
                .map(line -> AMOUNT.matcher(line).replaceAll("#").replaceAll(" +", " ").strip())
                .toList())
        .strip();
  }
}
