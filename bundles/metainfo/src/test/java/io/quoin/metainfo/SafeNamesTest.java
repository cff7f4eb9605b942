package io.quoin.metainfo;

import static io.quoin.metainfo.Torrents.file;
import static io.quoin.metainfo.Torrents.fileBuilder;
import static io.quoin.metainfo.Torrents.filesInfo;
import static io.quoin.metainfo.Torrents.link;
import static io.quoin.metainfo.Torrents.parseInfo;
import static io.quoin.metainfo.Torrents.singleInfo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quoin.metainfo.MetainfoException.Code;
import io.quoin.metainfo.SafeNames.Target;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file.txt",
        ".hidden",
        "...",
        "a b",
        " leading",
        "trailing ",
        "trailing.",
        "what? a:b|c",
        "\u00fcml\u00e4ut \u65e5\u672c\u8a9e \u0440\u0443\u0441",
        "\ud83c\udf0d",
        "console",
        "com10",
        "nul\u00fc"
      })
  void a_harmless_name_is_kept(String name) {
    assertThat(SafeNames.element(name, Target.POSIX)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, a_b",
    "a\\b, a_b",
    "/, _",
    "\\, _",
    "/etc/passwd, _etc_passwd",
    "C:\\x, C:_x",
    "..\\..\\x, .._.._x",
    "a\u0000b, a_b",
    "a\u001bb, a_b",
    "a\u007fb, a_b",
    "a\u0085b, a_b",
    "a\u202egpj.exe, a_gpj.exe",
    "a\u200bb, a_b",
    "a\u200db, a_b",
    "a\u2066b, a_b",
    "a\u00adb, a_b",
    "a\ufeffb, a_b",
    "a\u3164b, a_b",
    "a\u2800b, a_b",
    "a\u2028b, a_b",
    "a\ud800b, a_b",
    "a\ufffdb, a_b",
    "a\uffffb, a_b",
    "a\udb40\udc41b, a_b",
    "a\ud83f\udfffb, a_b"
  })
  void what_is_dangerous_or_invisible_is_replaced(String raw, String safe) {
    assertThat(SafeNames.element(raw, Target.POSIX)).isEqualTo(safe);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CON",
        "con",
        "Nul",
        "aux.txt",
        "prn.tar.gz",
        "COM1",
        "lpt9.log",
        "nul .txt",
        "COM\u00b9"
      })
  void a_device_of_windows_is_renamed_everywhere(String raw) {
    assertThat(SafeNames.element(raw, Target.POSIX)).isEqualTo("_" + raw);
  }

  @ParameterizedTest
  @CsvSource({
    "'what? a:b|c', 'what_ a_b_c'",
    "'<\">*', '____'",
    "'trailing. . ', 'trailing'",
    "'...', '_'",
    "'a.b ', 'a.b'"
  })
  void windows_needs_more_care(String raw, String safe) {
    assertThat(SafeNames.element(raw, Target.WINDOWS)).isEqualTo(safe);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void what_means_no_name_becomes_empty(String raw) {
    assertThat(SafeNames.element(raw, Target.POSIX)).isEmpty();
    assertThat(SafeNames.element(raw, Target.WINDOWS)).isEmpty();
  }

  @Test
  void a_name_is_cut_to_255_bytes_before_its_extension() {
    String safe = SafeNames.element("\u00fc".repeat(150) + ".torrent", Target.POSIX);

    assertThat(safe.getBytes(UTF_8)).hasSizeBetween(254, 255);
    assertThat(safe).matches("\u00fc+\\.torrent");
  }

  @Test
  void no_character_is_cut_in_two() {
    String safe = SafeNames.element("\ud83c\udf0d".repeat(100), Target.POSIX);

    assertThat(safe).isEqualTo("\ud83c\udf0d".repeat(63));
  }

  @Test
  void a_name_of_megabytes_is_cut_at_once() {
    String safe = SafeNames.element("x".repeat(9_000_000), Target.POSIX);

    assertThat(safe).isEqualTo("x".repeat(255));
  }

  @Test
  void text_for_people_keeps_line_breaks_and_loses_controls() {
    String safe = SafeNames.text("a\r\nb\tc/d\\e\u001b[2J\u202e", 100);

    assertThat(safe).isEqualTo("a\nb\tc/d\\e_[2J_");
    assertThat(SafeNames.text("abc", 2)).isEqualTo("ab");
  }

  @Test
  void paths_that_lead_out_are_made_to_stay() throws MetainfoException {
    Metainfo torrent =
        parseInfo(
            filesInfo(
                    file(1, "..", "..", "etc", "passwd"),
                    file(1, "", "etc", "shadow"),
                    file(1, ".", "."),
                    file(1, "/", "root"))
                .put("name", "../up"));

    assertThat(torrent.name()).isEqualTo(".._up");
    assertThat(torrent.layout().files())
        .extracting(FileEntry::path)
        .containsExactly(
            List.of(".._up", "etc", "passwd"),
            List.of(".._up", "etc", "shadow"),
            List.of(".._up", "_.1"),
            List.of(".._up", "_", "root"));
  }

  @Test
  void what_was_renamed_is_told() throws MetainfoException {
    Metainfo torrent = parseInfo(filesInfo(file(1, "a\u202eb"), file(1, "c")).put("name", "x/y"));

    assertThat(torrent.warnings())
        .containsExactly("the torrent 'x/y' is renamed to 'x_y'", "'a_b' is renamed to 'a_b'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void a_torrent_without_a_usable_name_is_named_by_its_hash(String name) throws MetainfoException {
    Metainfo torrent = parseInfo(singleInfo(1).put("name", name));

    assertThat(torrent.name()).isEqualTo(torrent.infoHashes().handshake().hex());
    assertThat(torrent.layout().files().get(0).path()).containsExactly(torrent.name());
  }

  @Test
  void malformed_utf_8_is_replaced() throws MetainfoException {
    Metainfo torrent = parseInfo(singleInfo(1).put("name", new byte[] {'a', (byte) 0xff, 'b'}));

    assertThat(torrent.name()).isEqualTo("a_b");
  }

  @Test
  void names_that_collide_are_renamed_also_where_only_case_or_composition_differs()
      throws MetainfoException {
    Metainfo torrent =
        parseInfo(
            filesInfo(
                file(1, "a.txt"),
                file(1, "a.txt"),
                file(1, "A.TXT"),
                file(1, "\u00e9"),
                file(1, "e\u0301"),
                file(1, "dir", "x"),
                file(1, "DIR", "X")));

    assertThat(torrent.layout().files())
        .extracting(f -> String.join("/", f.path().subList(1, f.path().size())))
        .containsExactly("a.txt", "a.1.txt", "A.2.TXT", "\u00e9", "e\u0301.1", "dir/x", "DIR/X.1");
  }

  @Test
  void a_file_makes_room_for_a_directory_of_its_name() throws MetainfoException {
    Metainfo torrent = parseInfo(filesInfo(file(1, "a"), file(1, "a", "b"), file(1, "a.1")));

    assertThat(torrent.layout().files())
        .extracting(f -> String.join("/", f.path()))
        .containsExactly("name/a.1", "name/a/b", "name/a.1.1");
  }

  @Test
  void a_renamed_name_is_still_short_enough() throws MetainfoException {
    String longest = "x".repeat(251) + ".txt";

    Metainfo torrent = parseInfo(filesInfo(file(1, longest), file(1, longest)));

    assertThat(torrent.layout().files().get(1).path().get(1)).isEqualTo("x".repeat(249) + ".1.txt");
  }

  @Test
  void five_hundred_collisions_are_resolved_and_one_more_is_refused() throws MetainfoException {
    BDictionary[] many =
        IntStream.range(0, 1002).mapToObj(i -> file(1, "pair" + i / 2)).toArray(BDictionary[]::new);

    Metainfo torrent = parseInfo(filesInfo(Arrays.copyOf(many, 1000)));

    assertThat(torrent.layout().files()).hasSize(1000);
    assertRefused(Code.TOO_MANY_COLLISIONS, many);
  }

  @Test
  void a_hundred_levels_are_kept_and_one_more_is_refused() throws MetainfoException {
    String[] most = Collections.nCopies(100, "d").toArray(new String[0]);
    String[] many = Collections.nCopies(101, "d").toArray(new String[0]);

    assertThat(parseInfo(filesInfo(file(1, most))).layout().files().get(0).path()).hasSize(101);
    assertRefused(Code.BAD_PATH, file(1, many));
  }

  @Test
  void links_lead_to_files_and_directories_of_the_torrent() throws MetainfoException {
    Metainfo torrent =
        parseInfo(
            filesInfo(
                file(1, "versions", "a", "lib"),
                link(List.of("lib"), "versions", "a", "lib"),
                link(List.of("versions", "current"), "a"),
                link(List.of("versions", "up"), "..", "versions", "a"),
                link(List.of("through"), "versions", "current", "lib")));

    assertThat(torrent.layout().files())
        .extracting(f -> f.symlinkTarget().map(target -> String.join("/", target)).orElse(""))
        .containsExactly(
            "",
            "name/versions/a/lib",
            "name/versions/a",
            "name/versions/a",
            "name/versions/current/lib");
    assertThat(torrent.warnings()).isEmpty();
  }

  @Test
  void links_that_lead_out_or_nowhere_or_in_circles_become_empty_files() throws MetainfoException {
    Metainfo torrent =
        parseInfo(
            filesInfo(
                file(1, "d", "x"),
                link(List.of("out"), "..", "..", "etc", "passwd"),
                link(List.of("d", "out"), "..", "..", "x"),
                link(List.of("absolute"), "/etc/passwd"),
                link(List.of("nowhere"), "missing"),
                link(List.of("self"), "self"),
                link(List.of("ping"), "pong"),
                link(List.of("pong"), "ping"),
                link(List.of("below"), "d", "x", "y"),
                link(List.of("dot"), ".")));

    assertThat(torrent.layout().files()).allSatisfy(f -> assertThat(f.symlinkTarget()).isEmpty());
    assertThat(torrent.layout().files()).filteredOn(f -> f.length() == 0).hasSize(9);
    assertThat(torrent.warnings())
        .hasSize(9)
        .contains("the link 'out' leads to nothing in this torrent; it becomes an empty file");
  }

  @Test
  void no_file_is_ever_written_through_a_link() throws MetainfoException {
    Metainfo torrent =
        parseInfo(
            filesInfo(
                file(1, "real", "x"), link(List.of("trap"), "real"), file(1, "trap", "payload")));

    FileEntry link = torrent.layout().files().get(1);
    assertThat(link.path()).containsExactly("name", "trap.1");
    assertThat(torrent.layout().files().get(2).path()).containsExactly("name", "trap", "payload");
  }

  @Test
  void a_chain_of_links_is_followed_a_while_and_then_refused() throws MetainfoException {
    BDictionary[] files = new BDictionary[60];
    files[0] = file(1, "l0");
    for (int i = 1; i < files.length; i++) {
      files[i] = link(List.of("l" + i), "l" + (i - 1));
    }

    Metainfo torrent = parseInfo(filesInfo(files));

    assertThat(torrent.layout().files().get(30).symlinkTarget()).isPresent();
    assertThat(torrent.layout().files().get(59).symlinkTarget()).isEmpty();
  }

  @Test
  void a_web_of_links_does_not_take_long() throws MetainfoException {
    BDictionary[] files = new BDictionary[20_000];
    files[0] = file(1, "start");
    for (int i = 1; i < files.length; i++) {
      String next = "l" + (i + 1) % files.length;
      files[i] = link(List.of("l" + i), next, "..", next, "..", next);
    }

    Metainfo torrent = parseInfo(filesInfo(files));

    assertThat(torrent.layout().files()).hasSize(20_000);
  }

  @Test
  void a_link_has_no_bytes_whatever_it_says() throws MetainfoException {
    BDictionary claims =
        fileBuilder(425, "l").put("attr", "l").put("symlink path", Torrents.path("a")).build();

    Metainfo torrent = parseInfo(filesInfo(file(425, "a"), claims));

    assertThat(torrent.layout().totalLength()).isEqualTo(425);
    assertThat(torrent.layout().files().get(1).length()).isZero();
  }

  private static void assertRefused(Code code, BDictionary... files) {
    assertThatExceptionOfType(MetainfoException.class)
        .isThrownBy(() -> parseInfo(filesInfo(files)))
        .extracting(MetainfoException::code)
        .isEqualTo(code);
  }
}
