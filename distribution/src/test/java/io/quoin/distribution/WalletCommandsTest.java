package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.platform.Platform;
import io.quoin.platform.Profile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens looked at, sent and dropped from the command line, over the embedded ledger. */
@Tag("in-container")
class WalletCommandsTest {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String PAYEE = "TDmHUBuko2qhcKBCGGafu928hMRj1tX2RW";
  private static final String OTHER = "TEmH6bFE8FahLDTJwZqfAVuB7CaxjvPmZV";

  @TempDir Path temporary;
  private Path passphrase;
  private String account;

  @BeforeEach
  void settle() throws Exception {
    Files.writeString(
        Files.createDirectory(temporary.resolve("etc")).resolve("io.quoin.ledger.local.cfg.json"),
        "{ \"finality.seconds\": 1, \"welcome\": 100000000 }");
    passphrase = Files.writeString(temporary.resolve("passphrase"), "not for anything of worth\n");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
    Script.Result created = wallet(true, "create");
    assertThat(created.exitCode()).as(created.err()).isZero();
    account = created.out().strip();
  }

  private Script.Result wallet(boolean withPassphrase, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("wallet"));
    all.addAll(List.of(arguments));
    return run(withPassphrase, !arguments[0].equals("create"), all);
  }

  private Script.Result airdrop(boolean withPassphrase, Path csv, String... more) throws Exception {
    List<String> all = new ArrayList<>(List.of("airdrop", csv.toString()));
    all.addAll(List.of(more));
    return run(withPassphrase, true, all);
  }

  private Script.Result run(boolean withPassphrase, boolean withEtc, List<String> arguments)
      throws Exception {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--data", temporary.resolve("data").toString()));
    if (withEtc) {
      all.addAll(List.of("--etc", temporary.resolve("etc").toString()));
    }
    if (withPassphrase) {
      all.addAll(List.of("--passphrase-file", passphrase.toString()));
    }
    return Script.run(
        Assembly.HOME.resolve("bin/quoin"),
        SOON,
        Map.of("JAVA_HOME", System.getProperty("java.home")),
        all.toArray(String[]::new));
  }

  private static void assertDone(Script.Result result) {
    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  @Test
  void what_is_sent_twice_under_one_name_is_paid_once() throws Exception {
    Script.Result first =
        wallet(true, "send", PAYEE, "12.5", "--id", "rent", "--yes", "--wait", "final");
    Script.Result second = wallet(true, "send", PAYEE, "12.5", "--id", "rent", "--yes");
    Script.Result other = wallet(true, "send", PAYEE, "13", "--id", "rent", "--yes");
    Script.Result nameless = wallet(true, "send", PAYEE, "12.5", "--yes");
    Script.Result balance = wallet(false, "balance", "--json");
    Script.Result history = wallet(false, "history");

    assertDone(first);
    assertThat(first.out()).contains("12.5 embedded BTT to " + PAYEE).endsWith("is final\n");
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("rent is a payment of 12500000 base units to " + PAYEE);
    assertThat(nameless.exitCode()).isEqualTo(1);
    assertThat(nameless.err()).contains("repeat it with --id rent");
    assertThat(balance.out()).contains("\"balance\":87500000").contains("\"underWay\":0");
    assertThat(history.out()).hasLineCount(1).contains("final", "12.5  to " + PAYEE, "  rent  ");
  }

  @Test
  void nothing_is_sent_by_whoever_mistypes_has_too_little_or_does_not_confirm() throws Exception {
    Script.Result mistyped = wallet(true, "send", PAYEE.replace("TDm", "TDn"), "1", "--yes");
    Script.Result tooFine = wallet(true, "send", PAYEE, "0.0000001", "--yes");
    Script.Result itself = wallet(true, "send", account, "1", "--yes");
    Script.Result tooMuch = wallet(true, "send", PAYEE, "100.000001", "--yes");
    Script.Result unconfirmed = wallet(true, "send", PAYEE, "1");

    assertThat(List.of(mistyped.exitCode(), tooFine.exitCode(), itself.exitCode())).containsOnly(2);
    assertThat(tooMuch.exitCode()).isEqualTo(1);
    assertThat(tooMuch.err()).contains("there are 100 embedded BTT to spend");
    assertThat(unconfirmed.exitCode()).isEqualTo(1);
    assertThat(unconfirmed.err()).contains("nothing was sent");
    assertThat(wallet(false, "history").out()).isEmpty();
  }

  @Test
  void the_wrong_passphrase_sends_nothing_and_is_not_repeated() throws Exception {
    Files.writeString(passphrase, "some other words\n");

    Script.Result refused = wallet(true, "send", PAYEE, "1", "--yes");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("does not open").doesNotContain("some other words");
    assertThat(temporary.resolve("data/io.quoin.wallet.journal")).doesNotExist();
  }

  @Test
  void an_airdrop_is_tried_paid_reported_and_paid_only_once() throws Exception {
    Path csv =
        Files.writeString(
            temporary.resolve("drop.csv"),
            "address,amount\n" + PAYEE + ",1.5\n" + OTHER + ",2\n" + PAYEE + ",1.5\n");
    Path report = temporary.resolve("report.csv");

    Script.Result tried = airdrop(false, csv, "--dry-run");
    assertDone(tried);
    assertThat(tried.out()).contains("not paid   3");
    assertThat(tried.err())
        .contains("3 rows, 5 embedded BTT in all; 0 paid")
        .contains(PAYEE + " is in the lines [2, 4]");
    assertThat(temporary.resolve("drop.csv.airdrop")).doesNotExist();

    Script.Result paid = airdrop(true, csv, "--yes", "--report", report.toString());
    assertDone(paid);
    assertThat(paid.out()).contains("paid       3, 5 of 5").contains("not paid   0");
    assertThat(Files.readAllLines(report))
        .hasSize(4)
        .filteredOn(l -> l.contains(",final,"))
        .hasSize(3);

    Script.Result again = airdrop(true, csv, "--json");
    assertDone(again);
    assertThat(again.out()).contains("\"paid\":3").contains("\"unordered\":0");
    assertThat(wallet(false, "balance").out()).contains("balance         95\n");

    Files.writeString(csv, Files.readString(csv) + OTHER + ",1\n");
    Script.Result changed = airdrop(true, csv, "--yes");
    assertThat(changed.exitCode()).isEqualTo(1);
    assertThat(changed.err()).contains("the file was changed since its airdrop was begun");
  }

  @Test
  void a_journal_that_has_forgotten_an_airdrop_is_noticed() throws Exception {
    Path csv =
        Files.writeString(temporary.resolve("drop.csv"), "address,amount\n" + PAYEE + ",1\n");
    assertDone(airdrop(true, csv, "--yes"));
    try (DirectoryStream<Path> journal =
        Files.newDirectoryStream(temporary.resolve("data/io.quoin.wallet.journal"))) {
      for (Path file : journal) {
        Files.delete(file);
      }
    }

    Script.Result unconfirmed = airdrop(true, csv);

    assertThat(unconfirmed.exitCode()).isEqualTo(1);
    assertThat(unconfirmed.err()).contains("the journal knows none of its rows");
    assertThat(wallet(false, "balance").out()).contains("balance         99\n");
  }

  @Test
  void while_a_platform_has_the_data_nothing_is_sent_past_it() throws Exception {
    try (Platform running =
        Platform.builder()
            .bundles(Assembly.BUNDLES)
            .data(temporary.resolve("data"))
            .profile(Profile.MINIMAL)
            .configure("io.quoin.protocol.net", Map.of("listen", List.of()))
            .start()) {
      assertThat(running.bundles()).isNotEmpty();

      Script.Result refused = wallet(true, "send", PAYEE, "1", "--yes");

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("stop it, or wait").hasLineCount(1);
    }
  }

  @Test
  void an_airdrop_that_cannot_be_paid_whole_is_not_begun() throws Exception {
    Path csv =
        Files.writeString(
            temporary.resolve("drop.csv"), "address,amount\n" + PAYEE + ",60\n" + OTHER + ",60\n");

    Script.Result tried = airdrop(false, csv, "--dry-run");
    Script.Result refused = airdrop(true, csv, "--yes");

    assertThat(List.of(tried.exitCode(), refused.exitCode())).containsOnly(1);
    assertThat(refused.err()).contains("there are 100 embedded BTT to spend, less than the 120");
    assertThat(wallet(false, "history").out()).isEmpty();
  }
}
