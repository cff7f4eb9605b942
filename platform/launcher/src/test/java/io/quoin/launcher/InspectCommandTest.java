package io.quoin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {

  private static final String TORRENT =
      "d8:announce20:http://t.example/ann4:infod6:lengthi5e4:name5:a.txt12:piece lengthi16384e"
          + "6:pieces20:aaaaaaaaaaaaaaaaaaaaee";

  @TempDir Path temporary;

  private Path torrent(String content) throws Exception {
    return Files.write(
        temporary.resolve("a.torrent"), content.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void a_torrent_is_told_as_lines() throws Exception {
    Answer answer = Answer.to("inspect", torrent(TORRENT).toString());

    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .contains("name          a.txt\n")
        .contains("tracker       http://t.example/ann\n")
        .contains("file          a.txt (5 bytes)\n");
  }

  @Test
  void a_torrent_is_told_as_json() throws Exception {
    Answer answer = Answer.to("inspect", "--json", torrent(TORRENT).toString());

    JsonObject json = JsonParser.parseString(answer.out()).getAsJsonObject();
    assertThat(json.get("verdict").getAsString()).isEqualTo("accepted");
    assertThat(json.get("bytes").getAsLong()).isEqualTo(5);
  }

  @Test
  void a_refused_torrent_fails_with_its_reason_in_one_line() throws Exception {
    Path file = torrent(TORRENT.replace("i5e", "i-5e"));

    Answer answer = Answer.to("inspect", "--json", file.toString());

    JsonObject json = JsonParser.parseString(answer.out()).getAsJsonObject();
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.err()).startsWith("quoin: " + file + " is refused: ").hasLineCount(1);
    assertThat(json.get("verdict").getAsString()).isEqualTo("refused");
    assertThat(json.get("code").getAsString()).isEqualTo("BAD_LENGTH");
  }

  @Test
  void a_magnet_is_told() {
    Answer answer =
        Answer.to(
            "inspect", "magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a&dn=thing");

    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .contains("name          thing\n")
        .contains("info-hash v1  c12fe1c06bba254a9dc9f519b335aa7c1367a88a\n");
  }

  @Test
  void a_missing_file_fails_with_one_line() {
    Answer answer = Answer.to("inspect", temporary.resolve("none.torrent").toString());

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.err())
        .endsWith("none.torrent cannot be read: it is not there\n")
        .hasLineCount(1);
  }

  @Test
  void a_wrong_switch_is_wrong_usage() {
    Answer answer = Answer.to("inspect", "--jsn", "x");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("--jsn").contains("quoin inspect --help");
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void a_missing_operand_is_wrong_usage() {
    assertThat(Answer.to("inspect").exitCode()).isEqualTo(2);
  }
}
