package io.quoin.incentive.btt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.TorrentId;
import io.quoin.testbed.PeerPlan;
import io.quoin.testbed.TestPeer;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.VirtualTorrent;
import io.quoin.testbed.money.VirtualLedger;
import io.quoin.testbed.network.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole policy in the shipped engine, on the simulated network and in virtual time. */
class PaidSwarmTest {
  private static final int MIB = 1 << 20;
  private static final Duration FINALITY = Duration.ofSeconds(57);

  private final Testbed testbed = new Testbed(7);
  private final VirtualLedger ledger = new VirtualLedger(testbed, FINALITY, 2);
  private final VirtualTorrent torrent = testbed.torrent(64L * MIB, MIB / 4);
  private int purses;

  private Purse purse(BttSettings settings) {
    return new Purse(testbed, ledger, ++purses, settings);
  }

  /** A seed that sends at most half of what its line carries, to two peers and one more. */
  private TestPeer seed(Purse purse) {
    Limits limits = new Limits(Limits.UNLIMITED, MIB, 200, 2);
    return testbed.add(
        PeerPlan.seed("seed", torrent, Access.of(2 * MIB, 2 * MIB))
            .limited(limits)
            .with(purse.incentive()));
  }

  private PeerPlan leech(String name) {
    return PeerPlan.leech(name, torrent, Access.of(2 * MIB, MIB / 2).behindNat())
        .arriving(Duration.ofSeconds(1));
  }

  private List<TestPeer> freeLeeches(int count) {
    List<TestPeer> leeches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leeches.add(testbed.add(leech("free " + i)));
    }
    return leeches;
  }

  private boolean complete(List<TestPeer> peers) {
    return peers.stream().allMatch(TestPeer::isComplete);
  }

  @Test
  void who_pays_is_served_sooner_the_seller_is_paid_and_no_token_is_lost() {
    Purse seller = purse(Settings.of(true, false));
    Purse buyer = purse(Settings.of(false, true));
    TestPeer seed = seed(seller);
    List<TestPeer> free = freeLeeches(9);
    TestPeer payer = testbed.add(leech("payer").with(buyer.incentive()));

    boolean payerDone = testbed.runUntil(payer::isComplete, Duration.ofMinutes(30));
    long slower = free.stream().filter(TestPeer::isComplete).count();
    testbed.run(Duration.ofMinutes(5));

    assertThat(payerDone).isTrue();
    assertThat(slower).as("others that were complete before the payer").isLessThanOrEqualTo(1);
    assertThat(seed.result().sentPaid()).isGreaterThan(16L * MIB);
    long earned = ledger.finalBalance(seller.address()) - Purse.GIVEN;
    assertThat(earned).isPositive().isEqualTo(buyer.vouchedFor(seller));
    assertThat(ledger.finalBalance(buyer.address())).isEqualTo(Purse.GIVEN - earned);
    assertThat(buyer.owes(seller)).isZero();
    assertThat(ledger.total()).isEqualTo(2 * Purse.GIVEN);
  }

  @Test
  void every_paid_byte_but_for_the_last_ones_is_vouched_for_at_its_price() {
    Purse seller = purse(Settings.of(true, false));
    Purse buyer = purse(Settings.of(false, true));
    TestPeer seed = seed(seller);
    freeLeeches(9);
    TestPeer payer = testbed.add(leech("payer").with(buyer.incentive()));

    testbed.runUntil(payer::isComplete, Duration.ofMinutes(30));
    testbed.run(Duration.ofSeconds(30));

    assertThat(vouchedBytes(seller, buyer))
        .isLessThanOrEqualTo(seed.result().sentPaid())
        .isGreaterThan(seed.result().sentPaid() - MIB);
  }

  private static long vouchedBytes(Purse seller, Purse buyer) {
    return seller.answer(seller.journal.channels(buyer.address())).stream()
        .flatMap(channel -> channel.lanes().stream())
        .flatMap(lane -> lane.newest().stream())
        .mapToLong(voucher -> voucher.voucher().bytes())
        .sum();
  }

  @Test
  void a_swarm_without_payers_is_served_as_ever() {
    Purse seller = purse(Settings.of(true, false));
    TestPeer seed = seed(seller);
    List<TestPeer> free = freeLeeches(4);

    testbed.runUntil(() -> complete(free), Duration.ofMinutes(30));

    assertThat(complete(free)).isTrue();
    assertThat(seed.result().sentPaid()).isZero();
    assertThat(testbed.now()).isLessThan(Duration.ofSeconds(4 * 64 + 40));
  }

  @Test
  void those_who_do_not_pay_have_four_fifths_of_a_contended_seed() {
    Purse seller = purse(Settings.of(true, false));
    TestPeer seed = seed(seller);
    List<TestPeer> free = freeLeeches(6);
    for (int i = 0; i < 6; i++) {
      Purse buyer = purse(Settings.of(false, true));
      testbed.add(leech("payer " + i).with(buyer.incentive()));
    }

    testbed.run(Duration.ofMinutes(3));

    double paid = seed.result().sentPaid();
    double all = paid + seed.result().sentFree() + seed.result().sentOptimistic();
    assertThat(paid / all).isBetween(0.15, 0.21);
    assertThat(LongStream.of(received(free)).min().orElse(0)).isPositive();
  }

  private static long[] received(List<TestPeer> peers) {
    return peers.stream().mapToLong(peer -> peer.result().received()).toArray();
  }

  @Test
  void a_seed_on_one_side_only_speaks_plain_bittorrent() {
    Purse seller = purse(Settings.of(true, false));
    TestPeer seed = seed(seller);
    TestPeer plain = freeLeeches(1).get(0);

    testbed.runUntil(plain::isComplete, Duration.ofMinutes(30));

    assertThat(plain.isComplete()).isTrue();
    assertThat(seed.result().sentPaid()).isZero();
    assertThat(plain.result().extensions()).isLessThan(2_000);
  }

  @Test
  void a_policy_that_is_swapped_goes_on_with_the_same_channel() {
    Purse seller = purse(Settings.of(true, false));
    Purse buyer = purse(Settings.of(false, true));
    TestPeer seed = seed(seller);
    freeLeeches(9);
    TestPeer payer = testbed.add(leech("payer").with(buyer.incentive()));
    testbed.run(Duration.ofSeconds(60));
    long before = seed.result().sentPaid();

    seed.useNone();
    testbed.run(Duration.ofSeconds(20));
    seed.use(seller.incentive());
    payer.useNone();
    payer.use(buyer.incentive());
    testbed.run(Duration.ofSeconds(90));

    assertThat(before).isPositive();
    assertThat(seed.result().sentPaid()).isGreaterThan(before + MIB);
    assertThat(payer.connections()).hasSize(1);
    assertThat(buyer.answer(buyer.journal.creditors())).hasSizeLessThanOrEqualTo(1);
    assertThat(buyer.vouchedFor(seller)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"buyer", "seller", "both"})
  void what_was_under_way_when_a_policy_went_is_vouched_for_when_it_is_back(String swapped) {
    Purse seller = purse(Settings.of(true, false));
    Purse buyer = purse(Settings.of(false, true));
    TestPeer seed = seed(seller);
    freeLeeches(9);
    TestPeer payer = testbed.add(leech("payer").with(buyer.incentive()));
    testbed.run(Duration.ofSeconds(40));

    for (int i = 0; i < 8; i++) {
      if (!swapped.equals("seller")) {
        payer.useNone();
      }
      if (!swapped.equals("buyer")) {
        seed.useNone();
      }
      testbed.run(Duration.ofMillis(testbed.random().nextInt(3000)));
      payer.use(buyer.incentive());
      seed.use(seller.incentive());
      testbed.run(Duration.ofSeconds(27));
    }
    assertThat(payer.isComplete()).isFalse();
    testbed.runUntil(payer::isComplete, Duration.ofMinutes(30));
    testbed.run(Duration.ofSeconds(30));

    assertThat(vouchedBytes(seller, buyer)).isEqualTo(seed.result().sentPaid());
    assertThat(buyer.answer(buyer.journal.channels(seller.address()))).hasSize(1);
  }

  @Test
  void policies_that_are_swapped_again_and_again_go_on_trading() {
    Purse seller = purse(Settings.of(true, false));
    Purse buyer = purse(Settings.of(false, true));
    TestPeer seed = seed(seller);
    freeLeeches(9);
    TestPeer payer = testbed.add(leech("payer").with(buyer.incentive()));
    testbed.run(Duration.ofSeconds(60));
    long before = buyer.vouchedFor(seller);

    for (int i = 0; i < 60; i++) {
      TestPeer one = i % 3 == 2 ? payer : seed;
      one.useNone();
      testbed.run(Duration.ofMillis(testbed.random().nextInt(300)));
      one.use((one == seed ? seller : buyer).incentive());
      testbed.run(Duration.ofMillis(testbed.random().nextInt(700)));
    }
    long between = buyer.vouchedFor(seller);
    testbed.run(Duration.ofSeconds(60));

    assertThat(before).isPositive();
    assertThat(payer.isComplete()).isFalse();
    assertThat(between).isGreaterThanOrEqualTo(before);
    assertThat(buyer.vouchedFor(seller)).isGreaterThan(between);
    assertThat(payer.connections()).hasSize(1);
  }

  @Test
  void a_finished_seed_knows_that_it_is_worth_going_on() {
    Purse seller = purse(Settings.of(true, false));
    Purse buyer = purse(Settings.of(false, true));
    seed(seller);
    freeLeeches(9);
    TestPeer payer = testbed.add(leech("payer").with(buyer.incentive()));
    testbed.runUntil(payer::isComplete, Duration.ofMinutes(30));

    boolean whileItEarns = seller.provider.worthSeeding(torrentId());
    testbed.run(Duration.ofMinutes(20));

    assertThat(whileItEarns).isTrue();
    assertThat(seller.provider.worthSeeding(torrentId())).isFalse();
  }

  private TorrentId torrentId() {
    return TorrentId.of(torrent.metainfo().infoHashes());
  }
}
