package io.quoin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

  @TempDir Path temporary;
  private Path album;
  private Path torrent;

  @BeforeEach
  void create() throws Exception {
    album = Files.createDirectory(temporary.resolve("album"));
    byte[] content = new byte[100_000];
    new SplittableRandom(1).nextBytes(content);
    Files.write(album.resolve("one"), content);
    Files.write(album.resolve("two"), content);
    torrent = temporary.resolve("album.torrent");
    Answer.to("create", "--v2", "--piece-length=16K", "-o" + torrent, album.toString());
  }

  private Answer verify(String... switches) {
    String[] arguments = new String[switches.length + 3];
    arguments[0] = "verify";
    System.arraycopy(switches, 0, arguments, 1, switches.length);
    arguments[switches.length + 1] = "-o" + temporary;
    arguments[switches.length + 2] = torrent.toString();
    return Answer.to(arguments);
  }

  @Test
  void right_data_is_right() {
    Answer answer = verify();

    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .isEqualTo("right    album/one (7 of 7 pieces)\nright    album/two (7 of 7 pieces)\n");
  }

  @Test
  void a_wrong_byte_and_a_missing_file_are_found() throws Exception {
    byte[] content = Files.readAllBytes(album.resolve("one"));
    content[20_000]++;
    Files.write(album.resolve("one"), content);
    Files.delete(album.resolve("two"));

    Answer answer = verify("--json");

    JsonObject json = JsonParser.parseString(answer.out()).getAsJsonObject();
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.err())
        .isEqualTo("quoin: of 14 pieces 7 are missing and 1 are wrong in " + temporary + "\n");
    assertThat(json.get("right").getAsInt()).isEqualTo(6);
    assertThat(json.get("files").toString())
        .contains("\"verdict\":\"wrong\"")
        .contains("\"verdict\":\"missing\"");
  }

  @Test
  void a_directory_that_is_not_there_fails_with_one_line() {
    Answer answer = Answer.to("verify", "-o", temporary + "/none", torrent.toString());

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.err()).endsWith("none is not there\n").hasLineCount(1);
  }

  @Test
  void without_a_directory_it_is_wrong_usage() {
    assertThat(Answer.to("verify", torrent.toString()).exitCode()).isEqualTo(2);
  }
}
