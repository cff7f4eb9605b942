package io.quoin.incentive.btt;

import static io.quoin.incentive.btt.Bench.MIB;
import static io.quoin.incentive.btt.Bench.PIECE;
import static io.quoin.incentive.btt.Bench.TORRENT;
import static io.quoin.incentive.btt.Buyers.now;
import static io.quoin.incentive.btt.Sellers.accepted;
import static io.quoin.incentive.btt.Sellers.bid;
import static io.quoin.incentive.btt.Sellers.channel;
import static io.quoin.incentive.btt.Sellers.receipt;
import static io.quoin.incentive.btt.Sellers.shows;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.Voucher;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.RefusalReason;
import java.time.Duration;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sellers that try to be paid for more than they gave: what a buyer has finally paid them is the
 * price of the bytes that have verified, to the base unit, and never more.
 */
class SellersGainTest {
  private static final long AT_LIMIT = Settings.TOKEN;

  private final Bench bench = new Bench(Settings.atOnePrice(false, true, Settings.CREDIT), false);

  private static long price(long bytes) {
    return LeasePrice.due(bytes, AT_LIMIT);
  }

  // --- what they try, and what they may have for it ---

  private static long isHonest(Bench bench) {
    Bench.Remote seller = Sellers.leased(bench, 2);
    seller.delivers(4 * PIECE, 0);
    bench.run(3);
    return price(4 * PIECE);
  }

  private static long takesAndChokes(Bench bench) {
    Bench.Remote seller = Sellers.leased(bench, 2);
    bench.run(100);
    seller.say(receipt(seller, 100L * MIB));
    seller.say(new BttMessage.Close(channel(seller), TORRENT));
    return 0;
  }

  private static long sendsGarbage(Bench bench) {
    Bench.Remote seller = Sellers.leased(bench, 2);
    seller.failed = 3 * PIECE;
    seller.delivers(4 * PIECE, 0);
    bench.run(5);
    return price(PIECE);
  }

  private static long sendsWhatOthersHaveSent(Bench bench) {
    Bench.Remote seller = Sellers.leased(bench, 2);
    seller.duplicate = 3 * PIECE;
    seller.delivers(4 * PIECE, 0);
    bench.run(5);
    return price(PIECE);
  }

  private static long inflatesItsCount(Bench bench) {
    Bench.Remote seller = Sellers.leased(bench, 2);
    for (int i = 1; i <= 4; i++) {
      seller.delivers(PIECE, 0);
      bench.run(3);
      seller.say(receipt(seller, i * (PIECE + 100L * MIB)));
      bench.run(1);
    }
    return price(4 * PIECE);
  }

  private static long hasCountedBeforeItBegan(Bench bench) {
    Bench.Remote seller = Sellers.seller(bench, 2);
    seller.say(Sellers.ack(seller));
    bench.run(1);
    seller.say(receipt(seller, 100L * MIB));
    bench.run(1);
    seller.say(accepted(seller, AT_LIMIT, 0, 0));
    seller.delivers(2 * PIECE, 0);
    bench.run(5);
    return price(2 * PIECE);
  }

  private static long raisesItsPriceInTheLease(Bench bench) {
    Bench.Remote seller = Sellers.leased(bench, 2);
    seller.delivers(PIECE, 0);
    bench.run(3);
    seller.say(accepted(seller, AT_LIMIT + 1, PIECE, price(PIECE)));
    seller.delivers(PIECE, 0);
    bench.run(3);
    return price(PIECE);
  }

  private static long raisesWhatWasBefore(Bench bench) {
    Bench.Remote seller = Sellers.leased(bench, 2);
    seller.delivers(PIECE, 0);
    bench.run(3);
    seller.say(accepted(seller, AT_LIMIT, PIECE, price(PIECE) + 1));
    seller.delivers(PIECE, 0);
    bench.run(40);
    return price(PIECE);
  }

  private static long startsItsPriceInThePast(Bench bench) {
    Bench.Remote seller = Sellers.leased(bench, 2);
    seller.delivers(2 * PIECE, 0);
    bench.run(3);
    seller.say(accepted(seller, AT_LIMIT, PIECE, price(PIECE)));
    bench.run(3);
    return price(2 * PIECE);
  }

  private static long startsItsPriceFarAhead(Bench bench) {
    Bench.Remote seller = Sellers.agreed(bench, 2);
    seller.say(accepted(seller, AT_LIMIT, 1L << 40, 0));
    seller.delivers(4 * PIECE, 0);
    bench.run(5);
    return 0;
  }

  private static long sendsBeforeAndAfterTheLease(Bench bench) {
    Bench.Remote seller = Sellers.agreed(bench, 2);
    seller.delivers(MIB, 0);
    seller.say(accepted(seller, AT_LIMIT, 0, 0));
    seller.delivers(PIECE, 0);
    bench.run(0.3);
    seller.say(new BttMessage.Refused(bid(seller).sequence(), RefusalReason.OVER));
    seller.delivers(MIB, 0);
    bench.run(5);
    return price(PIECE);
  }

  private static long showsVouchersThatItMade(Bench bench) {
    Bench.Remote seller = Sellers.leased(bench, 2);
    seller.delivers(PIECE, 0);
    bench.run(3);
    Voucher made = new Voucher(channel(seller), TORRENT, 7, 5 * Settings.TOKEN, 2 * PIECE);
    seller.say(shows(made, now(seller.wallet.sign(seller.bytes().voucher(made)))));
    bench.run(5);
    return price(PIECE);
  }

  private static long showsOldVouchersAgain(Bench bench) {
    Bench.Remote seller = Sellers.leased(bench, 2);
    for (int i = 0; i < 4; i++) {
      seller.delivers(PIECE, 0);
      bench.run(3);
      BttMessage.Promise first = seller.heard(BttMessage.Promise.class).get(0);
      seller.say(shows(first.signed().voucher(), first.signed().signature()));
      bench.run(1);
    }
    return price(4 * PIECE);
  }

  private static long asksToBePaidAgainAndAgain(Bench bench) {
    Bench.Remote seller = Sellers.leased(bench, 2);
    for (int i = 0; i < 20; i++) {
      seller.delivers(PIECE, 0);
      bench.run(3);
      seller.say(new BttMessage.Close(channel(seller), TORRENT));
      bench.run(60);
    }
    return price(20 * PIECE);
  }

  private static long comesAgainAfterEveryVoucher(Bench bench) {
    Bench.Remote seller = Sellers.leased(bench, 2);
    for (long i = 1; i <= 5; i++) {
      seller.delivers(PIECE, 0);
      bench.run(3);
      Bench.Remote before = seller;
      seller.disconnect();
      bench.run(70);
      seller = bench.again(seller);
      seller.say(new BttMessage.Ask(Settings.TOKEN, 2, 3600));
      bench.run(1);
      seller.say(Sellers.ack(seller));
      bench.run(1);
      seller.say(receipt(before, i * PIECE));
      bench.run(1);
      seller.say(accepted(seller, AT_LIMIT, i * PIECE, i * price(PIECE)));
      bench.run(1);
    }
    return 5 * price(PIECE);
  }

  private static Arguments seller(String name, ToLongFunction<Bench> acts) {
    return Arguments.of(name, acts);
  }

  static Stream<Arguments> sellers() {
    return Stream.of(
        seller("is honest", SellersGainTest::isHonest),
        seller("takes the lease and chokes", SellersGainTest::takesAndChokes),
        seller("sends garbage", SellersGainTest::sendsGarbage),
        seller("sends what others have sent", SellersGainTest::sendsWhatOthersHaveSent),
        seller("inflates its count", SellersGainTest::inflatesItsCount),
        seller("has counted before it began", SellersGainTest::hasCountedBeforeItBegan),
        seller("raises its price in the lease", SellersGainTest::raisesItsPriceInTheLease),
        seller("raises what was before", SellersGainTest::raisesWhatWasBefore),
        seller("starts its price in the past", SellersGainTest::startsItsPriceInThePast),
        seller("starts its price far ahead", SellersGainTest::startsItsPriceFarAhead),
        seller("sends before and after the lease", SellersGainTest::sendsBeforeAndAfterTheLease),
        seller("shows vouchers that it made", SellersGainTest::showsVouchersThatItMade),
        seller("shows old vouchers again", SellersGainTest::showsOldVouchersAgain),
        seller("asks to be paid again and again", SellersGainTest::asksToBePaidAgainAndAgain),
        seller("comes again after every voucher", SellersGainTest::comesAgainAfterEveryVoucher));
  }

  @ParameterizedTest(name = "one that {0}")
  @MethodSource("sellers")
  void a_seller_is_paid_for_what_has_verified_and_no_base_unit_more(
      String name, ToLongFunction<Bench> acts) {
    long due = acts.applyAsLong(bench);
    bench.run(Duration.ofHours(26));

    long paid = Purse.GIVEN - bench.ledger.finalBalance(bench.own.address());
    assertThat(paid).isEqualTo(due);
    assertThat(bench.own.answer(bench.own.journal.creditors()))
        .allSatisfy(owed -> assertThat(owed.debt()).isZero());
  }
}
