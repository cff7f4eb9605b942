package io.quoin.devnet;

import static io.quoin.devnet.chain.People.ALICE;
import static io.quoin.devnet.chain.People.HOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.devnet.chain.Order;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The program, as a script or another program starts it. */
class MainTest {

  private static final String OWNER = ALICE.address().toString();

  @Test
  void it_says_in_one_line_where_it_is_and_ends_with_who_started_it() throws Exception {
    Process process =
        start(
            "--full-node-port=0",
            "--solidity-port=0",
            "--until-eof",
            "--account=" + OWNER + "=12.5,3",
            "--hot-key=" + OWNER + "=" + HOT.address());
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      Map<String, String> said = pairs(out.readLine());
      String banner = err.readLine();
      try (Client client =
          new Client(address(said.get("full-node")), address(said.get("solidity-node")))) {
        var account = client.account(ALICE);

        assertThat(account.getBalance()).isEqualTo(12_500_000);
        assertThat(account.getAssetV2OrThrow("1002000")).isEqualTo(3_000_000);
        assertThat(account.getActivePermission(1).getKeys(0).getAddress())
            .isEqualTo(Order.bytes(HOT.address()));
      }
      process.getOutputStream().close();

      assertThat(said)
          .containsKeys("full-node", "solidity-node", "net")
          .containsEntry("token", "1002000")
          .containsEntry("name", "BitTorrent")
          .containsEntry("decimals", "6");
      assertThat(said.get("net")).matches("[0-9a-f]{16}");
      assertThat(banner).contains("simulator");
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(out.readLine()).isNull();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(String... switches) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(switches));
    return new ProcessBuilder(command).start();
  }

  private static Map<String, String> pairs(String line) {
    Map<String, String> pairs = new HashMap<>();
    Arrays.stream(line.split(" "))
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> pairs.put(pair[0], pair[1]));
    return pairs;
  }

  private static InetSocketAddress address(String written) {
    assertThat(written).startsWith("127.0.0.1:");
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), Integer.parseInt(written.substring(10)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--account=nobody=1,2 | 'nobody' is no address",
        "--account=TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZZ=1,2 | is no address",
        "--account=TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY=1 | endows nobody",
        "--account=TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY=-1,0 | endows nobody",
        "--account=TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY=999999999999999999,0 | too large",
        "--token=7:Name:N:2 --account=TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY=1,1.001 | 2 decimals",
        "--token=BTT | write ID:NAME:ABBREVIATION:DECIMALS",
        "--token=0:Name:N:2 | 1 or more",
        "--token=7:Name:N:9 | 0 to 6 decimals",
        "--hot-key=TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY | write OWNER=ADDRESS",
        "--hot-key=TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY=TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY | no such",
        "--block-seconds=0 | 1 to 3600",
        "--solidified-lag=1001 | 0 to 1000",
        "--full-node-port=70000 | port out of range",
        "--gas | Unknown option"
      })
  void wrong_usage_says_what_is_wrong(String switches, String what) {
    StringWriter err = new StringWriter();

    int code = execute(err, switches.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).startsWith("quoin devnet: ").contains(what).hasLineCount(2);
  }

  private static int execute(StringWriter err, String... switches) {
    CommandLine command = Main.commandLine();
    command.setErr(new PrintWriter(err, true));
    return command.execute(switches);
  }

  @Test
  void the_same_account_twice_is_wrong_usage() {
    StringWriter err = new StringWriter();

    int code = execute(err, "--account=" + OWNER + "=1,1", "--account=" + OWNER + "=2,2");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("twice");
  }

  @Test
  void a_port_that_is_taken_fails_in_one_line() throws IOException {
    StringWriter err = new StringWriter();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int code = execute(err, "--full-node-port=" + taken.getLocalPort(), "--solidity-port=0");

      assertThat(code).isEqualTo(1);
      assertThat(err.toString())
          .startsWith("quoin devnet: cannot listen at")
          .contains(Integer.toString(taken.getLocalPort()))
          .hasLineCount(1);
    }
  }
}
