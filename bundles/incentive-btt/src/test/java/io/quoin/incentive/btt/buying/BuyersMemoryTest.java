package io.quoin.incentive.btt.buying;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.ledger.Digest;
import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.channel.Arrivals;
import io.quoin.incentive.btt.channel.PayerLane;
import io.quoin.metainfo.InfoHash;
import io.quoin.testbed.money.StandInWallet;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a buyer remembers of sellers, however many there are. */
class BuyersMemoryTest {
  private static final TorrentId TORRENT = new TorrentId(InfoHash.ofHex("11".repeat(20)));
  private static final long GIB = 1 << 30;

  private static byte[] id(int number) {
    return ByteBuffer.allocate(20).putInt(number).array();
  }

  private static Digest digest(int number) {
    return Digest.ofHex("%064x".formatted(number));
  }

  private static IncentivePeer peer(int number) {
    return (IncentivePeer)
        Proxy.newProxyInstance(
            IncentivePeer.class.getClassLoader(),
            new Class<?>[] {IncentivePeer.class},
            (self, method, arguments) -> method.getName().equals("torrent") ? TORRENT : id(number));
  }

  /** A lane whose seller has gone with so many bytes undecided. */
  private static PayerLane lane(int number, long undecided) {
    PayerLane lane = PayerLane.fresh(new ChannelId(digest(number)), TORRENT, 0);
    lane.begin(0, GIB, new Arrivals(0, 0, 0));
    lane.disconnected(new Arrivals(undecided, 0, 0), 0);
    return lane;
  }

  @Test
  void of_sellers_that_went_the_oldest_are_forgotten_and_not_paid_for_what_was_undecided() {
    Suppliers suppliers = new Suppliers();
    List<PayerLane> lanes = new ArrayList<>();
    for (int i = 0; i < 3 * Suppliers.MOST; i++) {
      lanes.add(lane(i, 100));
      suppliers.went(peer(i), lanes.get(i));
    }

    lanes.forEach(lane -> lane.allVerified(0));

    assertThat(suppliers.size()).isEqualTo(Suppliers.MOST);
    assertThat(lanes.stream().filter(lane -> lane.owed() > 0)).hasSize(Suppliers.MOST);
    assertThat(lanes.get(0).owed()).isZero();
  }

  @Test
  void a_failed_piece_takes_what_was_undecided_from_its_sender_alone() {
    Suppliers suppliers = new Suppliers();
    PayerLane liar = lane(1, 100);
    PayerLane honest = lane(2, 100);
    suppliers.went(peer(1), liar);
    suppliers.went(peer(2), honest);

    suppliers.failed(peer(1));
    suppliers.failed(peer(3));
    liar.allVerified(0);
    honest.allVerified(0);

    assertThat(liar.owed()).isZero();
    assertThat(honest.owed()).isEqualTo(100);
  }

  @Test
  void no_more_sellers_are_known_than_the_bound_and_the_oldest_are_forgotten_first() {
    KnownSellers sellers = new KnownSellers();
    for (int i = 0; i < 3 * KnownSellers.MOST; i++) {
      sellers.put(id(i), new KnownSellers.Draft(digest(i), 1, Instant.EPOCH));
    }

    assertThat(sellers.all()).hasSize(KnownSellers.MOST);
    assertThat(sellers.find(id(0))).isEmpty();
    assertThat(sellers.all().keySet().iterator().next())
        .isEqualTo(ByteBuffer.wrap(id(2 * KnownSellers.MOST)));
  }

  @Test
  void no_more_lanes_are_remembered_than_the_bound() {
    LanesBought lanes = new LanesBought();
    for (int i = 0; i < 2 * LanesBought.MOST; i++) {
      lanes.find(channel(i), TORRENT, 0);
    }
    PayerLane newest = lanes.find(channel(2 * LanesBought.MOST - 1), TORRENT, 0);

    assertThat(lanes.size()).isEqualTo(LanesBought.MOST);
    assertThat(lanes.find(channel(2 * LanesBought.MOST - 1), TORRENT, 0)).isSameAs(newest);
  }

  private static Channel channel(int number) {
    ChannelTerms terms =
        new ChannelTerms(
            new ChannelId(digest(number)),
            StandInWallet.address(1),
            StandInWallet.address(2),
            StandInWallet.address(1),
            1,
            Instant.EPOCH,
            digest(number));
    return new Channel(terms, false, List.of());
  }
}
