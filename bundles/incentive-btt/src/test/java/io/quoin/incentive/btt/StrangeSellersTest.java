package io.quoin.incentive.btt;

import static io.quoin.incentive.btt.Bench.PIECE;
import static io.quoin.incentive.btt.Bench.TORRENT;
import static io.quoin.incentive.btt.Sellers.channel;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.incentive.btt.wire.BttMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many sellers that it never paid a buyer has to do with at once, and whom it turns to. */
class StrangeSellersTest {
  private final Bench bench = new Bench(Settings.meeting(2), false);

  private static boolean asked(Bench.Remote seller) {
    return !seller.heard(BttMessage.Open.class).isEmpty();
  }

  private static void agrees(Bench bench, Bench.Remote seller) {
    seller.say(Sellers.ack(seller));
    bench.run(1);
    seller.say(Sellers.receipt(seller, 0));
    bench.run(1);
  }

  private List<Bench.Remote> sellers(int count) {
    List<Bench.Remote> sellers = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> sellers.add(Sellers.seller(bench, 2 + i)));
    return sellers;
  }

  @Test
  void channels_are_opened_with_so_many_strangers_and_no_more() {
    List<Bench.Remote> sellers = sellers(5);

    bench.run(20);

    assertThat(sellers.stream().filter(StrangeSellersTest::asked)).hasSize(2);
  }

  @Test
  void who_bids_at_a_stranger_in_vain_turns_to_another() {
    List<Bench.Remote> sellers = sellers(3);
    agrees(bench, sellers.get(0));
    agrees(bench, sellers.get(1));
    sellers.get(1).say(Sellers.accepted(sellers.get(1), Settings.TOKEN, 0, 0));
    sellers.get(1).delivers(PIECE, 0);

    bench.run(40);

    assertThat(Sellers.bid(sellers.get(0)).bytes()).as("withdrawn").isZero();
    assertThat(Sellers.bid(sellers.get(1)).bytes()).as("stands").isPositive();
    assertThat(asked(sellers.get(2))).isTrue();
  }

  @Test
  void who_is_owed_something_keeps_its_place_though_it_serves_no_more() {
    List<Bench.Remote> sellers = sellers(3);
    for (Bench.Remote seller : sellers.subList(0, 2)) {
      agrees(bench, seller);
      seller.say(Sellers.accepted(seller, Settings.TOKEN, 0, 0));
      bench.run(1);
      seller.delivers(PIECE, 0);
    }

    bench.run(100);

    assertThat(asked(sellers.get(2))).isFalse();
  }

  @Test
  void who_was_paid_is_no_stranger_and_another_may_come() {
    List<Bench.Remote> sellers = sellers(3);
    for (Bench.Remote seller : sellers.subList(0, 2)) {
      agrees(bench, seller);
      seller.say(Sellers.accepted(seller, Settings.TOKEN, 0, 0));
      bench.run(1);
      seller.delivers(PIECE, 0);
    }
    bench.run(3);
    boolean before = asked(sellers.get(2));

    sellers.get(0).say(new BttMessage.Close(channel(sellers.get(0)), TORRENT));
    bench.run(120);

    assertThat(before).isFalse();
    assertThat(asked(sellers.get(2))).isTrue();
  }

  @Test
  void whoever_asks_least_is_met_first() {
    Bench late = new Bench(Settings.meeting(1), false);
    Bench.Remote first = Sellers.seller(late, 2);
    Bench.Remote dear = Sellers.seller(late, 3);
    Bench.Remote cheap = late.remote(4, false, true);
    cheap.say(new BttMessage.Ask(Settings.TOKEN / 2, 2, 3600));
    late.run(1);

    first.disconnect();
    late.run(20);

    assertThat(asked(cheap)).isTrue();
    assertThat(asked(dear)).isFalse();
  }
}
