package io.quoin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which switches make sense together, before anything is started. */
class LedgerOptionsTest {

  private static final String NODES =
      "\"full.nodes\": [\"node.example.org:50051\"], \"solidity.nodes\": [\"node.example.org:50061\"]";

  @TempDir Path temporary;

  private Answer balance(String file, String switches) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("wallet", "balance", "--etc"));
    arguments.add(temporary.toString());
    arguments.addAll(List.of(switches.split(" ", -1)));
    Files.writeString(
        temporary.resolve("io.quoin.ledger.tron.cfg.json"),
        switch (file) {
          case "mainnet" -> "{ " + NODES + " }";
          case "nile" -> "{ \"network\": \"nile\", " + NODES + " }";
          case "private" -> "{ \"network\": \"00000000000000ff\", " + NODES + " }";
          default -> "{ }";
        });
    return Answer.to(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none    | --ledger local --tron-network nile          | leave out either this or --ledger local
          none    | --ledger local --tron-full-node a:1         | leave out either this or --ledger local
          none    | --ledger local --tron-solidity-node a:1     | leave out either this or --ledger local
          none    | --ledger local --plaintext                  | leave out either this or --ledger local
          none    | --ledger local --token 5                    | leave out either this or --ledger local
          none    | --ledger devnet --tron-network private      | leave this out, or use --ledger tron
          none    | --ledger tron                               | add --tron-full-node HOST:PORT, or 'full.nodes' to
          none    | --ledger tron --tron-network private        | add --tron-full-node HOST:PORT, or 'full.nodes' to
          none    | --plaintext                                 | add --tron-full-node HOST:PORT, or 'full.nodes' to
          none    | --token 1000001                             | add --tron-full-node HOST:PORT, or 'full.nodes' to
          none    | --tron-full-node a:1                        | add --tron-solidity-node HOST:PORT, or 'solidity.nodes' to
          none    | --ledger tron --tron-solidity-node a:1      | add --tron-full-node HOST:PORT, or 'full.nodes' to
          mainnet | --tron-network nile                         | are of mainnet; name others with --tron-full-node and
          mainnet | --tron-network private                      | are of mainnet; name others with --tron-full-node and
          nile    | --tron-network mainnet --tron-full-node a:1 | are of nile; name others with --tron-full-node and
          private | --tron-network shasta                       | are of 00000000000000ff; name others with
          nile    | --token 0                                   | the number of a token is 1 or more, not 0
          nile    | --token BTT                                 | 'BTT'
          none    | --tron-full-node node.example.org           | write HOST:PORT
          none    | --tron-full-node node.example.org:0         | write HOST:PORT
          none    | --ledger bitcoin                            | expected one of [LOCAL, DEVNET, TRON]
          none    | --tron-network testnet                      | expected one of [MAINNET, NILE, SHASTA, PRIVATE]
          """)
  void what_makes_no_sense_is_wrong_usage_and_says_what_to_do(
      String file, String switches, String advice) throws Exception {
    Answer answer = balance(file, switches);

    assertThat(answer.exitCode()).as(answer.err()).isEqualTo(2);
    assertThat(answer.err()).startsWith("quoin: ").contains(advice);
    assertThat(answer.err().lines().skip(1)).containsExactly("try 'quoin wallet balance --help'");
  }

  /** There is nothing to start here: that is what it fails for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mainnet | --ledger local
          none    | --ledger devnet
          none    | --ledger devnet --plaintext --token 5 --tron-full-node a:1
          nile    | --ledger tron
          nile    | --plaintext
          nile    | --ledger tron --tron-network nile --token 1000001
          private | --tron-network private
          mainnet | --tron-network nile --tron-full-node a:1 --tron-solidity-node [::1]:2
          none    | --tron-network private --tron-full-node a:1 --tron-full-node b:1 --tron-solidity-node c:2
          """)
  void what_makes_sense_gets_as_far_as_the_platform(String file, String switches) throws Exception {
    Answer answer = balance(file, switches + " --account TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY");

    assertThat(answer.exitCode()).as(answer.err()).isEqualTo(1);
    assertThat(answer.err()).startsWith("quoin: ").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "--ledger, local, minimal",
    "--ledger, devnet, standard",
    "--tron-network, nile, minimal",
    "--token, 5, standard",
  })
  void a_profile_without_tokens_has_no_ledger(String option, String value, String profile) {
    Answer answer =
        Answer.to("run", "--etc", temporary.toString(), "--profile", profile, option, value);

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err())
        .startsWith("quoin: " + option + ": only the profile full has tokens")
        .contains("--profile " + profile);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --ledger devnet --tron-full-node a:1  | --tron-full-node: this demonstration has a ledger and tokens
          --ledger local --token 5              | --token: this demonstration has a ledger and tokens
          --keystore key                        | --keystore: this demonstration has a ledger and tokens
          --ledger devnet --yes                 | --yes: this demonstration has a ledger and tokens
          --ledger tron                         | add --tron-full-node HOST:PORT
          --tron-network nile                   | add --tron-full-node HOST:PORT
          --ledger tron --size 0                | --size: 1 to
          """)
  void a_demonstration_takes_either_tokens_of_its_own_or_the_operators(
      String switches, String advice) {
    List<String> arguments = new ArrayList<>(List.of("demo"));
    arguments.addAll(List.of(switches.split(" ", -1)));
    if (switches.contains("tron")) {
      arguments.addAll(List.of("--etc", temporary.toString()));
    }

    Answer answer = Answer.to(arguments.toArray(String[]::new));

    assertThat(answer.exitCode()).as(answer.err()).isEqualTo(2);
    assertThat(answer.err()).contains(advice);
  }

  @ParameterizedTest
  @CsvSource({"create", "encrypt", "passphrase", "address"})
  void what_needs_no_ledger_takes_no_switch_for_it(String command) {
    Answer answer = Answer.to("wallet", command, "--ledger", "local");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("--ledger");
  }
}
