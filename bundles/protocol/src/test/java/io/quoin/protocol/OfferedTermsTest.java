package io.quoin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.incentive.ExtensionOffer;
import io.quoin.api.incentive.TorrentFacts;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who sees what of an incentive in the extension handshake. */
class OfferedTermsTest {
  private static final TorrentFacts PUBLIC = new TorrentFacts(1 << 18, 1 << 30, false, false, 8);
  private static final TorrentFacts PRIVATE = new TorrentFacts(1 << 18, 1 << 30, true, false, 8);

  private static ByteBuffer value(String bencoded) {
    return ByteBuffer.wrap(bencoded.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static ExtensionOffer publicOnly(Set<TorrentId> except) {
    return new ExtensionOffer("qn_x", value("d1:vi1ee"), Optional.of("n"), false, except);
  }

  @Test
  void every_connection_gets_a_nonce_of_its_own_within_the_value() {
    OfferedTerms terms = OfferedTerms.of(publicOnly(Set.of()));

    BValue one = terms.key(new Stranger(1).of(PUBLIC)).orElseThrow();
    BValue other = terms.key(new Stranger(2).of(PUBLIC)).orElseThrow();

    assertThat(((BDictionary) one).string("n").map(BString::length)).contains(32);
    assertThat(((BDictionary) one).integer("v")).hasValue(1);
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void peers_of_private_and_unknown_torrents_see_nothing_unless_they_are_meant() {
    OfferedTerms careful = OfferedTerms.of(publicOnly(Set.of()));
    OfferedTerms all = OfferedTerms.of(ExtensionOffer.toAll("qn_x", value("i1e")));

    assertThat(careful.covers(new Stranger(1).of(PUBLIC))).isTrue();
    assertThat(careful.covers(new Stranger(1).of(PRIVATE))).isFalse();
    assertThat(careful.covers(new Stranger(1))).isFalse();
    assertThat(all.covers(new Stranger(1).of(PRIVATE))).isTrue();
    assertThat(all.covers(new Stranger(1))).isTrue();
  }

  @Test
  void peers_of_an_excluded_torrent_see_nothing() {
    Stranger peer = new Stranger(1).of(PUBLIC);

    assertThat(OfferedTerms.of(publicOnly(Set.of(peer.torrent()))).covers(peer)).isFalse();
  }

  @Test
  void a_value_that_is_not_bencoded_or_has_no_place_for_a_nonce_is_refused() {
    assertThatThrownBy(() -> OfferedTerms.of(ExtensionOffer.toAll("qn_x", value("i1"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                OfferedTerms.of(
                    new ExtensionOffer("qn_x", value("i1e"), Optional.of("n"), true, Set.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
