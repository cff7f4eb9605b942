package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a new author does with the assembled thing, an empty folder and an empty Maven repository.
 */
@Tag("long")
class AuthorTest {

  private static final Path TOUR = Assembly.HOME.resolve("sdk/try");

  /** However busy the machine is, and however far Maven Central. */
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  /** A folder that is empty, a Maven repository that is, and a platform that runs. */
  private static final String SURROUNDINGS =
      """
      set -euo pipefail
      cd "$(dirname "$0")"
      mkdir etc author
      echo '{ "listen": ["127.0.0.1:0"] }' >etc/io.quoin.protocol.net.cfg.json
      repository=$PWD/m2
      mvn() { command mvn -ntp -Dmaven.repo.local="$repository" "$@"; }
      "$QUOIN/bin/quoin" run --data "$DATA" --etc etc --ssh 127.0.0.1:0 >said 2>&1 &
      platform=$!
      trap 'kill $platform; wait $platform || true' EXIT
      until grep -q 'quoin: running' said; do
        kill -0 $platform
        sleep 0.2
      done
      cd author
      """;

  /** The project that the guide shows, in the same Maven repository. */
  private static final String PROJECT =
      """
      cd ../../project
      mvn -B -Dquoin.repository=file://$QUOIN/sdk package
      """;

  @TempDir Path temporary;

  @Test
  void a_plugin_is_made_checked_signed_installed_decides_is_updated_and_goes() throws Exception {
    Script.Result result =
        Script.run(
            TOUR,
            PATIENCE,
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            temporary.toString());

    assertThat(result.exitCode()).as("%s%n%s", result.out(), result.err()).isZero();
    assertThat(result.out())
        .containsSubsequence(
            "Tests run: 1, Failures: 0, Errors: 0, Skipped: 0",
            "Tests run: 7, Failures: 0, Errors: 0, Skipped: 0",
            "org.acme.friends 1.0.0",
            "running",
            "127.0.0.1:",
            "is given NONE",
            "org.acme.friends 1.1.0",
            "running",
            "the connection stayed, and the download is complete",
            "disabled",
            "running",
            "org.acme.friends is removed",
            "done");
  }

  @Test
  void the_guides_commands_and_its_project_lead_to_plugins() throws Exception {
    Document guide = Document.named("plugin-authors.md");
    String section = guide.section("From an empty folder to a running plugin");
    String commands = String.join("", new Document(section).blocks("sh"));
    writeProject(guide);
    Path script = temporary.resolve("guide");
    Files.writeString(script, "#!/bin/bash\n" + SURROUNDINGS + commands + PROJECT);
    assertThat(script.toFile().setExecutable(true)).isTrue();

    Script.Result result =
        Script.run(
            script,
            PATIENCE,
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "QUOIN",
                Assembly.HOME.toString(),
                "DATA",
                temporary.resolve("data").toString(),
                "PASSWORD",
                "of a test"));

    assertThat(result.exitCode()).as("%s%n%s", result.out(), result.err()).isZero();
    assertThat(result.out())
        .containsSubsequence("Tests run: 8", "jar signed", "org.acme.friends 1.0.0", "running");
    assertThat(temporary.resolve("project/target/com.example.peers-1.0.0.jar")).exists();
  }

  private void writeProject(Document guide) throws Exception {
    Path project = temporary.resolve("project");
    Path sources = Files.createDirectories(project.resolve("src/main/java/com/example/peers"));
    Files.writeString(sources.resolve("KnownPeer.java"), guide.blocks("java").get(0));
    Files.writeString(project.resolve("bnd.bnd"), guide.blocks("properties").get(0));
    Files.writeString(project.resolve("pom.xml"), guide.blocks("xml").get(0));
  }
}
