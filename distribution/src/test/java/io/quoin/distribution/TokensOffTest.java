package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.leaks.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has not opted in to tokens has nothing of them, and nobody can tell that they exist. */
@Tag("in-container")
class TokensOffTest {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Pattern BUNDLES_OF_TOKENS =
      Pattern.compile("(io\\.quoin\\.(wallet|ledger|incentive)|bcprov|sqlite).*");
  private static final Pattern CLASSES_OF_TOKENS =
      Pattern.compile(
          "io\\.quoin\\.(api\\.)?(wallet|ledger|journal)\\..*|io\\.quoin\\.incentive\\..*"
              + "|org\\.(bouncycastle|sqlite|tron)\\..*|(io\\.grpc|com\\.google\\.protobuf)\\..*");
  private static final String BTT = "io.quoin.incentive.btt";
  private static final String LEDGER = "io.quoin.ledger.tron";
  private static final String ON = "{ \"earn\": true, \"spend\": true }";
  private static final String TRON =
      "{ \"full.nodes\": [\"127.0.0.1:1\"], \"solidity.nodes\": [\"127.0.0.1:1\"] }";

  @TempDir Path temporary;
  private int port;

  /** What a run left to be looked at. */
  private record Run(String sent, List<String> threads, List<String> sockets, List<String> types) {

    static Run of(String output, Path loaded) throws IOException {
      List<String> lines = output.lines().toList();
      return new Run(
          lines.stream().filter(line -> line.startsWith("sent ")).findFirst().orElseThrow(),
          sorted(lines, "thread "),
          sorted(lines, "descriptor of socket"),
          Files.readAllLines(loaded, StandardCharsets.UTF_8));
    }

    private static List<String> sorted(List<String> lines, String prefix) {
      return lines.stream().filter(line -> line.startsWith(prefix)).sorted().toList();
    }

    List<String> ofTokens() {
      return types.stream().filter(type -> CLASSES_OF_TOKENS.matcher(type).matches()).toList();
    }
  }

  @BeforeEach
  void choosePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
  }

  @Test
  void neither_without_the_profile_nor_without_opting_in_is_anything_of_them_there()
      throws Exception {
    Run neverHeard = run("never-heard", bundlesWithoutTokens(), "FULL", Map.of());
    Run byProfile = run("profile", Assembly.BUNDLES, "MINIMAL", Map.of(BTT, ON, LEDGER, TRON));
    Run notConfigured = run("not-configured", Assembly.BUNDLES, "FULL", Map.of());
    Run notOptedIn = run("no", Assembly.BUNDLES, "FULL", Map.of(BTT, shippedConfiguration()));
    Run onlyLedger = run("ledger", Assembly.BUNDLES, "FULL", Map.of(LEDGER, TRON));

    for (Run off : List.of(byProfile, notConfigured, notOptedIn, onlyLedger)) {
      assertThat(off.sent()).isEqualTo(neverHeard.sent());
      assertThat(off.threads()).isEqualTo(neverHeard.threads());
      assertThat(off.sockets()).isEqualTo(neverHeard.sockets());
      assertThat(off.ofTokens()).isEmpty();
    }
  }

  @Test
  void whoever_opts_in_has_them_and_says_so() throws Exception {
    Run on = run("on", Assembly.BUNDLES, "FULL", Map.of(BTT, ON));

    assertThat(on.sent())
        .contains(HexFormat.of().formatHex("6:qn_btt".getBytes(StandardCharsets.US_ASCII)));
    assertThat(on.ofTokens())
        .contains(
            "io.quoin.incentive.btt.BttPolicy",
            "io.quoin.wallet.key.KeyWallet",
            "io.quoin.ledger.local.LocalLedger",
            "org.sqlite.JDBC")
        .doesNotContain("io.quoin.ledger.tron.TronLedger");
    assertThat(on.threads()).anyMatch(thread -> thread.contains("quoin-wallet-journal"));
  }

  /** The files that come along, as they come. */
  private static String shippedConfiguration() throws IOException {
    return Files.readString(Assembly.HOME.resolve("etc/" + BTT + ".cfg.json"));
  }

  private Path bundlesWithoutTokens() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("bundles"));
    for (Path jar : Assembly.jars(Assembly.BUNDLES, "*.jar")) {
      if (!BUNDLES_OF_TOKENS.matcher(jar.getFileName().toString()).matches()) {
        Files.copy(jar, folder.resolve(jar.getFileName()));
      }
    }
    return folder;
  }

  private Run run(String name, Path bundles, String profile, Map<String, String> configuration)
      throws Exception {
    Path room = Files.createDirectory(temporary.resolve(name));
    Path etc = Files.createDirectory(room.resolve("etc"));
    for (Map.Entry<String, String> file : configuration.entrySet()) {
      Files.writeString(etc.resolve(file.getKey() + ".cfg.json"), file.getValue());
    }
    Path log = room.resolve("classes");
    ChildJvm.Result result =
        ChildJvm.embedding()
            .with(codeOf(Witness.class))
            .with(codeOf(Threads.class))
            .flag("-Xlog:class+load:file=" + log + "::filecount=0")
            .run(
                Witness.class.getName(),
                SOON,
                bundles.toString(),
                profile,
                etc.toString(),
                room.toString(),
                Integer.toString(port),
                Boolean.toString(ON.equals(configuration.get(BTT)) && profile.equals("FULL")));
    assertThat(result.exitCode()).as(result.output()).isZero();
    return Run.of(result.output(), names(log));
  }

  private static Path codeOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Just the names of the classes that were loaded. */
  private static Path names(Path log) throws IOException {
    Pattern line = Pattern.compile("^\\[.*?\\] (\\S+) source: .*");
    try (Stream<String> lines = Files.lines(log)) {
      return Files.write(
          log.resolveSibling("names"),
          lines.map(line::matcher).filter(Matcher::matches).map(found -> found.group(1)).toList());
    }
  }
}
