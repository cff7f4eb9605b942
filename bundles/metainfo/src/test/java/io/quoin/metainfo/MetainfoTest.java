package io.quoin.metainfo;

import static io.quoin.metainfo.Torrents.file;
import static io.quoin.metainfo.Torrents.fileBuilder;
import static io.quoin.metainfo.Torrents.filesInfo;
import static io.quoin.metainfo.Torrents.pad;
import static io.quoin.metainfo.Torrents.parse;
import static io.quoin.metainfo.Torrents.parseInfo;
import static io.quoin.metainfo.Torrents.path;
import static io.quoin.metainfo.Torrents.singleInfo;
import static io.quoin.metainfo.Torrents.torrent;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quoin.metainfo.MetainfoException.Code;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetainfoTest {

  @Test
  void a_single_file_is_read() throws MetainfoException {
    Metainfo torrent = parseInfo(singleInfo(20_000));

    assertThat(torrent.name()).isEqualTo("name");
    assertThat(torrent.hasV1()).isTrue();
    assertThat(torrent.hasV2()).isFalse();
    assertThat(torrent.isPrivate()).isFalse();
    assertThat(torrent.layout().pieceCount()).isEqualTo(2);
    assertThat(torrent.layout().files()).hasToString("[name (20000 bytes)]");
    assertThat(torrent.warnings()).isEmpty();
  }

  @Test
  void files_lie_below_the_name_of_the_torrent() throws MetainfoException {
    Metainfo torrent = parseInfo(filesInfo(file(5, "a", "b"), file(0, "c"), file(7, "d")));

    assertThat(torrent.layout().files())
        .extracting(FileEntry::path)
        .containsExactly(List.of("name", "a", "b"), List.of("name", "c"), List.of("name", "d"));
    assertThat(torrent.layout().files()).extracting(FileEntry::offset).containsExactly(0L, 5L, 5L);
  }

  @Test
  void the_info_hash_is_of_the_raw_bytes() throws MetainfoException {
    byte[] info =
        bytes("d4:name1:a06:lengthi007e12:piece lengthi16384e6:pieces20:01234567890123456789e");
    byte[] whole = bytes("d4:info" + new String(info, ISO_8859_1) + "e");

    Metainfo torrent = Metainfo.parse(whole);

    assertThat(torrent.infoHashes()).isEqualTo(InfoHashes.of(InfoHash.v1Of(info)));
    assertThat(torrent.rawInfo()).isEqualTo(ByteBuffer.wrap(info));
  }

  @Test
  void piece_hashes_are_found_by_piece() throws MetainfoException {
    byte[] hashes = bytes("a".repeat(20) + "b".repeat(20));
    Metainfo torrent = parseInfo(singleInfo(20_000).put("pieces", hashes));

    assertThat(torrent.pieceHash(0)).isEqualTo(ByteBuffer.wrap(bytes("a".repeat(20))));
    assertThat(torrent.pieceHash(1)).isEqualTo(ByteBuffer.wrap(bytes("b".repeat(20))));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> torrent.pieceHash(2));
    assertThatIllegalStateException().isThrownBy(() -> torrent.pieceRoot(0));
  }

  @Test
  void the_array_parsed_may_be_changed_afterwards() throws MetainfoException {
    byte[] encoded = Bencode.encode(torrent(singleInfo(1)).build());
    Metainfo torrent = Metainfo.parse(encoded);
    Metainfo again = Metainfo.parse(encoded);

    java.util.Arrays.fill(encoded, (byte) 0);

    assertThat(torrent).isEqualTo(again);
    assertThat(torrent.pieceHash(0)).isEqualTo(ByteBuffer.wrap(new byte[20]));
  }

  @Test
  void what_stands_beside_the_info_dictionary_is_read() throws MetainfoException {
    Metainfo torrent =
        parse(
            torrent(singleInfo(1).put("private", 1))
                .put("comment", "a\u001b[31m comment\nof two lines")
                .put("created by", "maker/1.0")
                .put("creation date", 1_359_599_503)
                .put("nodes", BList.of(BList.of(BString.of("router.example"), BInteger.of(6881)))));

    assertThat(torrent.isPrivate()).isTrue();
    assertThat(torrent.comment()).contains("a_[31m comment\nof two lines");
    assertThat(torrent.createdBy()).contains("maker/1.0");
    assertThat(torrent.creationDate()).contains(Instant.ofEpochSecond(1_359_599_503));
    assertThat(torrent.nodes())
        .containsExactly(InetSocketAddress.createUnresolved("router.example", 6881));
  }

  @Test
  void what_is_absent_or_of_the_wrong_kind_beside_the_info_dictionary_is_absent()
      throws MetainfoException {
    Metainfo torrent =
        parse(
            torrent(singleInfo(1))
                .put("comment", 5)
                .put("created by", "  ")
                .put("creation date", Long.MAX_VALUE)
                .put("announce", 7)
                .put("nodes", BList.of(BList.of(BString.of("x"), BInteger.of(70_000)))));

    assertThat(torrent.comment()).isEmpty();
    assertThat(torrent.createdBy()).isEmpty();
    assertThat(torrent.creationDate()).isEmpty();
    assertThat(torrent.trackers()).isEmpty();
    assertThat(torrent.nodes()).isEmpty();
    assertThat(torrent.warnings())
        .containsExactly(
            "a tracker that is no text is ignored",
            "a DHT node that is no host and port is ignored");
  }

  @Test
  void tiers_are_kept_and_repeated_trackers_dropped() throws MetainfoException {
    Metainfo torrent =
        parse(
            torrent(singleInfo(1))
                .put("announce", "http://ignored.example/a")
                .put(
                    "announce-list",
                    BList.of(
                        path("udp://a.example:80/announce", " http://b.example/announce "),
                        path("udp://a.example:80/announce"),
                        path(),
                        path("https://c.example/x?key=1", "no address", "file:///etc/passwd"))));

    assertThat(torrent.trackers())
        .containsExactly(
            List.of(
                URI.create("udp://a.example:80/announce"), URI.create("http://b.example/announce")),
            List.of(URI.create("https://c.example/x?key=1")));
    assertThat(torrent.warnings())
        .containsExactly(
            "the tracker 'no address' is ignored", "the tracker 'file:///etc/passwd' is ignored");
  }

  @Test
  void the_only_tracker_is_a_tier() throws MetainfoException {
    Metainfo torrent =
        parse(
            torrent(singleInfo(1))
                .put("announce", "\t udp://test.example/announce")
                .put("announce-list", BList.of()));

    assertThat(torrent.trackers())
        .containsExactly(List.of(URI.create("udp://test.example/announce")));
  }

  @Test
  void web_seeds_are_escaped_and_each_kept_once() throws MetainfoException {
    Metainfo torrent =
        parse(
            torrent(singleInfo(1))
                .put(
                    "url-list",
                    BList.of(
                        BString.of("http://a.example/my file [1].bin"),
                        BString.of("http://a.example/my%20file%20%5B1%5D.bin"),
                        BString.of("http://a.example/100%"),
                        BString.of("http://a.example/\u00fc"),
                        BString.of(""),
                        BInteger.of(-20),
                        path("http://nested.example/")))
                .put("httpseeds", "http://b.example/"));

    assertThat(torrent.webSeeds())
        .containsExactly(
            URI.create("http://a.example/my%20file%20%5B1%5D.bin"),
            URI.create("http://a.example/100%25"),
            URI.create("http://a.example/%C3%BC"));
    assertThat(torrent.httpSeeds()).containsExactly(URI.create("http://b.example/"));
  }

  @Test
  void a_thousand_addresses_are_kept_and_the_rest_is_ignored() throws MetainfoException {
    BList many =
        BList.of(IntStream.range(0, 1001).mapToObj(i -> BString.of("http://h/" + i)).toList());

    Metainfo torrent =
        parse(torrent(singleInfo(1)).put("url-list", many).put("announce-list", BList.of(many)));

    assertThat(torrent.webSeeds()).hasSize(1000);
    assertThat(torrent.trackers().get(0)).hasSize(1000);
    assertThat(torrent.warnings())
        .contains("more than 1000 trackers; the rest is ignored")
        .contains("more than 1000 web seeds; the rest is ignored");
  }

  @Test
  void an_address_over_4096_bytes_is_ignored() throws MetainfoException {
    String longest = "http://h/" + "x".repeat(4087);

    Metainfo torrent = parse(torrent(singleInfo(1)).put("url-list", path(longest, longest + "x")));

    assertThat(torrent.webSeeds()).containsExactly(URI.create(longest));
  }

  @Test
  void warnings_are_counted_after_the_first_hundred() throws MetainfoException {
    List<BInteger> noTexts = new ArrayList<>();
    IntStream.range(0, 150).forEach(i -> noTexts.add(BInteger.of(i)));

    Metainfo torrent = parse(torrent(singleInfo(1)).put("url-list", BList.of(noTexts)));

    assertThat(torrent.warnings()).hasSize(101).last().isEqualTo("and 50 more");
  }

  @Test
  void names_in_utf_8_are_preferred() throws MetainfoException {
    Metainfo torrent =
        parseInfo(
            filesInfo(fileBuilder(1, "x").put("path.utf-8", path("\u00fc")).build())
                .put("name", new byte[] {(byte) 0xfc})
                .put("name.utf-8", "\u00e4"));

    assertThat(torrent.layout().files().get(0).path()).containsExactly("\u00e4", "\u00fc");
  }

  @Test
  void attributes_are_read() throws MetainfoException {
    Metainfo torrent =
        parseInfo(
            filesInfo(
                fileBuilder(1, "run").put("attr", "x").build(),
                fileBuilder(1, ".hidden").put("attr", "h").build(),
                fileBuilder(1, "both").put("attr", "hx").build(),
                BDictionary.builder().put("attr", "p").put("length", 9).build(),
                file(1, "plain")));

    List<FileEntry> files = torrent.layout().files();
    assertThat(files)
        .extracting(FileEntry::isExecutable)
        .containsExactly(true, false, true, false, false);
    assertThat(files)
        .extracting(FileEntry::isHidden)
        .containsExactly(false, true, true, false, false);
    assertThat(files)
        .extracting(FileEntry::isPad)
        .containsExactly(false, false, false, true, false);
  }

  @Test
  void bytes_after_the_torrent_are_ignored_with_a_warning() throws MetainfoException {
    String encoded = new String(Bencode.encode(torrent(singleInfo(1)).build()), ISO_8859_1);

    Metainfo torrent = Metainfo.parse(bytes(encoded + "\n"));

    assertThat(torrent.warnings()).containsExactly("1 bytes after the torrent are ignored");
  }

  @Test
  void an_info_dictionary_from_peers_is_read_with_the_trackers_of_its_magnet()
      throws MetainfoException {
    byte[] info = Bencode.encode(singleInfo(1).build());
    URI tracker = URI.create("http://t.example/a");
    URI seed = URI.create("http://s.example/");

    Metainfo torrent = Metainfo.fromInfo(info, List.of(List.of(tracker)), List.of(seed));

    assertThat(torrent.infoHashes().verify(info)).isTrue();
    assertThat(torrent.trackers()).containsExactly(List.of(tracker));
    assertThat(torrent.webSeeds()).containsExactly(seed);
    assertThat(torrent.rawInfo()).isEqualTo(ByteBuffer.wrap(info));
  }

  @Test
  void an_info_dictionary_from_peers_has_nothing_after_it() {
    byte[] info = bytes(new String(Bencode.encode(singleInfo(1).build()), ISO_8859_1) + "x");

    assertRefused(Code.BAD_BENCODING, () -> Metainfo.fromInfo(info, List.of(), List.of()));
  }

  @Test
  void what_is_no_torrent_is_refused() {
    assertRefused(Code.BAD_BENCODING, () -> Metainfo.parse(bytes("")));
    assertRefused(Code.BAD_BENCODING, () -> Metainfo.parse(bytes("<html>")));
    assertRefused(Code.BAD_BENCODING, () -> Metainfo.parse(new byte[10_000_001]));
    assertRefused(Code.NOT_A_DICTIONARY, () -> Metainfo.parse(bytes("10:libtorrent")));
    assertRefused(Code.NO_INFO, () -> Metainfo.parse(bytes("de")));
    assertRefused(Code.NO_INFO, () -> Metainfo.parse(bytes("d4:info5:filese")));
  }

  @Test
  void a_torrent_needs_a_name() {
    assertRefused(Code.BAD_NAME, () -> parseInfo(singleInfo(1).put("name", 5)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, -16_384, 536_870_912, Long.MAX_VALUE})
  void a_piece_length_out_of_range_is_refused(long length) {
    assertRefused(
        Code.BAD_PIECE_LENGTH, () -> parseInfo(singleInfo(1).put("piece length", length)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20_000, 536_870_911})
  void a_v1_piece_may_have_any_length_below_512_mib(long length) throws MetainfoException {
    Metainfo torrent = parseInfo(singleInfo(1).put("piece length", length));

    assertThat(torrent.layout().pieceLength()).isEqualTo((int) length);
    assertThat(torrent.layout().pieceLength(0)).isEqualTo(1);
  }

  @Test
  void a_missing_piece_length_is_refused() {
    assertRefused(Code.BAD_PIECE_LENGTH, () -> parseInfo(singleInfo(1).put("piece length", "x")));
  }

  @Test
  void lengths_must_be_there_and_not_negative() {
    assertRefused(Code.BAD_LENGTH, () -> parseInfo(singleInfo(1).put("length", -425)));
    assertRefused(Code.BAD_LENGTH, () -> parseInfo(singleInfo(1).put("length", "x")));
    assertRefused(Code.BAD_LENGTH, () -> parseInfo(filesInfo(file(5, "a"), file(-1, "b"))));
  }

  @Test
  void a_torrent_without_one_byte_is_refused() {
    assertRefused(Code.BAD_LENGTH, () -> parseInfo(singleInfo(0)));
    assertRefused(Code.BAD_LENGTH, () -> parseInfo(filesInfo()));
    assertRefused(Code.BAD_LENGTH, () -> parseInfo(filesInfo(file(0, "a"), pad(0), file(0, "b"))));
    assertRefused(Code.BAD_LENGTH, () -> parseInfo(filesInfo(file(0, "a"), pad(5))));
  }

  @Test
  void files_are_dictionaries_with_paths_of_strings() {
    assertRefused(
        Code.BAD_FILES,
        () -> parseInfo(filesInfo(file(1, "a")).put("files", BList.of(BInteger.of(1)))));
    assertRefused(
        Code.BAD_PATH, () -> parseInfo(filesInfo(BDictionary.builder().put("length", 1).build())));
    assertRefused(
        Code.BAD_PATH,
        () ->
            parseInfo(
                filesInfo(
                    fileBuilder(1)
                        .put("path", BList.of(BInteger.of(5), BString.of("a")))
                        .build())));
  }

  @Test
  void piece_hashes_must_fit_the_files() {
    assertRefused(
        Code.BAD_PIECE_HASHES, () -> parseInfo(singleInfo(20_000).put("pieces", new byte[20])));
    assertRefused(
        Code.BAD_PIECE_HASHES, () -> parseInfo(singleInfo(20_000).put("pieces", new byte[60])));
    assertRefused(
        Code.BAD_PIECE_HASHES, () -> parseInfo(singleInfo(20_000).put("pieces", new byte[41])));
    assertRefused(Code.BAD_PIECE_HASHES, () -> parseInfo(singleInfo(20_000).put("pieces", 5)));
  }

  @Test
  void more_pieces_than_are_supported_are_refused() {
    long most = Layout.MAX_PIECES * (long) Torrents.PIECE;

    assertRefused(Code.TOO_MANY_PIECES, () -> parseInfo(singleInfo(1).put("length", most + 1)));
    assertRefused(Code.BAD_PIECE_HASHES, () -> parseInfo(singleInfo(1).put("length", most)));
  }

  @Test
  void files_beyond_2_to_the_48_bytes_are_refused() {
    long half = 1L << 47;

    assertRefused(Code.TOO_LARGE, () -> parseInfo(singleInfo(1).put("length", half * 2)));
    assertRefused(
        Code.TOO_LARGE,
        () ->
            parseInfo(
                singleInfo(1)
                    .put("piece length", 256 << 20)
                    .put("files", BList.of(file(half, "a"), file(half, "b")))));
  }

  @Test
  void a_newer_version_is_refused_as_such_before_anything_else() {
    assertRefused(
        Code.UNKNOWN_VERSION, () -> parseInfo(BDictionary.builder().put("meta version", 3)));
    assertRefused(Code.UNKNOWN_VERSION, () -> parseInfo(singleInfo(1).put("meta version", "2")));
  }

  @Test
  void a_refusal_says_why_without_raw_bytes() {
    assertThatExceptionOfType(MetainfoException.class)
        .isThrownBy(() -> parseInfo(filesInfo(file(-3, "evil\u202e\u001b", "x"))))
        .withMessage("the file 'evil__/x' has a length of -3");
  }

  private static void assertRefused(
      Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable parsing) {
    assertThatExceptionOfType(MetainfoException.class)
        .isThrownBy(parsing)
        .extracting(MetainfoException::code)
        .isEqualTo(code);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
