package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code docs/operators.md} says is so. */
class OperatorsDocumentTest {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Pattern SWITCH = Pattern.compile("--[a-z][a-z0-9-]+");
  private static final Pattern COMMAND = Pattern.compile("quoin [a-z]+");
  private static final String PORT = "6881";

  private final Document document = Document.named("operators.md");
  @TempDir private Path temporary;

  OperatorsDocumentTest() throws IOException {}

  static List<Description> descriptions() throws Exception {
    List<Description> all = new ArrayList<>();
    for (Path folder : List.of(Assembly.BUNDLES, Assembly.HOME.resolve("plugins"))) {
      for (Path jar : Assembly.jars(folder, "io.quoin.*.jar")) {
        all.addAll(Description.in(jar));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("descriptions")
  void settings_are_as_their_bundle_describes_them(Description description) {
    assertThat(document.section(description.pid())).isEqualTo(description.table());
  }

  @Test
  void no_other_settings_are_named() throws Exception {
    assertThat(document.headings(Pattern.compile("io\\.quoin\\.[\\w.]+")))
        .containsExactlyInAnyOrderElementsOf(
            descriptions().stream().map(Description::pid).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"get", "seed", "create", "inspect", "verify", "run", "shell", "airdrop", "demo"})
  void the_switches_of_a_command_are_those_of_its_help(String command) throws Exception {
    Set<String> known =
        new TreeSet<>(Document.all(SWITCH, Script.run(SOON, command, "--help").out()));
    known.removeAll(List.of("--help", "--version"));

    assertThat(new TreeSet<>(Document.all(SWITCH, document.section("quoin " + command))))
        .isEqualTo(known);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wallet", "plugin"})
  void the_switches_of_a_group_are_those_of_its_commands(String group) throws Exception {
    Set<String> known = new TreeSet<>();
    Set<String> commands = new TreeSet<>();
    Pattern command = Pattern.compile("(?m)^  [a-z]+(?=  )");
    for (String name : Document.all(command, Script.run(SOON, group, "--help").out())) {
      commands.add(name.strip());
      known.addAll(Document.all(SWITCH, Script.run(SOON, group, name.strip(), "--help").out()));
    }
    known.removeAll(List.of("--help", "--version"));
    String section = document.section("quoin " + group);

    assertThat(new TreeSet<>(Document.all(SWITCH, section))).isEqualTo(known);
    assertThat(new TreeSet<>(Document.all(Pattern.compile("(?<=\\| `)[a-z]+"), section)))
        .isEqualTo(commands);
  }

  @Test
  void the_commands_are_those_of_the_help() throws Exception {
    List<String> known =
        Document.all(Pattern.compile("(?m)^  [a-z]+(?=  )"), Script.run(SOON, "--help").out());

    assertThat(document.headings(COMMAND))
        .containsExactlyInAnyOrderElementsOf(
            known.stream().map(name -> "quoin " + name.strip()).toList());
  }

  @Test
  @Tag("in-container")
  void the_first_round_can_be_repeated() throws Exception {
    byte[] content = new byte[3_000_001];
    new SplittableRandom(7).nextBytes(content);
    Path folder = Files.createDirectory(temporary.resolve("film"));
    Files.write(folder.resolve("reel.bin"), content);

    run(document.blocks("sh").get(0).replace(PORT, Integer.toString(freePort())));

    assertThat(Files.readAllBytes(temporary.resolve("copy/film/reel.bin"))).isEqualTo(content);
  }

  /** At any ports, which a user need not name: others may have the usual ones here. */
  @Test
  @Tag("in-container")
  void a_ledger_can_be_tried_as_described() throws Exception {
    List<String> example = block("Which ledger").lines().toList();
    assertThat(example.get(0)).startsWith("quoin devnet --account ");
    assertThat(example.get(example.size() - 1)).isEqualTo("kill $!");
    String account = Document.all(Pattern.compile("(?<=--account )\\S+"), example.get(0)).get(0);

    try (Simulator simulator = Simulator.start("--account", account)) {
      String nodes =
          " --tron-full-node %s --tron-solidity-node %s"
              .formatted(simulator.fullNode(), simulator.solidityNode());
      String said =
          run(
              String.join("\n", example.subList(1, example.size() - 1))
                  .replace("--ledger devnet", "--ledger devnet" + nodes)
                  .replace("127.0.0.1:50051", simulator.fullNode())
                  .replace("127.0.0.1:50061", simulator.solidityNode()));

      assertThat(said)
          .contains("balance         50\n", ", a simulator\n")
          .contains("12.5 BitTorrent to TDmHUBuko2qhcKBCGGafu928hMRj1tX2RW")
          .containsPattern("final +12\\.5  to TDmHUBuko2qhcKBCGGafu928hMRj1tX2RW");
    }
  }

  private String block(String heading) {
    return new Document(document.section(heading)).blocks("sh").get(0);
  }

  @Test
  void the_switches_for_a_ledger_are_those_of_the_help() throws Exception {
    Set<String> ofLedgers = new TreeSet<>(List.of("--plaintext", "--token"));
    Document.all(SWITCH, Script.run(SOON, "run", "--help").out()).stream()
        .filter(name -> name.startsWith("--ledger") || name.startsWith("--tron-"))
        .forEach(ofLedgers::add);
    Pattern rows = Pattern.compile("(?m)^\\| `.*?\\|");

    assertThat(
            new TreeSet<>(
                Document.all(
                    SWITCH,
                    String.join(" ", Document.all(rows, document.section("Which ledger"))))))
        .isEqualTo(ofLedgers);
  }

  @Test
  void a_plugin_is_put_in_as_described() throws Exception {
    Files.createDirectories(temporary.resolve("bundles"));
    Files.createDirectories(temporary.resolve("etc"));
    Path plugin = Assembly.plugin("io.quoin.examples.tracker");
    Files.copy(
        plugin,
        Files.createDirectories(temporary.resolve("plugins")).resolve(plugin.getFileName()));

    run(block("Put in a plugin"));

    assertThat(Assembly.jars(temporary.resolve("bundles"), "*.jar")).hasSize(1);
    assertThat(temporary.resolve("etc/io.quoin.examples.tracker.cfg.json")).isNotEmptyFile();
  }

  /** As a user types it, with the program on the path. */
  private String run(String commands) throws Exception {
    Path said = temporary.resolve("said");
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-ec", commands)
            .directory(temporary.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
    shell.environment().merge("PATH", Assembly.HOME.resolve("bin") + ":", (old, bin) -> bin + old);
    Process process = shell.start();
    boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    assertThat(ended).as(() -> "it did not end; it said " + read(said)).isTrue();
    assertThat(process.exitValue()).as(() -> read(said)).isZero();
    return read(said);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
