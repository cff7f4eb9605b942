package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.quoin.api.journal.Payments;
import io.quoin.api.ledger.Address;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.api.plugin.Plugins;
import io.quoin.api.wallet.Wallet;
import io.quoin.distribution.greeter.Greeter;
import io.quoin.platform.Platform;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The shell of the assembled platform, by OpenSSH's client. */
@Tag("clients")
@Isolated("it counts threads and descriptors")
class ShellInPlatformTest {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Pattern PORT = Pattern.compile("\\[127\\.0\\.0\\.1]:(\\d+) ");
  private static final Pattern NAME = Pattern.compile("^([a-z]+:[a-z]+) ", Pattern.MULTILINE);
  private static final String GREETER = Greeter.class.getPackageName();

  private static final String VIEWER = "viewer";
  private static final String OPERATOR = "operator";
  private static final String ADMINISTRATOR = "administrator";

  /** Commands that come with Declarative Services, for administrators. */
  private static final String OF_THE_CONTAINER = "scr:";

  private static final Leftovers LEFTOVERS = new Leftovers();

  @TempDir static Path temporary;
  private static Platform platform;

  /** What came of a line. */
  private record Said(int code, String out, String err) {}

  @BeforeAll
  static void start() throws Exception {
    platform =
        Platform.builder()
            .bundles(Assembly.BUNDLES)
            .data(temporary.resolve("data"))
            .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")))
            .configure("io.quoin.installer", Map.of("watch.millis", 0))
            .configure("io.quoin.shell", Map.of("port", 0))
            .configure("io.quoin.incentive.btt", Map.of("earn", true))
            .framework(LEFTOVERS.watching(new FrameworkFactory()))
            .start();
    LEFTOVERS.watchBundles();
    for (String role : List.of("viewer", "operator")) {
      letIn(role);
    }
  }

  @AfterAll
  static void end() throws Exception {
    platform.close();
    platform = null;
    LEFTOVERS.assertNone(SOON);
  }

  @Test
  void commands_of_a_plugin_come_and_go_with_it_and_each_asks_for_its_role() throws Exception {
    Plugins plugins = platform.service(Plugins.class, SOON);
    Said before = ssh(VIEWER, "greet:hello world");

    plugins.install(PluginOrder.of(TestBundle.greeting(temporary)).unsignedAllowed());
    LEFTOVERS.watchBundles();
    Said hello = ssh(VIEWER, "greet:hello world");
    Said change = ssh(VIEWER, "greet:change");
    Said changed = ssh(OPERATOR, "greet:change");
    Said secret = ssh(OPERATOR, "greet:secret");
    Said told = ssh(ADMINISTRATOR, "greet:secret");
    Said help = ssh(VIEWER, "help");
    plugins.disable(GREETER);
    Said gone = ssh(VIEWER, "greet:hello world");
    plugins.enable(GREETER);
    Said back = ssh(VIEWER, "greet:hello again");
    plugins.remove(GREETER);
    Said removed = ssh(ADMINISTRATOR, "greet:secret");

    Said none = new Said(2, "", "quoin: greet:hello is no command; 'help' lists those there are\n");
    assertThat(before).isEqualTo(none);
    assertThat(hello).isEqualTo(new Said(0, "hello world\n", ""));
    assertThat(change)
        .isEqualTo(
            new Said(
                77, "", "quoin: greet:change is for the role operator, and this key has viewer\n"));
    assertThat(changed).isEqualTo(new Said(0, "changed\n", ""));
    assertThat(secret.code()).isEqualTo(77);
    assertThat(told).isEqualTo(new Said(0, "told\n", ""));
    assertThat(help.out()).contains("greet:hello").doesNotContain("greet:secret");
    assertThat(gone).isEqualTo(none);
    assertThat(back).isEqualTo(new Said(0, "hello again\n", ""));
    assertThat(removed.code()).isNotZero();
  }

  @Test
  void every_command_says_how_it_is_used_with_an_example() throws Exception {
    List<String> names =
        NAME.matcher(ssh(OPERATOR, "help").out()).results().map(m -> m.group(1)).toList();
    List<String> administrators =
        NAME.matcher(ssh(ADMINISTRATOR, "help").out()).results().map(m -> m.group(1)).toList();
    List<String> own =
        administrators.stream().filter(name -> !name.startsWith(OF_THE_CONTAINER)).toList();

    String all = piped(ADMINISTRATOR, own.stream().map(name -> "help " + name).toList()).out();

    assertThat(names).contains("torrent:add", "torrent:progress", "peer:list", "peer:add");
    assertThat(names).contains("storage:list", "incentive:list", "wallet:balance", "system:health");
    assertThat(own).containsAll(names).contains("plugin:install", "incentive:use");
    assertThat(names).doesNotContain("plugin:install", "incentive:use");
    assertThat(own).allSatisfy(name -> assertThat(all).contains("\nexample: " + name));
  }

  @Test
  void a_viewer_sees_how_the_platform_does() throws Exception {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(ssh(VIEWER, "system:health").out())
                    .startsWith("CHECK ")
                    .contains("peers can connect to")
                    .doesNotContain("warning", "failing"));

    Said seen =
        piped(
            VIEWER,
            List.of(
                "system:info",
                "system:memory",
                "system:metrics shell",
                "storage:memory",
                "storage:list"));

    assertThat(seen.err()).isEmpty();
    assertThat(seen.out())
        .contains("listening", "127.0.0.1:", "\nheap ", "MOST SO FAR", "DIRECTORY")
        .contains("quoin_shell_sessions ");
  }

  @Test
  void a_viewer_sees_the_account() throws Exception {
    Address account = platform.service(Wallet.class, SOON).address();
    platform.service(Payments.class, SOON);

    Said address = ssh(VIEWER, "wallet:address");
    JsonObject balance =
        JsonParser.parseString(ssh(VIEWER, "wallet:balance --json").out()).getAsJsonObject();
    Said history = ssh(VIEWER, "wallet:history --most 3");
    Said money = ssh(VIEWER, "incentive:money");

    assertThat(address).isEqualTo(new Said(0, account + "\n", ""));
    assertThat(balance.get("account").getAsString()).isEqualTo(account.toString());
    assertThat(balance.get("balance").getAsLong()).isPositive();
    assertThat(balance.get("underWay").getAsLong()).isZero();
    assertThat(history.out()).isEqualTo("ORDERED  STATE  AMOUNT  TO  PURPOSE  REASON\n");
    assertThat(money.out()).isEqualTo("TORRENT  EARNED  TO COME  SPENT  PAID  NAME\n");
  }

  @Test
  void an_administrator_has_another_incentive_at_work() throws Exception {
    awaitAtWork("btt");

    Said unknown = ssh(ADMINISTRATOR, "incentive:use nobody");
    Said refused = ssh(OPERATOR, "incentive:use none");
    Said none = ssh(ADMINISTRATOR, "incentive:use none");
    awaitAtWork("tit for tat");
    Said best = ssh(ADMINISTRATOR, "incentive:use best");

    awaitAtWork("btt");
    assertThat(unknown)
        .isEqualTo(new Said(1, "", "quoin: no incentive is called nobody; see incentive:list\n"));
    assertThat(refused.code()).isEqualTo(77);
    assertThat(none).isEqualTo(new Said(0, "", ""));
    assertThat(best).isEqualTo(none);
  }

  private static void awaitAtWork(String id) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(ssh(VIEWER, "incentive:list").out())
                    .containsPattern("\n" + id + " .*yes\n"));
  }

  private static Path shell() {
    return temporary.resolve("data").resolve("io.quoin.shell");
  }

  private static Path key(String role) {
    return role.equals(ADMINISTRATOR) ? shell().resolve(role) : temporary.resolve(role);
  }

  private static void letIn(String role) throws Exception {
    assertThat(
            run(
                    List.of(
                        "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key(role).toString()),
                    "")
                .code())
        .isZero();
    Files.writeString(
        shell().resolve("authorized_keys"),
        "role=\"" + role + "\" " + Files.readString(temporary.resolve(role + ".pub")),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static Said ssh(String role, String line) throws Exception {
    List<String> command = client(role);
    command.add(line);
    return run(command, "");
  }

  private static Said piped(String role, List<String> lines) throws Exception {
    return run(client(role), String.join("\n", lines) + "\n");
  }

  private static List<String> client(String role) throws IOException {
    Path known = shell().resolve("known_hosts");
    await().atMost(SOON).until(() -> Files.exists(known));
    Matcher port = PORT.matcher(Files.readString(known));
    assertThat(port.lookingAt()).isTrue();
    return new ArrayList<>(
        List.of(
            "ssh",
            "-F",
            "/dev/null",
            "-T",
            "-o",
            "BatchMode=yes",
            "-o",
            "IdentitiesOnly=yes",
            "-o",
            "StrictHostKeyChecking=yes",
            "-o",
            "UserKnownHostsFile=" + known,
            "-o",
            "GlobalKnownHostsFile=/dev/null",
            "-o",
            "LogLevel=ERROR",
            "-i",
            key(role).toString(),
            "-p",
            port.group(1),
            "somebody@127.0.0.1"));
  }

  private static Said run(List<String> command, String in) throws Exception {
    Path out = Files.createTempFile(temporary, "said", ".out");
    Path err = Files.createTempFile(temporary, "said", ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try (OutputStream to = process.getOutputStream()) {
      to.write(in.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It has ended without reading; its exit code says how.
    }
    boolean ended = process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("%s ends", command).isTrue();
    return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
