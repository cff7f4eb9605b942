package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoTest {

  private static final int SEEDERS = 2;
  private static final int DOWNLOADERS = 6;

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
  void a_ledger_that_is_not_there_yet_is_refused_as_wrong_usage() throws Exception {
    Script.Result result = Script.run(Duration.ofMinutes(1), "demo", "--ledger", "tron");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--ledger tron is not possible yet");
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
