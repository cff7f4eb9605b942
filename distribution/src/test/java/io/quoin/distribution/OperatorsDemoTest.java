package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demonstration with the operator's own tokens, over a private network. */
@Tag("in-container")
class OperatorsDemoTest {

  private static final Duration SOON = Duration.ofMinutes(5);

  /** In every test; never to be funded. */
  private static final String KEY =
      "da146374a75310b9666e834ee4ad0866d6f4035967bfc76217c5a495fff9f0d0";

  private static final String OPERATOR = "TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY";

  /** What the operator has, in base units. */
  private static final long GIVEN = 5_000_000;

  @TempDir Path temporary;
  private Simulator simulator;

  @BeforeEach
  void settle() throws Exception {
    Files.createDirectory(temporary.resolve("etc"));
    Path folder = Files.createDirectories(temporary.resolve("data/io.quoin.wallet"));
    Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    simulator = Simulator.start("--account=" + OPERATOR + "=100,5");
  }

  @AfterEach
  void stopSimulator() {
    simulator.close();
  }

  private List<String> command(String... more) {
    List<String> all = new ArrayList<>(List.of("demo", "--ledger", "tron", "--plaintext"));
    all.addAll(List.of("--data", temporary.resolve("data").toString()));
    all.addAll(List.of("--etc", temporary.resolve("etc").toString()));
    all.addAll(List.of("--tron-full-node", simulator.fullNode()));
    all.addAll(List.of("--tron-solidity-node", simulator.solidityNode()));
    all.addAll(List.of("--tron-network", "private", "--size", "16", "--json"));
    all.addAll(List.of(more));
    return all;
  }

  private Script.Result demo(String... more) throws Exception {
    return Script.run(SOON, command(more).toArray(String[]::new));
  }

  @Test
  void whoever_does_not_confirm_sends_nothing_and_reads_what_it_would_be() throws Exception {
    Script.Result unconfirmed = demo();

    assertThat(unconfirmed.exitCode()).isEqualTo(1);
    assertThat(unconfirmed.err())
        .contains("up to 0.031252 BitTorrent go from " + OPERATOR + " on net " + simulator.net())
        .contains("seller sam is T", "seller sue is T", "fees of about ")
        .contains("nothing was sent: use --yes");
    assertThat(temporary.resolve("data/io.quoin.demo/sam/io.quoin.wallet.journal")).doesNotExist();
  }

  @Test
  void the_main_network_has_to_be_named() throws Exception {
    List<String> nodes =
        List.of("--tron-full-node", "127.0.0.1:1", "--tron-solidity-node", "127.0.0.1:1");
    List<String> implied = command("--yes");
    implied.removeAll(List.of("--tron-network", "private"));
    implied.removeIf(word -> word.startsWith("--tron-") || word.contains("127.0.0.1"));
    implied.addAll(nodes);
    List<String> named = new ArrayList<>(implied);
    named.addAll(List.of("--tron-network", "mainnet"));

    Script.Result refused = Script.run(SOON, implied.toArray(String[]::new));
    Script.Result tried = Script.run(SOON, named.toArray(String[]::new));

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("add --tron-network mainnet if that is what you want");
    assertThat(tried.exitCode()).isEqualTo(1);
    assertThat(tried.err()).contains("127.0.0.1:1");
  }

  @Test
  @Tag("long")
  void all_that_is_paid_comes_back_also_after_a_demonstration_that_was_killed() throws Exception {
    Path said = temporary.resolve("said");
    List<String> words = new ArrayList<>(command("--yes"));
    words.add(0, Assembly.HOME.resolve("bin/quoin").toString());
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(said.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process killed = builder.start();
    try {
      await()
          .atMost(SOON)
          .until(() -> !killed.isAlive() || Files.readString(said).contains("settling what is"));
    } finally {
      killed.destroyForcibly().onExit().join();
    }
    assertThat(said).content().contains("settling what is owed");

    Script.Result result = demo("--yes");

    assertThat(result.exitCode()).as(result.err()).isZero();
    JsonObject answer = JsonParser.parseString(result.out()).getAsJsonObject();
    assertThat(answer.get("ledger").getAsString()).isEqualTo("tron");
    assertThat(answer.get("conserved").getAsBoolean()).isTrue();
    assertThat(balances(answer)).isEqualTo(Map.of("ada", GIVEN, "sam", 0L, "sue", 0L));
    assertThat(senders(answer)).contains("ada").containsAnyOf("sam", "sue");
  }

  private static Map<String, Long> balances(JsonObject answer) {
    Map<String, Long> balances = new LinkedHashMap<>();
    for (JsonElement each : answer.getAsJsonArray("balances")) {
      JsonObject account = each.getAsJsonObject();
      balances.put(account.get("name").getAsString(), account.get("after").getAsLong());
    }
    return balances;
  }

  private static List<String> senders(JsonObject answer) throws IOException {
    List<String> senders = new ArrayList<>();
    for (JsonElement each : answer.getAsJsonArray("transfers")) {
      senders.add(each.getAsJsonObject().get("from").getAsString());
    }
    return senders;
  }
}
