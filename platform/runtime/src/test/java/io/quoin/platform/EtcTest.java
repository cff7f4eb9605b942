package io.quoin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quoin.api.peers.PeerSource;
import io.quoin.platform.greeter.Greeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EtcTest {

  private static final String PID = "io.quoin.platform.greeter";
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path temporary;
  private Path bundles;
  private Path etc;

  @BeforeEach
  void prepare() throws Exception {
    bundles = TestBundles.folder(temporary);
    etc = Files.createDirectory(temporary.resolve("etc"));
    TestBundles.bundle(bundles, Greeter.class);
  }

  private PlatformBuilder platform() {
    return Platform.builder().bundles(bundles).etc(etc);
  }

  private Path write(String json) throws IOException {
    return Files.writeString(etc.resolve(PID + ".cfg.json"), json);
  }

  private static String greeting(Platform platform) throws PlatformException {
    return platform.service(PeerSource.class, SOON).toString();
  }

  @Test
  void a_file_configures_the_component_before_it_is_activated() throws Exception {
    write("{ \"greeting\": \"hey\", \"times\": 3, \"names\": [\"x\", \"y\"] }");

    try (Platform platform = platform().start()) {
      assertThat(greeting(platform)).isEqualTo("hey hey hey x+y");
    }
  }

  @Test
  void the_host_overrides_single_keys_of_a_file() throws Exception {
    write("{ \"greeting\": \"hey\", \"times\": 3 }");

    try (Platform platform = platform().configure(PID, Map.of("times", 1)).start()) {
      assertThat(greeting(platform)).isEqualTo("hey ");
    }
  }

  @Test
  void what_a_file_says_can_be_looked_at_without_a_platform() throws Exception {
    assertThat(EtcFile.read(etc, PID)).isEmpty();
    write("{ // said to people\n \"greeting\": \"hey\", \"names\": [\"x\"] }");

    assertThat(EtcFile.read(etc, PID)).containsEntry("greeting", "hey").containsKey("names");
  }

  @Test
  void a_changed_file_takes_effect_and_a_removed_one_leaves_the_defaults() throws Exception {
    Path file = write("{ \"greeting\": \"hey\" }");

    try (Platform platform = platform().start()) {
      write("{ \"greeting\": \"howdy\" }");
      await().atMost(SOON).untilAsserted(() -> assertThat(greeting(platform)).isEqualTo("howdy "));
      Files.delete(file);
      await().atMost(SOON).untilAsserted(() -> assertThat(greeting(platform)).isEqualTo("hello "));
    }
  }

  @Test
  void a_bad_change_leaves_what_was_configured() throws Exception {
    write("{ \"greeting\": \"hey\" }");

    try (Platform platform = platform().start()) {
      write("{ \"greeting\": \"bad\", \"times\": \"many\" }");

      await()
          .during(Duration.ofSeconds(2))
          .atMost(SOON)
          .until(() -> "hey ".equals(greeting(platform)));
    }
  }

  @Test
  void files_are_only_read() throws Exception {
    Path file = write("{ \"greeting\": \"hey\" }");
    Object time = Files.getLastModifiedTime(file);

    try (Platform platform = platform().configure(PID, Map.of("times", 2)).start()) {
      greeting(platform);
    }

    assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
    assertThat(file).hasContent("{ \"greeting\": \"hey\" }");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      value = {
        "'{ \"tims\": 1 }' | there is no key 'tims'; known are data, greeting, names, times",
        "'{ \"times\": \"1\" }' | the key 'times' has type integer, which '1' is not",
        "'{ \"times\": 1.5 }' | the key 'times' has type integer, which '1.5' is not",
        "'{ \"times\": 4294967297 }' | the key 'times' has type integer, which '4294967297' is not",
        "'{ \"times\": 10 }' | the key 'times' cannot be '10': How often, 1 to 9",
        "'{ \"times\": [1] }' | the key 'times' is one integer, not a list",
        "'{ \"names\": \"x\" }' | the key 'names' is a list of string values",
        "'{ \"names\": [\"a\", \"b\", \"c\", \"d\"] }' | the key 'names' takes 3 values at most",
        "'{ \"greeting\": ' | cannot be read"
      })
  void a_bad_file_is_refused_with_file_and_key(String json, String complaint) throws Exception {
    Path file = write(json);

    assertThatThrownBy(() -> platform().start())
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(PlatformException.Code.BAD_CONFIGURATION))
        .hasMessageContaining(file.toString())
        .hasMessageContaining(complaint);
  }

  @Test
  void a_file_for_a_bundle_that_is_not_there_waits_for_it() throws Exception {
    Path greeter = TestBundles.bundle(temporary, Greeter.class);
    Files.delete(bundles.resolve(greeter.getFileName()));
    write("{ \"greeting\": \"hey\" }");

    try (Platform platform = platform().start()) {
      platform.installBundle(greeter);

      await().atMost(SOON).untilAsserted(() -> assertThat(greeting(platform)).isEqualTo("hey "));
    }
  }

  @Test
  void a_folder_that_is_not_there_is_refused() {
    assertThatThrownBy(
            () -> Platform.builder().bundles(bundles).etc(temporary.resolve("none")).start())
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining(temporary.resolve("none").toString());
  }
}
