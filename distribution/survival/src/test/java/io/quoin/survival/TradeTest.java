package io.quoin.survival;

import static io.quoin.survival.Payload.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.Channel;
import io.quoin.api.journal.Lane;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.Settlement;
import io.quoin.api.journal.TorrentMoney;
import io.quoin.api.ledger.Address;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A buyer pays a seller over real sockets, and either is killed in the middle of a lease. */
class TradeTest {

  private static final Payload PAYLOAD = new Payload("traded", 192L * MIB);

  /** The most that a seller delivers ahead of the next voucher. */
  private static final long PACING = 16L * MIB;

  /** What it costs, were the price to rise to the most that the buyer pays. */
  private static final long PACING_PRICE = LeasePrice.due(PACING, 2_000_000);

  /** Of base units: some MiB into a lease. */
  private static final long UNDER_WAY = 4000;

  /** What the two have in their books, and what the ledger moved. */
  private record Outcome(long promised, long heard, long moved, List<Lane> sold) {}

  @Test
  void what_one_promises_and_pays_is_what_the_other_is_promised_and_paid() throws Exception {
    try (Market market = new Market(PAYLOAD)) {
      market.open();
      lease(market, 0);
      complete(market);
      long spent = market.buyer().look().spent();
      Market.awaitThat(market.seller(), s -> s.paid() == spent, "the seller knows that it is paid");

      Outcome outcome = end(market);

      assertThat(outcome.heard()).isEqualTo(outcome.promised());
      assertThat(outcome.moved()).isEqualTo(outcome.promised());
      assertThat(outcome.sold()).allSatisfy(TradeTest::assertPaid);
    }
  }

  private static void assertPaid(Lane lane) {
    assertThat(lane.settled()).isEqualTo(lane.amount());
  }

  @Test
  void a_buyer_that_is_killed_in_a_lease_buys_again_and_pays_all_that_it_promised()
      throws Exception {
    try (Market market = new Market(PAYLOAD)) {
      market.open();
      lease(market, 0);
      killAndTradeAgain(market, market.buyer());
      complete(market);

      assertWithinBounds(end(market));
    }
  }

  @Test
  void a_seller_that_is_killed_in_a_lease_sells_again_and_is_paid_all_that_it_was_promised()
      throws Exception {
    try (Market market = new Market(PAYLOAD)) {
      market.open();
      lease(market, 0);
      killAndTradeAgain(market, market.seller());
      complete(market);

      assertWithinBounds(end(market));
    }
  }

  /**
   * The buyer has paid all that it promised. The seller has what it was promised, and lacks no more
   * than what is delivered ahead.
   */
  private static void assertWithinBounds(Outcome outcome) {
    assertThat(outcome.moved()).isEqualTo(outcome.promised());
    assertThat(outcome.heard()).isBetween(outcome.promised() - PACING_PRICE, outcome.promised());
    assertThat(outcome.sold())
        .isNotEmpty()
        .allSatisfy(lane -> assertThat(unvouched(lane)).isBetween(0L, PACING));
  }

  private static long unvouched(Lane lane) {
    return Math.max(
        0, lane.progress().billed() - lane.newest().map(v -> v.voucher().bytes()).orElse(0L));
  }

  private static void killAndTradeAgain(Market market, TraderProcess victim) throws Exception {
    long before = market.buyer().look().spent();
    victim.kill();
    victim.start();
    victim.go();
    lease(market, before);
  }

  /** Waits until the buyer has promised more than before. */
  private static void lease(Market market, long before) {
    Market.awaitThat(market.buyer(), s -> s.spent() > before + UNDER_WAY, "a lease is under way");
  }

  /**
   * The line is short no more, and the buyer has everything and owes nothing. Who owes nothing may
   * yet promise for the last bytes, a second after they came: it is to stay so.
   */
  private static void complete(Market market) throws Exception {
    market.seller().openUp();
    Market.awaitThat(
        market.buyer(), s -> s.verified() == PAYLOAD.length(), "the buyer has everything");
    Market.awaitLasting(market.buyer(), s -> s.debt() == 0, "the buyer has paid");
  }

  private static Outcome end(Market market) throws Exception {
    TraderProcess buyer = market.buyer();
    TraderProcess seller = market.seller();
    buyer.end();
    seller.end();
    PAYLOAD.assertIs(buyer.room().resolve("files").resolve(PAYLOAD.name()));
    long moved = Market.PURSE - market.balance(buyer);
    assertThat(market.balance(seller)).isEqualTo(Market.FIRST + moved);
    List<Settlement> settlements =
        market.journal(buyer, journal -> Market.get(journal.settlements(100)));
    assertThat(settlements.stream().mapToLong(Settlement::amount).sum()).isEqualTo(moved);
    List<TorrentMoney> bought = market.journal(buyer, journal -> Market.get(journal.torrents()));
    List<TorrentMoney> sold = market.journal(seller, journal -> Market.get(journal.torrents()));
    List<Channel> channels =
        market.journal(
            seller, journal -> Market.get(journal.channels(Address.parse(buyer.address()))));
    return new Outcome(
        bought.stream().mapToLong(TorrentMoney::spent).sum(),
        sold.stream().mapToLong(TorrentMoney::earned).sum(),
        moved,
        channels.stream().flatMap(channel -> channel.lanes().stream()).toList());
  }
}
