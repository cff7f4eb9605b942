package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  private static final List<String> TOOLS =
      List.of(
          "sh",
          "sed",
          "readlink",
          "dirname",
          "head",
          "ls",
          "sort",
          "tail",
          "find",
          "mkdir",
          "rm",
          "flock",
          "touch",
          "date",
          "cat",
          "tee",
          "grep");

  @TempDir Path temporary;

  @Test
  void the_version_is_the_builds() throws Exception {
    Script.Result result = Script.run(SOON, "--version");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).matches("quoin \\d+\\.\\d+\\.\\d+\\S*\\n");
  }

  @Test
  void without_java_it_says_what_to_install() throws Exception {
    Script.Result result =
        Script.run(
            Assembly.HOME.resolve("bin/quoin"),
            SOON,
            Map.of("JAVA_HOME", "", "PATH", pathWithout("java").toString()),
            "--version");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("install a JDK 17").hasLineCount(1);
  }

  @Test
  void a_java_that_is_too_old_is_refused_by_its_version() throws Exception {
    Path home = Files.createDirectories(temporary.resolve("jdk/bin")).getParent();
    Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\nexit 3\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

    Script.Result result =
        Script.run(
            Assembly.HOME.resolve("bin/quoin"),
            SOON,
            Map.of("JAVA_HOME", home.toString()),
            "--version");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("Java 17 or newer is needed").contains("Java 11");
  }

  @Test
  void a_checkout_without_maven_says_so() throws Exception {
    Path checkout = Files.createDirectory(temporary.resolve("checkout"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Path script = Files.copy(Assembly.HOME.resolve("bin/quoin"), checkout.resolve("quoin"));

    Script.Result result =
        Script.run(
            script,
            SOON,
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "PATH",
                pathWithout("mvn").toString()),
            "--version");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("no mvn found").hasLineCount(1);
  }

  /** A folder with the tools that the script needs, and not the one named. */
  private Path pathWithout(String missing) throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("path-" + missing));
    for (String tool : TOOLS) {
      Path call =
          Files.writeString(
              folder.resolve(tool), "#!/bin/sh\nPATH=/usr/bin:/bin exec " + tool + " \"$@\"\n");
      assertThat(call.toFile().setExecutable(true)).isTrue();
    }
    return folder;
  }
}
