package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.launcher.demo.DemoMoney;
import io.quoin.launcher.demo.DemoResult;
import io.quoin.launcher.demo.DemoSwarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {

  private static final int SEEDERS = 2;
  private static final int DOWNLOADERS = 6;

  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir private Path temporary;

  static Stream<Optional<Path>> simulators() {
    return Stream.of(Optional.empty(), Optional.of(Assembly.HOME.resolve("devnet")));
  }

  @ParameterizedTest
  @MethodSource("simulators")
  @Tag("in-container")
  void everybody_gets_the_seeders_files_and_what_one_pays_the_others_have(Optional<Path> devnet)
      throws Exception {
    try (DemoSwarm swarm =
        new DemoSwarm(
            Assembly.BUNDLES, Assembly.plugin("io.quoin.examples.tracker"), devnet, 16 << 20)) {
      DemoResult result = swarm.run(new Quiet());

      List<Path> folders = new ArrayList<>(swarm.folders().values());
      assertThat(folders).hasSize(SEEDERS + DOWNLOADERS);
      for (Path downloaded : folders.subList(SEEDERS, folders.size())) {
        assertSameFiles(folders.get(0), downloaded);
      }
      assertThat(result.right()).isTrue();
      assertThat(result.downloads())
          .hasSize(DOWNLOADERS)
          .allSatisfy(download -> assertThat(download.received()).hasSizeGreaterThanOrEqualTo(2));
      assertConserved(result.money());
      assertThat(result.money().payments()).isNotEmpty();
    }
  }

  private static void assertConserved(DemoMoney money) {
    long paid = money.payments().stream().mapToLong(DemoMoney.Payment::amount).sum();

    assertThat(money.accounts())
        .extracting(DemoMoney.Account::name)
        .containsExactly("bank", "sam", "sue", "ada");
    assertThat(money.payments()).allSatisfy(payment -> assertThat(payment.from()).isEqualTo("ada"));
    assertThat(gain(money, "ada")).isEqualTo(-paid);
    assertThat(gain(money, "sam") + gain(money, "sue")).isEqualTo(paid);
    assertThat(gain(money, "bank")).isZero();
    assertThat(money.conserved()).isTrue();
  }

  private static long gain(DemoMoney money, String name) {
    return money.accounts().stream()
        .filter(account -> account.name().equals(name))
        .mapToLong(account -> account.after() - account.before())
        .sum();
  }

  private static void assertSameFiles(Path expected, Path actual) throws IOException {
    List<Path> files;
    try (var found = Files.walk(expected.resolve("quoin-demo"))) {
      files = found.filter(Files::isRegularFile).toList();
    }
    assertThat(files).hasSize(3);
    for (Path file : files) {
      assertThat(Files.mismatch(file, actual.resolve(expected.relativize(file))))
          .as("first byte that differs of %s", file)
          .isEqualTo(-1);
    }
  }

  @Test
  @Tag("in-container")
  void what_was_paid_on_the_simulator_is_shown_by_transaction_and_said_to_be_simulated()
      throws Exception {
    Script.Result result =
        Script.run(Duration.ofMinutes(3), "demo", "--ledger", "devnet", "--size", "32");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).contains("a simulator of a TRON node; nothing of it is on TRON");
    assertThat(result.out())
        .contains("TRC-10 transfers by their ids, on a simulated TRON node")
        .containsPattern("  ada  to s(am|ue) +0\\.\\d+  [0-9a-f]{64}\\n")
        .containsPattern("  all +1000 +1000  the same")
        .contains("nothing of this is on TRON");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Tag("in-container")
  void the_simulator_ends_however_the_demonstration_does(boolean killed) throws Exception {
    Process demo = demo(temporary.resolve("said"));
    try {
      ProcessHandle simulator =
          await().atMost(SOON).until(() -> simulatorOf(demo), Optional::isPresent).orElseThrow();

      if (killed) {
        demo.destroyForcibly();
      } else {
        demo.destroy();
      }

      await().atMost(SOON).until(() -> !demo.isAlive() && !simulator.isAlive());
      assertThat(killed || isEmpty(folders())).isTrue();
    } finally {
      demo.destroyForcibly();
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static Optional<ProcessHandle> simulatorOf(Process demo) {
    return demo.descendants()
        .filter(process -> process.info().commandLine().orElse("").contains("io.quoin.devnet.Main"))
        .findFirst();
  }

  @Test
  @Tag("in-container")
  void a_simulator_that_dies_ends_the_demonstration_with_that_reason() throws Exception {
    Path said = temporary.resolve("said");
    Process demo = demo(said);
    try {
      ProcessHandle simulator =
          await().atMost(SOON).until(() -> simulatorOf(demo), Optional::isPresent).orElseThrow();
      await().atMost(SOON).until(() -> Files.readString(said).contains("then ada comes"));

      simulator.destroyForcibly();

      assertThat(demo.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(demo.exitValue()).isEqualTo(1);
      assertThat(Files.readString(said)).contains("quoin: the simulated TRON node has ended");
    } finally {
      demo.destroyForcibly();
    }
  }

  /** Where the demonstration has its temporary files. */
  private Path folders() {
    return temporary.resolve("folders");
  }

  private Process demo(Path said) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Assembly.HOME.resolve("bin/quoin").toString(), "demo", "--ledger", "devnet")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(said.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .put("QUOIN_JAVA_OPTS", "-Djava.io.tmpdir=" + Files.createDirectories(folders()));
    return builder.start();
  }

  private static final class Quiet implements DemoSwarm.Watcher {
    @Override
    public void begins(String what) {
      // Nobody looks.
    }

    @Override
    public void look(List<DemoSwarm.Standing> peers) {
      // Nobody looks.
    }
  }
}
