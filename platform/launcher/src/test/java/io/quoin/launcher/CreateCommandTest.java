package io.quoin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.quoin.metainfo.FileEntry;
import io.quoin.metainfo.Metainfo;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateCommandTest {

  @TempDir Path temporary;

  private Metainfo created(Path target) throws Exception {
    return Metainfo.parse(Files.readAllBytes(target));
  }

  @Test
  void a_file_becomes_a_torrent_with_what_was_asked_for() throws Exception {
    Path file = Files.write(temporary.resolve("a.bin"), new byte[40_000]);
    Path target = temporary.resolve("out.torrent");

    Answer answer =
        Answer.to(
            "create",
            "--json",
            "--piece-length=16K",
            "--tracker=http://one.example/announce",
            "--tracker=udp://two.example:6969",
            "--web-seed=http://web.example/a.bin",
            "--private",
            "-o" + target,
            file.toString());

    Metainfo torrent = created(target);
    assertThat(answer.exitCode()).isZero();
    assertThat(torrent.name()).isEqualTo("a.bin");
    assertThat(torrent.layout().pieceLength()).isEqualTo(16_384);
    assertThat(torrent.trackers()).hasSize(2);
    assertThat(torrent.webSeeds()).hasSize(1);
    assertThat(torrent.isPrivate()).isTrue();
    JsonObject json = JsonParser.parseString(answer.out()).getAsJsonObject();
    assertThat(json.get("infoHashV1").getAsString())
        .isEqualTo(torrent.infoHashes().handshake().hex());
    assertThat(json.get("magnet").getAsString()).startsWith("magnet:?xt=urn:btih:");
  }

  @Test
  void a_directory_becomes_a_torrent_of_its_regular_files() throws Exception {
    Path directory = Files.createDirectories(temporary.resolve("album/one"));
    Files.write(directory.resolve("x"), new byte[10]);
    Files.write(directory.resolveSibling("y"), new byte[20]);
    Files.createSymbolicLink(directory.resolve("link"), directory.resolveSibling("y"));
    Path target = temporary.resolve("album.torrent");

    Answer.to("create", "-o", target.toString(), temporary.resolve("album").toString());

    assertThat(created(target).layout().files())
        .extracting(FileEntry::path)
        .extracting(path -> String.join("/", path))
        .containsExactlyInAnyOrder("album/one/x", "album/y");
  }

  @ParameterizedTest
  @CsvSource({"--v1,true,false", "--v2,false,true", "--hybrid,true,true"})
  void every_version_can_be_made(String version, boolean v1, boolean v2) throws Exception {
    Path file = Files.write(temporary.resolve("a.bin"), new byte[20_000]);
    Path target = temporary.resolve("a.torrent");

    Answer.to("create", version, "-o", target.toString(), file.toString());

    assertThat(created(target).hasV1()).isEqualTo(v1);
    assertThat(created(target).hasV2()).isEqualTo(v2);
  }

  @ParameterizedTest
  @CsvSource({
    "--piece-length=17000",
    "--piece-length=x",
    "--v1 --v2",
    "--trackr=http://x",
    "--tracker=x"
  })
  void wrong_switches_are_wrong_usage(String switches) throws Exception {
    Path file = Files.write(temporary.resolve("a.bin"), new byte[20_000]);

    Answer answer = Answer.to(("create " + switches + " " + file).split(" ", -1));

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("quoin create --help");
  }

  @Test
  void an_empty_file_fails_with_one_line_and_leaves_nothing() throws Exception {
    Path file = Files.createFile(temporary.resolve("empty"));
    Path target = temporary.resolve("empty.torrent");

    Answer answer = Answer.to("create", "-o", target.toString(), file.toString());

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.err()).startsWith("quoin: ").hasLineCount(1);
    assertThat(target).doesNotExist();
  }

  @Test
  void a_target_that_cannot_be_written_fails_with_one_line() throws Exception {
    Path file = Files.write(temporary.resolve("a.bin"), new byte[20_000]);
    Path target = temporary.resolve("no/such/folder/a.torrent");

    Answer answer = Answer.to("create", "-o", target.toString(), file.toString());

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.err()).contains(target + " cannot be written").hasLineCount(1);
  }
}
