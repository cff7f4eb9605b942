package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("in-container")
class RunTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir Path temporary;
  private Path data;
  private Path etc;
  private Path said;
  private Process running;

  @BeforeEach
  void start() throws IOException {
    data = temporary.resolve("data");
    etc = Files.createDirectory(temporary.resolve("etc"));
    said = temporary.resolve("said");
    Files.writeString(
        etc.resolve("io.quoin.protocol.net.cfg.json"), "{ \"listen\": [\"127.0.0.1:0\"] }");
    ProcessBuilder builder =
        new ProcessBuilder(
                Assembly.HOME.resolve("bin/quoin").toString(),
                "run",
                "--data",
                data.toString(),
                "--etc",
                etc.toString(),
                "--control",
                "off",
                "--ssh",
                "127.0.0.1:0")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    running = builder.start();
    await().atMost(SOON).until(() -> Files.readString(said).contains("quoin: running"));
  }

  @AfterEach
  void end() {
    running.destroyForcibly();
  }

  @Test
  void sigterm_stops_it_cleanly() throws Exception {
    running.destroy();

    assertThat(running.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(running.exitValue()).isZero();
    assertThat(data.resolve("cache")).doesNotExist();
  }

  @Test
  void its_shell_is_open_to_whoever_runs_it() throws Exception {
    Script.Result listed = Script.run(SOON, "plugin", "list", "--json", "--data", data.toString());
    Script.Result missing = Script.run(SOON, "plugin", "info", "--data", data.toString(), "none");
    Script.Result misused = Script.run(SOON, "shell", "--data", data.toString(), "plugin:info");
    Script.Result elsewhere = Script.run(SOON, "shell", "--data", etc.toString(), "torrent:list");

    assertThat(listed.exitCode()).as(listed.err()).isZero();
    assertThat(listed.out()).startsWith("{\"plugins\":[{\"id\":\"incentive-btt\"");
    assertThat(missing)
        .isEqualTo(new Script.Result(1, "", "quoin: no plugin is called none; see plugin:list\n"));
    assertThat(misused.exitCode()).isEqualTo(2);
    assertThat(elsewhere.exitCode()).isEqualTo(1);
    assertThat(elsewhere.err()).startsWith("quoin: no platform listens").hasLineCount(1);
    assertThat(Files.readString(said)).contains("; 'quoin shell --data " + data + "' opens it");
  }

  @Test
  void a_second_one_on_the_same_data_fails_with_one_line() throws Exception {
    Script.Result second =
        Script.run(SOON, "run", "--data", data.toString(), "--etc", etc.toString());

    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.err()).contains("another platform uses").hasLineCount(1);
  }

  @Test
  void a_bad_configuration_fails_with_file_and_key() throws Exception {
    Path bad = Files.createDirectory(temporary.resolve("bad"));
    Files.writeString(bad.resolve("io.quoin.storage.cfg.json"), "{ \"budget\": 64 }");

    Script.Result result =
        Script.run(
            SOON, "run", "--data", temporary.resolve("x").toString(), "--etc", bad.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("io.quoin.storage.cfg.json: there is no key 'budget'; known are ")
        .hasLineCount(1);
  }

  @Test
  void an_address_that_is_taken_fails_with_one_line() throws Exception {
    try (Seeder seeder = new Seeder(temporary, 100_000);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Script.Result result =
          Script.run(
              SOON,
              "seed",
              "-o",
              temporary.toString(),
              "--listen",
              "127.0.0.1:" + taken.getLocalPort(),
              seeder.torrent().toString());

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).contains("nobody can listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }
}
