package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line answers to what cannot be done: an exit code and one clear line. */
class BadInputTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir static Path temporary;

  @BeforeAll
  static void prepare() throws Exception {
    Files.createDirectory(temporary.resolve("folder"));
    Files.writeString(temporary.resolve("garbage"), "This is no torrent.");
    Files.writeString(temporary.resolve("cut.torrent"), "d8:announce20:http://tracker.examp");
    Files.writeString(temporary.resolve("nameless.torrent"), "d4:infod6:lengthi5eee");
    Files.writeString(temporary.resolve("good"), "good");
    Script.run(SOON, words("create -o @good.torrent @good"));
  }

  /** The words of a call; {@code @} stands before what is in the test's directory. */
  private static String[] words(String call) {
    return Arrays.stream(call.split(" ", -1))
        .map(word -> word.replace("@", temporary + "/"))
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          inspect @missing.torrent                     | missing.torrent cannot be read: it is not there
          inspect @garbage                             | garbage is refused: this is not a torrent
          inspect @cut.torrent                         | cut.torrent is refused
          inspect @nameless.torrent                    | nameless.torrent is refused: the torrent has no name
          inspect @folder                              | folder is a directory, not a torrent
          inspect magnet:?dn=no+hash                   | magnet:?dn=no+hash is refused: this is no usable magnet link
          get -o @folder @missing.torrent              | missing.torrent cannot be read: it is not there
          get -o @folder @garbage                      | garbage must be refused: this is not a torrent
          get -o @folder @nameless.torrent             | nameless.torrent must be refused: the torrent has no name
          get -o @folder magnet:?dn=no+hash            | magnet:?dn=no+hash must be refused: this is no usable magnet link
          get -o @folder magnet:?xt=urn:btih:12        | a v1 hash has 40 or 32 digits, not 2
          get -o @folder http://127.0.0.1:1/x.torrent  | http://127.0.0.1:1/x.torrent cannot be fetched
          get -o @good @good.torrent                   | the directory @good cannot be made: there is a file of that name
          seed -o @folder @missing.torrent             | missing.torrent cannot be read: it is not there
          seed -o @folder @garbage                     | garbage must be refused: this is not a torrent
          seed -o @nowhere @good.torrent               | the directory @nowhere is not there
          verify -o @folder @missing.torrent           | missing.torrent cannot be read: it is not there
          verify -o @folder @garbage                   | garbage is refused: this is not a torrent
          verify -o @nowhere @good.torrent             | the directory @nowhere is not there
          create -o @x.torrent @missing                | missing cannot be read: it is not there
          create -o @x.torrent @folder                 | folder cannot be made into a torrent: there is not one byte
          create -o @nowhere/x.torrent @good           | x.torrent cannot be written: its directory is not there
          """)
  void what_cannot_be_done_fails_with_one_line(String call, String reason) throws Exception {
    Script.Result result = Script.run(SOON, words(call));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("quoin: ")
        .contains(String.join(" ", words(reason)))
        .hasLineCount(1);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "inspect",
        "get",
        "get --no-such-switch @good.torrent",
        "get --seed-ratio much @good.torrent",
        "get --seed-ratio 1 --seed-time 1 @good.torrent",
        "get --encryption perhaps @good.torrent",
        "get --peer nonsense @good.torrent",
        "get --peer 127.0.0.1:99999 @good.torrent",
        "get --listen nonsense @good.torrent",
        "get --listen 127.0.0.1:-1 @good.torrent",
        "seed @good.torrent",
        "create --v1 --v2 @good",
        "create --piece-length 17 @good",
        "create --tracker nonsense @good",
        "create --web-seed nonsense @good",
        "run --no-such-switch",
      })
  void a_wrong_call_is_wrong_usage(String call) throws Exception {
    Script.Result result = Script.run(SOON, call.isEmpty() ? new String[0] : words(call));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("quoin: ").contains("--help").hasLineCount(2);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--listen", "--peer"})
  void a_host_that_is_not_known_fails_the_command(String option) throws Exception {
    Script.Result result =
        Script.run(
            SOON, words("get -o @folder " + option + " no-such-host.invalid:7000 @good.torrent"));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("no-such-host.invalid:7000").doesNotContain("\tat ");
  }
}
