package io.quoin.incentive.btt.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.ledger.Digest;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.InfoHash;
import org.junit.jupiter.api.Test;

/** A payer's lanes. */
class LaneBookTest {
  private static final ChannelId OTHER = new ChannelId(Digest.ofHex("cd".repeat(32)));

  private final LaneBook book = new LaneBook();

  private static PayeeLane lane(int torrent) {
    return PayeeLane.fresh(new TorrentId(InfoHash.ofHex("%040x".formatted(torrent))), 1);
  }

  @Test
  void no_more_lanes_are_looked_after_than_the_bound() {
    for (int i = 0; i < LaneBook.MOST; i++) {
      assertThat(book.full()).isFalse();
      book.add(Lanes.CHANNEL, lane(i));
    }

    assertThat(book.full()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> book.add(OTHER, lane(0)));
  }

  @Test
  void lanes_of_one_channel_are_told_from_those_of_another() {
    PayeeLane here = lane(1);
    book.add(Lanes.CHANNEL, here);
    book.add(OTHER, lane(1));

    assertThat(book.of(Lanes.CHANNEL)).containsExactly(here);
    assertThat(book.find(Lanes.CHANNEL, here.torrent())).containsSame(here);
  }
}
