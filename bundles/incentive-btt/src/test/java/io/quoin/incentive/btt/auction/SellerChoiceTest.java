package io.quoin.incentive.btt.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.InfoHash;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SellerChoiceTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final TorrentId ONE = new TorrentId(InfoHash.ofHex("11".repeat(20)));
  private static final TorrentId OTHER = new TorrentId(InfoHash.ofHex("22".repeat(20)));

  @Test
  void a_seller_under_half_of_the_median_is_left() {
    assertThat(SellerChoice.tooSlow(Map.of("a", 100L, "b", 100L, "c", 49L))).containsExactly("c");
    assertThat(SellerChoice.tooSlow(Map.of("a", 100L, "b", 100L, "c", 50L))).isEmpty();
  }

  @Test
  void two_sellers_are_not_compared() {
    assertThat(SellerChoice.tooSlow(Map.of("a", 100L, "b", 1L))).isEmpty();
  }

  @Test
  void what_was_earned_counts_for_fifteen_minutes() {
    Lately<TorrentId> earned = new Lately<>(15);
    earned.add(ONE, 10, 0);
    earned.add(ONE, 5, 7 * MINUTE);
    earned.add(OTHER, 1, 7 * MINUTE);

    assertThat(earned.sum(ONE, 14 * MINUTE)).isEqualTo(15);
    assertThat(earned.sum(ONE, 15 * MINUTE)).isEqualTo(5);
    assertThat(earned.sum(ONE, 22 * MINUTE)).isZero();
    assertThat(earned.sum(OTHER, 1000 * MINUTE)).isZero();
    earned.clean(1000 * MINUTE);
    assertThat(earned.size()).isZero();
  }
}
