package io.quoin.incentive.btt;

import static io.quoin.incentive.btt.Bench.BLOCK;
import static io.quoin.incentive.btt.Bench.MIB;
import static io.quoin.incentive.btt.Bench.PIECE;
import static io.quoin.incentive.btt.Buyers.NONCE;
import static io.quoin.incentive.btt.Buyers.channel;
import static io.quoin.incentive.btt.Buyers.now;
import static io.quoin.incentive.btt.Buyers.promise;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.TransferId;
import io.quoin.incentive.btt.channel.CreditTerms;
import io.quoin.incentive.btt.channel.Tariff;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.testbed.money.StandInWallet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Payers that try for hours to have more than they pay for: what they cost a seller is no base unit
 * more than U and what is ever forgiven.
 */
class PayersLossTest {
  private static final int PAYER = 2;
  private static final long D = 2 * PIECE + 256 * 1024;
  private static final long U = price(3L * MIB);
  private static final long CREDIT_IN_BLOCKS = price(3L * MIB - BLOCK);

  private static long price(long bytes) {
    return LeasePrice.due(bytes, Settings.TOKEN);
  }

  /** A seller with one payer, and what the payer has had of it and given it. */
  private static final class Seller {
    private final Bench bench =
        new Bench(
            Settings.atOnePrice(true, false, new CreditTerms(U, 1000 * U, CreditTerms.OVERDUE)),
            true);
    private final List<Bench.Remote> connections = new ArrayList<>();
    private int channels;

    private Bench.Remote connects() {
      Bench.Remote buyer = Buyers.buyer(bench, PAYER);
      connections.add(buyer);
      return buyer;
    }

    Bench.Remote opens(Digest nonce, long capacity) {
      Bench.Remote buyer = connects();
      buyer.say(Buyers.open(bench, buyer, buyer.session(), buyer.wallet, nonce, capacity));
      bench.run(1);
      return buyer;
    }

    /** It opens its one channel, bids, and asks for all it can get. */
    Bench.Remote leases() {
      return leases(opens(NONCE, 1000 * Settings.TOKEN));
    }

    Bench.Remote leases(Bench.Remote buyer) {
      Buyers.bid(buyer);
      buyer.wants = 1L << 40;
      bench.run(11);
      return buyer;
    }

    Digest anotherNonce() {
      return Digest.ofHex("%064x".formatted(++channels));
    }

    /** The newest voucher that the seller has of its first channel. */
    long promisedBytes() {
      return lanes().mapToLong(Voucher::bytes).sum();
    }

    long promised() {
      return lanes().mapToLong(Voucher::amount).sum();
    }

    private Stream<Voucher> lanes() {
      List<Channel> all = bench.own.answer(bench.own.journal.channels(address()));
      return all.stream()
          .flatMap(channel -> channel.lanes().stream())
          .flatMap(lane -> lane.newest().stream())
          .map(SignedVoucher::voucher);
    }

    Address address() {
      return StandInWallet.address(PAYER);
    }

    /** Vouches for all that this connection's lane was sent so far. */
    void vouches(Bench.Remote buyer, long sequence) {
      long bytes = sent(channel(buyer));
      buyer.say(promise(buyer, sequence, due(channel(buyer), bytes), bytes));
      bench.run(0.3);
    }

    private Stream<Bench.Remote> of(ChannelId channel) {
      return connections.stream().filter(buyer -> channel(buyer).equals(channel));
    }

    private long sent(ChannelId channel) {
      return of(channel).mapToLong(buyer -> buyer.sentPaid).sum();
    }

    /** What a lane costs at the prices that were told. */
    private long due(ChannelId channel, long bytes) {
      Tariff tariff = new Tariff(LaneProgress.NONE);
      of(channel)
          .flatMap(buyer -> buyer.heard(BttMessage.Accepted.class).stream())
          .forEach(lease -> tariff.begin(lease.from(), lease.price()));
      return tariff.due(bytes);
    }

    /** What all that went out cost. */
    long delivered() {
      return connections.stream()
          .map(Buyers::channel)
          .distinct()
          .mapToLong(channel -> due(channel, sent(channel)))
          .sum();
    }

    void says(Bench.Remote buyer, TransferId transfer, long upTo) {
      LaneSettlement lane = new LaneSettlement(channel(buyer), Bench.TORRENT, upTo);
      buyer.say(new BttMessage.Settled(transfer, 1, List.of(lane)));
      bench.run(90);
    }

    /** What the seller finally has of it. */
    long got() {
      return bench.ledger.finalBalance(bench.own.address()) - Purse.GIVEN;
    }

    long credited() {
      return bench.own.answer(bench.own.journal.payer(address())).settled();
    }
  }

  // --- what they try ---

  private static void neverPays(Seller seller) {
    Bench.Remote buyer = seller.leases();
    for (int i = 0; i < 20; i++) {
      Buyers.bid(buyer);
      seller.bench.run(700);
    }
  }

  private static void vouchesAndNeverSettles(Seller seller) {
    Bench.Remote buyer = seller.leases();
    for (int i = 1; i < 60; i++) {
      seller.vouches(buyer, i);
      seller.bench.run(10);
    }
  }

  private static void vouchesOnceItsLeaseIsLost(Seller seller) {
    Bench.Remote buyer = seller.leases();
    for (int i = 1; i < 30; i++) {
      seller.bench.run(60);
      seller.vouches(buyer, i);
      seller.bench.run(640);
    }
  }

  private static void replays(Seller seller) {
    Bench.Remote buyer = seller.leases();
    BttMessage.Promise first = promise(buyer, 1, price(BLOCK), BLOCK);
    for (int i = 0; i < 20; i++) {
      buyer.say(first);
      seller.bench.run(5);
      Buyers.bid(buyer);
      seller.bench.run(700);
    }
    buyer.disconnect();
    Bench.Remote again = seller.leases();
    again.say(first);
    seller.bench.run(60);
  }

  private static void forges(Seller seller) {
    StandInWallet other = new StandInWallet(StandInWallet.address(99));
    for (int connection = 0; connection < 10; connection++) {
      Bench.Remote buyer = seller.leases();
      for (long i = 1; i <= 3; i++) {
        Voucher voucher =
            new Voucher(channel(buyer), Bench.TORRENT, i, price(i * BLOCK), i * BLOCK);
        buyer.say(
            new BttMessage.Promise(
                new SignedVoucher(voucher, now(other.sign(buyer.bytes().voucher(voucher))))));
        seller.bench.run(1);
      }
      seller.bench.run(700);
      buyer.disconnect();
    }
  }

  /** It promises more than its channel holds. */
  private static void overspendsItsChannel(Seller seller) {
    Bench.Remote buyer = seller.leases(seller.opens(NONCE, price(MIB)));
    for (int i = 1; i < 20; i++) {
      seller.vouches(buyer, i);
      Buyers.bid(buyer);
      seller.bench.run(700);
    }
    assertThat(seller.promised()).isPositive().isLessThanOrEqualTo(price(MIB));
  }

  /** It promises what it does not have: its account is empty. */
  private static void overspendsItsAccount(Seller seller) {
    Bench.Remote buyer = seller.leases();
    for (int i = 1; i < 20; i++) {
      seller.vouches(buyer, i);
      TransferId refused = new TransferId(Digest.ofHex("%064x".formatted(1000 + i)));
      seller.says(buyer, refused, Math.max(1, seller.promised()));
      Buyers.bid(buyer);
      seller.bench.run(60);
    }
  }

  /** Newer vouchers that take back what older ones promise. */
  private static void underflows(Seller seller) {
    for (int connection = 0; connection < 10; connection++) {
      Bench.Remote buyer = seller.leases();
      seller.vouches(buyer, 100L * connection + 1);
      long promised = seller.promised();
      long had = seller.promisedBytes();
      for (long[] less :
          new long[][] {
            {2, promised, had},
            {3, 0, had - 1},
            {4, price(BLOCK), BLOCK},
            {5, 0, 1},
            {6, 0, Long.MAX_VALUE},
            {7, Long.MAX_VALUE, 1},
            {8, Long.MAX_VALUE, Long.MAX_VALUE}
          }) {
        buyer.say(promise(buyer, 100L * connection + less[0], less[1], less[2]));
        seller.bench.run(1);
        assertThat(seller.promised()).as("after sequence %d", less[0]).isEqualTo(promised);
      }
      seller.bench.run(700);
      buyer.disconnect();
    }
  }

  /** After the highest sequence there can be no newer voucher. */
  private static void usesTheSequenceUp(Seller seller) {
    Bench.Remote buyer = seller.leases();
    buyer.say(promise(buyer, Long.MAX_VALUE, price(BLOCK), BLOCK));
    seller.bench.run(1);
    assertThat(seller.promised()).isEqualTo(price(BLOCK));
    for (int i = 0; i < 20; i++) {
      Buyers.bid(buyer);
      seller.bench.run(700);
    }
  }

  private static void reconnects(Seller seller) {
    for (int i = 0; i < 30; i++) {
      Bench.Remote buyer = seller.leases();
      seller.bench.run(60);
      buyer.disconnect();
    }
  }

  private static void opensEverNewChannels(Seller seller) {
    for (int i = 0; i < 30; i++) {
      Bench.Remote buyer =
          seller.leases(seller.opens(seller.anotherNonce(), 1000 * Settings.TOKEN));
      seller.bench.run(700);
      buyer.disconnect();
    }
  }

  private static void beginsEverNewSessions(Seller seller) {
    Bench.Remote buyer = seller.leases();
    for (int i = 0; i < 30; i++) {
      buyer.helloAgain();
      seller.bench.run(2);
      buyer.say(Buyers.open(seller.bench, buyer, NONCE));
      seller.bench.run(1);
      Buyers.bid(buyer);
      seller.bench.run(100);
    }
  }

  private static void bidsAndNeverAsks(Seller seller) {
    Bench.Remote buyer = seller.opens(NONCE, 1000 * Settings.TOKEN);
    for (int i = 0; i < 20; i++) {
      Buyers.bid(buyer);
      seller.bench.run(700);
    }
  }

  /**
   * Transfers that are no payment for it: none at all, somebody else's, of too little, and twice.
   */
  private static void liesAboutPayments(Seller seller) {
    Bench bench = seller.bench;
    Bench.Remote buyer = seller.leases();
    seller.vouches(buyer, 1);
    long all = seller.promised();
    Bench.Remote friend = Buyers.buyer(bench, 7);
    bench.ledger.give(friend.address(), all);
    bench.ledger.give(buyer.address(), 2);
    seller.says(buyer, new TransferId(Digest.ofHex("55".repeat(32))), all);
    seller.says(buyer, bench.transfer(friend.wallet, bench.own.address(), all), all);
    seller.says(buyer, bench.transfer(buyer.wallet, friend.address(), 1), all);
    seller.bench.run(700);
    Bench.Remote again = seller.leases();
    TransferId one = bench.transfer(again.wallet, bench.own.address(), 1);
    seller.says(again, one, all);
    seller.says(again, one, 1);
    seller.says(again, one, 1);
    seller.says(again, one, 2);
    assertThat(seller.credited()).isEqualTo(1);
    for (int i = 2; i < 20; i++) {
      seller.vouches(again, i);
      Buyers.bid(again);
      seller.bench.run(100);
    }
  }

  // --- what it costs ---

  private static Arguments payer(String name, Consumer<Seller> acts, long least) {
    return Arguments.of(name, acts, least);
  }

  static Stream<Arguments> payers() {
    return Stream.of(
        payer("never pays", PayersLossTest::neverPays, price(D)),
        payer("never settles", PayersLossTest::vouchesAndNeverSettles, CREDIT_IN_BLOCKS),
        payer("pays late", PayersLossTest::vouchesOnceItsLeaseIsLost, CREDIT_IN_BLOCKS),
        payer("replays", PayersLossTest::replays, price(D)),
        payer("forges", PayersLossTest::forges, price(D)),
        payer("overspends its channel", PayersLossTest::overspendsItsChannel, price(MIB)),
        payer("overspends its account", PayersLossTest::overspendsItsAccount, price(2L * MIB)),
        payer("underflows", PayersLossTest::underflows, price(D)),
        payer("uses the sequence up", PayersLossTest::usesTheSequenceUp, price(D)),
        payer("reconnects", PayersLossTest::reconnects, price(D)),
        payer("opens ever new channels", PayersLossTest::opensEverNewChannels, U),
        payer("begins ever new sessions", PayersLossTest::beginsEverNewSessions, price(D)),
        payer("bids and never asks", PayersLossTest::bidsAndNeverAsks, 0),
        payer("lies about payments", PayersLossTest::liesAboutPayments, CREDIT_IN_BLOCKS));
  }

  @ParameterizedTest(name = "one that {0}")
  @MethodSource("payers")
  void a_payer_costs_no_base_unit_more_than_the_bound(
      String name, Consumer<Seller> acts, long least) {
    Seller seller = new Seller();

    acts.accept(seller);

    long lost = seller.delivered() - seller.credited();
    long forgiven = MIB + seller.promisedBytes() / 100;
    assertThat(seller.credited()).isLessThanOrEqualTo(seller.got());
    assertThat(lost).isBetween(least, U + price(forgiven));
  }
}
