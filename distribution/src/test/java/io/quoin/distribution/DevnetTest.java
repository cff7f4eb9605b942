package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The simulator of a TRON node as it is shipped, and what {@code docs/tron-devnet.md} says of it.
 */
class DevnetTest {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Path PROGRAM = Assembly.HOME.resolve("devnet");
  private static final Pattern SWITCH = Pattern.compile("--[a-z][a-z0-9-]+");

  private final Document document = Document.named("tron-devnet.md");
  @TempDir private Path temporary;

  DevnetTest() throws IOException {}

  @Test
  void it_says_where_it_is_and_ends_with_its_standard_input() throws Exception {
    Script.Result result =
        Script.run(SOON, "devnet", "--full-node-port=0", "--solidity-port=0", "--until-eof");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .matches(
            "full-node=127\\.0\\.0\\.1:\\d+ solidity-node=127\\.0\\.0\\.1:\\d+ net=[0-9a-f]{16}"
                + " token=1002000 name=BitTorrent decimals=6\\n");
    assertThat(result.err()).contains("simulator").hasLineCount(1);
  }

  @Test
  void what_its_first_line_looks_like_is_as_described() throws Exception {
    Script.Result result =
        Script.run(SOON, "devnet", "--full-node-port=0", "--solidity-port=0", "--until-eof");

    String described =
        document.text().lines().filter(line -> line.startsWith("full-node=")).findFirst().get();
    assertThat(keys(result.out())).isEqualTo(keys(described));
  }

  private static List<String> keys(String line) {
    return Document.all(Pattern.compile("[a-z-]+(?==)"), line);
  }

  @Test
  void its_switches_are_those_of_its_help() throws Exception {
    TreeSet<String> known =
        new TreeSet<>(Document.all(SWITCH, Script.run(SOON, "devnet", "--help").out()));
    known.removeAll(List.of("--help", "--version"));

    assertThat(new TreeSet<>(Document.all(SWITCH, document.section("Start")))).isEqualTo(known);
  }

  @Test
  void the_test_that_is_shown_compiles_against_it() throws Exception {
    Path classes =
        new SourceFile(document.blocks("java").get(0))
            .compile(temporary, Assembly.jars(PROGRAM, "*.jar"));

    assertThat(classes.resolve("Example.class")).isNotEmptyFile();
  }

  @Test
  void nothing_else_that_is_shipped_sees_it() throws IOException {
    for (Path folder : List.of(Assembly.LIB, Assembly.BUNDLES, Assembly.HOME.resolve("plugins"))) {
      assertThat(Assembly.jars(folder, "{io.quoin.devnet,grpc,protobuf,trident}*.jar")).isEmpty();
    }
    assertThat(Assembly.jars(PROGRAM, "io.quoin.devnet-*.jar")).hasSize(1);
  }
}
