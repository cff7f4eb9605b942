package io.quoin.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quoin.metainfo.Magnet.FileRange;
import io.quoin.metainfo.MetainfoException.Code;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MagnetTest {

  private static final String V1 = "631a31dd0a46257d5078c0dee4e66e26f73e42ac";
  private static final String V2 =
      "d8dd32ac93357c368556af3ac1d95c9d76bd0dff6fa9833ecdac3d53134efabb";
  private static final String LINK = "magnet:?xt=urn:btih:" + V1;

  @Test
  void a_v1_hash_in_hexadecimal_is_read() throws MetainfoException {
    Magnet link = Magnet.parse(LINK);

    assertThat(link.infoHashes()).isEqualTo(InfoHashes.of(InfoHash.ofHex(V1)));
    assertThat(link.name()).isEmpty();
    assertThat(link.trackers()).isEmpty();
    assertThat(link.files()).isEmpty();
  }

  /** RFC 4648 has the alphabet; the digits of "12345678901234567890" are its test. */
  @Test
  void a_v1_hash_in_base_32_is_read() throws MetainfoException {
    Magnet link = Magnet.parse("magnet:?xt=urn:btih:GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    assertThat(link.infoHashes().handshake().hex())
        .isEqualTo("3132333435363738393031323334353637383930");
  }

  @Test
  void v1_and_v2_hashes_stand_side_by_side() throws MetainfoException {
    Magnet link = Magnet.parse("magnet:?xt=urn:btih:" + V1 + "&xt=urn:btmh:1220" + V2);

    assertThat(link.infoHashes())
        .isEqualTo(InfoHashes.hybrid(InfoHash.ofHex(V1), InfoHash.ofHex(V2)));
  }

  @Test
  void a_v2_hash_alone_is_enough() throws MetainfoException {
    Magnet link = Magnet.parse("magnet:?xt=urn:btmh:1220" + V2);

    assertThat(link.infoHashes()).isEqualTo(InfoHashes.of(InfoHash.ofHex(V2)));
  }

  @Test
  void all_hints_are_read() throws MetainfoException {
    Magnet link =
        Magnet.parse(
            LINK
                + "&dn=a+name%20of%C3%BC"
                + "&tr=http%3A%2F%2Fa.example%3A6969%2Fannounce%3Fk%3D1%2B2"
                + "&tr.1=udp://b.example:80"
                + "&ws=http://s.example/my%2520file"
                + "&x.pe=p.example:6881&x.pe=127.0.0.1:1&x.pe=%5B::1%5D:2"
                + "&so=0,2,4,6-8"
                + "&xl=10&unknown=5");

    assertThat(link.name()).contains("a name of\u00fc");
    assertThat(link.trackers())
        .containsExactly(
            URI.create("http://a.example:6969/announce?k=1+2"), URI.create("udp://b.example:80"));
    assertThat(link.webSeeds()).containsExactly(URI.create("http://s.example/my%20file"));
    assertThat(link.peers())
        .containsExactly(
            InetSocketAddress.createUnresolved("p.example", 6881),
            InetSocketAddress.createUnresolved("127.0.0.1", 1),
            InetSocketAddress.createUnresolved("::1", 2));
    assertThat(IntStream.range(0, 10).filter(link::selects)).containsExactly(0, 2, 4, 6, 7, 8);
  }

  @Test
  void a_link_without_selection_selects_all() throws MetainfoException {
    assertThat(Magnet.parse(LINK).selects(12_345)).isTrue();
  }

  @Test
  void malformed_hints_are_left_out() throws MetainfoException {
    Magnet link =
        Magnet.parse(
            LINK
                + "&dn=%zz&tr=nonsense&tr=&ws=%&x.pe=host&x.pe=host:0&x.pe=host:99999&x.pe=:5"
                + "&so=x,5-2,-1,99999999999&&=&a&=b");

    assertThat(link).isEqualTo(Magnet.parse(LINK));
  }

  @Test
  void scheme_and_keys_may_be_in_upper_case_and_spaces_around() throws MetainfoException {
    Magnet link = Magnet.parse("  MAGNET:?XT=URN:BTIH:" + V1.toUpperCase(java.util.Locale.ROOT));

    assertThat(link.infoHashes().handshake().hex()).isEqualTo(V1);
  }

  @Test
  void a_name_is_made_safe() throws MetainfoException {
    Magnet link = Magnet.parse(LINK + "&dn=..%2F..%2Fetc%E2%80%AE%00");

    assertThat(link.name()).contains(".._.._etc__");
    assertThat(Magnet.parse(LINK + "&dn=..").name()).isEmpty();
  }

  @Test
  void the_same_hash_twice_is_one_hash() throws MetainfoException {
    assertThat(Magnet.parse(LINK + "&xt=urn:btih:" + V1)).isEqualTo(Magnet.parse(LINK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://example/",
        "magnet:",
        "magnet:?",
        "magnet:?dn=x",
        "magnet:?xt=urn:sha1:YNCKHTQCWBTRNJIV4WNAE52SJUQCZO5C",
        "magnet:?xt=urn:btih:",
        "magnet:?xt=urn:btih:00",
        "magnet:?xt=urn:btih:zz1a31dd0a46257d5078c0dee4e66e26f73e42ac",
        "magnet:?xt=urn:btih:1EZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
        "magnet:?xt=urn:btmh:1220",
        "magnet:?xt=urn:btmh:1114631a31dd0a46257d5078c0dee4e66e26f73e42ac",
        "magnet:?xt=urn:btih:631a31dd0a46257d5078c0dee4e66e26f73e42ac"
            + "&xt=urn:btih:731a31dd0a46257d5078c0dee4e66e26f73e42ac",
        "magnet:?xt=urn:btmh:1220d8dd32ac93357c368556af3ac1d95c9d76bd0dff6fa9833ecdac3d53134efabb"
            + "&xt=urn:btmh:1220e8dd32ac93357c368556af3ac1d95c9d76bd0dff6fa9833ecdac3d53134efabb"
      })
  void what_names_no_torrent_is_refused(String link) {
    assertThatExceptionOfType(MetainfoException.class)
        .isThrownBy(() -> Magnet.parse(link))
        .withMessageStartingWith("this is no usable magnet link: ")
        .extracting(MetainfoException::code)
        .isEqualTo(Code.BAD_MAGNET);
  }

  @Test
  void a_link_of_64_ki_characters_is_read_and_a_longer_one_refused() throws MetainfoException {
    String most = LINK + "&dn=" + "x".repeat(Magnet.MAX_LENGTH - LINK.length() - 4);

    assertThat(Magnet.parse(most).name().orElseThrow()).hasSize(255);
    assertThatExceptionOfType(MetainfoException.class).isThrownBy(() -> Magnet.parse(most + "x"));
  }

  @ParameterizedTest
  @CsvSource({"tr=http://h/", "ws=http://h/", "x.pe=h:"})
  void a_hundred_of_each_hint_are_kept(String hint) throws MetainfoException {
    Magnet link =
        Magnet.parse(
            LINK
                + IntStream.rangeClosed(1, 101)
                    .mapToObj(i -> "&" + hint + i)
                    .collect(Collectors.joining()));

    assertThat(link.trackers().size() + link.webSeeds().size() + link.peers().size())
        .isEqualTo(100);
  }

  @Test
  void a_hundred_ranges_of_files_are_kept() throws MetainfoException {
    String numbers =
        IntStream.rangeClosed(1, 101).mapToObj(String::valueOf).collect(Collectors.joining(","));

    Magnet link = Magnet.parse(LINK + "&so=" + numbers);

    assertThat(link.files()).hasSize(100);
  }

  @Test
  void a_written_link_is_read_back() throws MetainfoException {
    Magnet link =
        Magnet.of(
            InfoHashes.hybrid(InfoHash.ofHex(V1), InfoHash.ofHex(V2)),
            "a & b = c+\u00fc",
            List.of(URI.create("http://t.example/a?x=1&y=2"), URI.create("udp://t.example:1")),
            List.of(URI.create("http://s.example/a%20b")),
            List.of(
                InetSocketAddress.createUnresolved("::1", 5),
                InetSocketAddress.createUnresolved("h.example", 6)),
            List.of(new FileRange(0, 0), new FileRange(3, 9)));

    String text = link.toString();

    assertThat(Magnet.parse(text)).isEqualTo(link).hasSameHashCodeAs(link);
    assertThat(text)
        .startsWith("magnet:?xt=urn:btih:" + V1 + "&xt=urn:btmh:1220" + V2 + "&dn=a%20%26%20b")
        .contains("&x.pe=[::1]:5")
        .endsWith("&so=0,3-9");
  }

  @Test
  void a_torrent_has_a_link() throws MetainfoException {
    Metainfo torrent =
        Torrents.parse(
            Torrents.torrent(Torrents.singleInfo(1))
                .put("announce", "http://t.example/a")
                .put("url-list", "http://s.example/"));

    assertThat(Magnet.of(torrent))
        .hasToString(
            "magnet:?xt=urn:btih:"
                + torrent.infoHashes()
                + "&dn=name&tr=http%3A%2F%2Ft.example%2Fa&ws=http%3A%2F%2Fs.example%2F");
  }

  @Test
  void a_range_of_files_is_not_empty() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FileRange(2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new FileRange(-1, 1));
  }
}
