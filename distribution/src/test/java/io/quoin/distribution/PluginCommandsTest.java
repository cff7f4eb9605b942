package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does with plugins of a platform that runs, by commands alone. */
class PluginCommandsTest {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String RATIO = "io.quoin.examples.ratio";
  private static final String BTT = "incentive-btt";
  private static final String BTT_BUNDLE = "io.quoin.incentive.btt";

  @TempDir Path temporary;

  private Path etc;
  private Path said;
  private Process running;

  @BeforeEach
  void configure() throws Exception {
    etc = Files.createDirectory(temporary.resolve("etc"));
    said = temporary.resolve("said");
    etc("io.quoin.protocol.net", "{ \"listen\": [\"127.0.0.1:0\"] }");
    etc(BTT_BUNDLE, "{ \"earn\": true, \"spend\": true }");
    etc(RATIO, "{ \".secret\": \"sixteen or more of them\", \"member\": \"tester\" }");
    etc("io.quoin.installer", "{ \"watch.millis\": 0 }");
    run();
  }

  private void etc(String pid, String text) throws IOException {
    Files.writeString(etc.resolve(pid + ".cfg.json"), text);
  }

  private void run() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Assembly.HOME.resolve("bin/quoin").toString(),
                "run",
                "--data",
                temporary.resolve("data").toString(),
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
  void end() throws Exception {
    running.destroy();
    assertThat(running.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private Script.Result plugin(String command, String... words) throws Exception {
    List<String> all =
        new ArrayList<>(List.of("plugin", command, "--data", temporary.resolve("data").toString()));
    all.addAll(List.of(words));
    return Script.run(SOON, all.toArray(String[]::new));
  }

  private JsonObject answer(String command, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("--json"));
    all.addAll(List.of(words));
    Script.Result result = plugin(command, all.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.err()).isZero();
    return JsonParser.parseString(result.out()).getAsJsonObject();
  }

  /** State and version by id. */
  private Map<String, String> listed() throws Exception {
    Map<String, String> states = new TreeMap<>();
    JsonArray plugins = answer("list").getAsJsonArray("plugins");
    for (JsonElement element : plugins) {
      JsonObject one = element.getAsJsonObject();
      states.put(
          one.get("id").getAsString(),
          one.get("state").getAsString()
              + (one.get("version").getAsString().equals("99.0.0") ? " 99.0.0" : ""));
    }
    return states;
  }

  private void awaitListed(Map<String, String> states) {
    await().atMost(SOON).untilAsserted(() -> assertThat(listed()).isEqualTo(states));
  }

  @Test
  void an_incentive_of_somebody_else_takes_the_place_of_the_shipped_one_until_that_is_enabled()
      throws Exception {
    Author author = Author.in(temporary);
    Path ratio = author.sign(Assembly.plugin(RATIO));

    Script.Result refused = plugin("install", ratio.toString());
    answer("trust", author.certificate().toString());
    JsonObject installed = answer("install", ratio.toString());
    answer("disable", BTT);

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("CN=An Author").hasLineCount(1);
    assertThat(installed.get("signer").getAsString()).isEqualTo("CN=An Author");
    awaitListed(Map.of(RATIO, "running", BTT, "disabled"));
    end();
    run();
    awaitListed(Map.of(RATIO, "running", BTT, "disabled"));

    answer("enable", BTT);

    awaitListed(Map.of(RATIO, "running", BTT, "running"));
    assertThat(plugin("info", RATIO).out()).contains("signed by      CN=An Author");
  }

  @Test
  void the_shipped_incentive_is_updated_removed_and_installed_by_the_same_steps() throws Exception {
    Author author = Author.in(temporary);
    Path shipped = Assembly.jars(Assembly.BUNDLES, BTT_BUNDLE + "-*.jar").get(0);
    Path next = author.sign(author.version(shipped, "99.0.0"));
    answer("trust", author.certificate().toString());
    awaitListed(Map.of(BTT, "running"));

    answer("update", BTT, next.toString());
    awaitListed(Map.of(BTT, "running 99.0.0"));
    answer("remove", BTT);
    awaitListed(Map.of());
    answer("install", "platform:" + BTT);
    awaitListed(Map.of(BTT, "running"));

    String fingerprint =
        answer("trust")
            .getAsJsonArray("signers")
            .get(0)
            .getAsJsonObject()
            .get("fingerprint")
            .getAsString();
    answer("trust", "--remove", fingerprint.substring(0, 12));
    assertThat(answer("trust").getAsJsonArray("signers")).isEmpty();
  }

  @Test
  void what_comes_along_is_found_by_its_name_and_installed() throws Exception {
    JsonArray offers = answer("search", "RATIO").getAsJsonArray("offers");

    assertThat(offers).hasSize(1);
    assertThat(offers.get(0).getAsJsonObject().get("name").getAsString()).isEqualTo(RATIO);
    answer("install", "--unsigned", "repo:" + RATIO);
    awaitListed(Map.of(RATIO, "running", BTT, "running"));
  }
}
