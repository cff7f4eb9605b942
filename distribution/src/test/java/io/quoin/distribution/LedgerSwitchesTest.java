package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are pointed at a ledger by their switches, over the simulator as it is shipped. */
@Tag("in-container")
class LedgerSwitchesTest {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String PAYEE = "TDmHUBuko2qhcKBCGGafu928hMRj1tX2RW";

  /** In every test; never to be funded. */
  private static final String KEY =
      "da146374a75310b9666e834ee4ad0866d6f4035967bfc76217c5a495fff9f0d0";

  private static final String PAYER = "TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY";

  /** The one that the files would have them use. */
  private static Simulator other;

  private static Simulator simulator;

  @TempDir Path temporary;

  @BeforeAll
  static void startSimulators() throws Exception {
    simulator = Simulator.start("--account=" + PAYER + "=100,50", "--token=7:Seven:SVN:3");
    other = Simulator.start("--account=" + PAYER + "=100,1");
  }

  @AfterAll
  static void stopSimulators() {
    simulator.close();
    other.close();
  }

  @BeforeEach
  void settle() throws Exception {
    Path etc = Files.createDirectory(temporary.resolve("etc"));
    Files.writeString(
        etc.resolve("io.quoin.ledger.tron.cfg.json"),
        """
        { "network": "%s", "tls": false, "full.nodes": ["%s"], "solidity.nodes": ["%s"] }
        """
            .formatted(other.net(), other.fullNode(), other.solidityNode()));
    Path folder = Files.createDirectories(temporary.resolve("data/io.quoin.wallet"));
    owned(folder.resolve("key"), KEY + "\n");
  }

  private static void owned(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private Script.Result run(String command, String... switches) throws Exception {
    List<String> all = new ArrayList<>(List.of(command.split(" ", -1)));
    all.addAll(List.of("--data", temporary.resolve("data").toString()));
    all.addAll(List.of("--etc", temporary.resolve("etc").toString()));
    all.addAll(List.of(switches));
    return Script.run(SOON, all.toArray(String[]::new));
  }

  /** With the nodes of the one that the files don't name. */
  private Script.Result over(String ledger, String command) throws Exception {
    List<String> switches = new ArrayList<>(List.of(ledger.split(" ", -1)));
    switches.addAll(List.of("--tron-full-node", simulator.fullNode()));
    switches.addAll(List.of("--tron-solidity-node", simulator.solidityNode()));
    return run(command, switches.toArray(String[]::new));
  }

  private static void assertDone(Script.Result result) {
    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  @Test
  void each_switch_has_its_ledger_and_without_any_the_files_have_theirs() throws Exception {
    Script.Result files = run("wallet balance --json");
    Script.Result local = run("wallet balance --json", "--ledger", "local");
    Script.Result devnet = over("--ledger devnet --token 7", "wallet balance --json");
    Script.Result own = over("--tron-network private --token 7", "wallet balance");

    List.of(files, local, devnet, own).forEach(LedgerSwitchesTest::assertDone);
    assertThat(files.out()).contains(other.net(), "\"balance\":1000000,").doesNotContain("simul");
    assertThat(local.out()).contains("embedded BTT");
    assertThat(devnet.out())
        .contains(simulator.net(), "\"Seven\"", "\"decimals\":3", "\"balance\":50000,")
        .contains("\"simulated\":true");
    assertThat(devnet.err())
        .isEqualTo("quoin: the ledger is a simulated TRON node: nothing of it is on TRON\n");
    assertThat(own.out())
        .contains("7 Seven on net " + simulator.net() + "\n", "balance         50\n");
    assertThat(own.err()).contains("where token 7 is Seven with 3 decimals").hasLineCount(1);
  }

  @Test
  void what_is_sent_and_dropped_goes_to_the_ledger_that_is_named() throws Exception {
    String ledger = "--ledger devnet --token 7";
    Path csv =
        Files.writeString(temporary.resolve("drop.csv"), "address,amount\n" + PAYEE + ",1.5\n");

    Script.Result sent = over(ledger, "wallet send " + PAYEE + " 2 --id rent --yes --wait final");
    Script.Result dropped = over(ledger, "airdrop " + csv + " --yes");
    Script.Result history = over(ledger, "wallet history");
    Script.Result again = run("airdrop " + csv + " --yes");

    List.of(sent, dropped, history).forEach(LedgerSwitchesTest::assertDone);
    assertThat(sent.err()).contains("a simulated TRON node");
    assertThat(sent.out()).contains("2 Seven to " + PAYEE).endsWith("is final\n");
    assertThat(dropped.out()).contains("paid       1, 1.5 of 1.5");
    assertThat(history.out()).hasLineCount(2).contains("  rent  ", "1.5  to " + PAYEE);
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains(simulator.net());
  }

  @Test
  void nodes_that_are_not_what_was_said_are_not_used() throws Exception {
    Script.Result publicNetwork = over("--tron-network nile --plaintext", "wallet balance");
    Script.Result publicToken = over("--tron-network nile --token 7", "wallet balance");
    Script.Result noToken = over("--ledger devnet --token 8", "wallet balance");
    Script.Result nobody =
        run(
            "wallet balance --ledger devnet",
            "--tron-full-node",
            "127.0.0.1:1",
            "--tron-solidity-node",
            "127.0.0.1:1");

    assertThat(List.of(publicNetwork, publicToken, noToken, nobody))
        .extracting(Script.Result::exitCode)
        .containsOnly(1);
    assertThat(publicNetwork.err()).contains("is of net " + simulator.net());
    assertThat(publicToken.err())
        .contains("the nodes are of net " + simulator.net() + ", not of nile; name others");
    assertThat(noToken.err()).contains("has no token 8");
    assertThat(nobody.err()).contains("127.0.0.1:1", "'quoin devnet' starts").hasLineCount(1);
  }

  @Test
  void the_simulator_is_looked_for_where_it_listens_unless_told() throws Exception {
    String simulators = Script.run(SOON, "devnet", "--help").out();
    String commands = Script.run(SOON, "wallet", "balance", "--help").out();

    for (String port : List.of("50051", "50061")) {
      assertThat(simulators).containsPattern("default:\\s+" + port);
      assertThat(commands).containsPattern("127\\.0\\.0\\.1:" + port + "\\s+for\\s+devnet");
    }
  }
}
