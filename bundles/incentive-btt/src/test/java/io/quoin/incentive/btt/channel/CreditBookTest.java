package io.quoin.incentive.btt.channel;

import static io.quoin.incentive.btt.channel.Lanes.CHANNEL;
import static io.quoin.incentive.btt.channel.Lanes.GIB;
import static io.quoin.incentive.btt.channel.Lanes.MIB;
import static io.quoin.incentive.btt.channel.Lanes.known;
import static io.quoin.incentive.btt.channel.Lanes.stranger;
import static io.quoin.incentive.btt.channel.Lanes.voucher;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.CreditUse;
import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.PayerAccount;
import io.quoin.incentive.btt.wire.AddressPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** How much is delivered on trust, whatever payers do. A base unit a byte. */
class CreditBookTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
  private static final long U0 = 1000;
  private static final long U_MOST = 1_000_000;
  private static final long G = 6400;

  private final CreditBook book = book(G, new CreditUse(0, 0, 0));

  private static CreditBook book(long g, CreditUse use) {
    return new CreditBook(new CreditTerms(U_MOST, g, CreditTerms.OVERDUE), use);
  }

  private PayeeLane lane(Debtor debtor) {
    PayeeLane lane = PayeeLane.fresh(Lanes.TORRENT, MIB);
    debtor.lanes().add(CHANNEL, lane);
    lane.begin(GIB);
    return lane;
  }

  private Debtor added(CreditBook to, Debtor debtor) {
    to.add(debtor);
    return debtor;
  }

  @Test
  void a_payer_that_never_pays_gets_u_and_no_base_unit_more() {
    Debtor debtor = added(book, known(1, 1));
    PayeeLane lane = lane(debtor);

    for (int i = 0; i < 10; i++) {
      book.grant(debtor, lane, U0, NOW);
      lane.billedTo(lane.granted());
    }

    assertThat(debtor.exposure()).isEqualTo(U0);
    assertThat(book.room(debtor, U0, NOW)).isZero();
  }

  @Test
  void a_payer_that_vouchers_and_never_settles_gets_u_too() {
    Debtor debtor = added(book, known(1, 1));
    PayeeLane lane = lane(debtor);

    for (int i = 1; i < 20; i++) {
      book.grant(debtor, lane, U0, NOW);
      long newly = lane.granted() - lane.amount();
      lane.billedTo(lane.granted());
      lane.accept(voucher(i, lane.billed(), lane.billed()), 0);
      debtor.promised(newly, newly, NOW);
    }

    assertThat(lane.billed()).isEqualTo(U0);
    assertThat(debtor.debt()).isEqualTo(U0);
  }

  @Test
  void two_lanes_share_the_payers_credit() {
    Debtor debtor = added(book, known(1, 1));
    PayeeLane one = lane(debtor);
    PayeeLane other = PayeeLane.fresh(Lanes.torrent(2), MIB);
    debtor.lanes().add(CHANNEL, other);
    other.begin(GIB);

    book.grant(debtor, one, U0, NOW);
    book.grant(debtor, other, U0, NOW);

    assertThat(one.granted() + other.granted()).isEqualTo(U0);
  }

  @Test
  void a_thousand_fresh_addresses_of_one_network_share_its_sixteenth_of_the_quarter() {
    long taken = 0;
    for (int i = 0; i < 1000; i++) {
      Debtor debtor = added(book, stranger(i, "10.0.0"));
      PayeeLane lane = lane(debtor);
      book.grant(debtor, lane, U0, NOW);
      lane.billedTo(lane.granted());
      taken += lane.billed();
    }

    assertThat(taken).isEqualTo(G / 4 / 16);
  }

  @Test
  void a_thousand_fresh_addresses_of_as_many_networks_share_the_quarter() {
    long taken = 0;
    for (int i = 0; i < 1000; i++) {
      Debtor debtor = added(book, stranger(i, "net " + i));
      PayeeLane lane = lane(debtor);
      book.grant(debtor, lane, U0, NOW);
      lane.billedTo(lane.granted());
      taken += lane.billed();
    }

    assertThat(taken).isEqualTo(G / 4);
  }

  @Test
  void known_payers_have_all_that_strangers_do_not_use() {
    Debtor debtor = added(book, known(1, 1_000_000));
    PayeeLane lane = lane(debtor);

    book.grant(debtor, lane, U0, NOW);

    assertThat(lane.granted()).isEqualTo(G);
  }

  @Test
  void debts_of_payers_who_are_not_here_count() {
    CreditBook used = book(G, new CreditUse(5000, 600, 0));
    Debtor debtor = added(used, known(1, 1_000_000));

    assertThat(used.room(debtor, U0, NOW)).isEqualTo(G - 5600);
    assertThat(used.room(added(used, stranger(2, "x")), U0, NOW)).isEqualTo(G / 4 / 16);
  }

  @Test
  void who_comes_and_goes_is_counted_once() {
    CreditBook used = book(G, new CreditUse(500, 0, 0));
    Debtor debtor =
        new Debtor(
            new PayerAccount(Lanes.address(1), 800, 300, 300, Optional.of(NOW), 0, MIB),
            Optional.of(new AddressPrefix("x")),
            NOW);

    used.add(debtor);
    long here = used.all();
    used.remove(debtor);

    assertThat(here).isEqualTo(500);
    assertThat(used.all()).isEqualTo(500);
  }

  @Test
  void half_of_what_was_settled_lately_raises_the_limit_up_to_the_highest() {
    assertThat(book.limit(known(1, 10), U0, NOW)).isEqualTo(U0);
    assertThat(book.limit(known(1, 50_000), U0, NOW)).isEqualTo(25_000);
    assertThat(book.limit(known(1, 50_000_000), U0, NOW)).isEqualTo(U_MOST);
  }

  @Test
  void an_overdue_debt_ends_all_credit_until_it_is_paid() {
    Debtor debtor = added(book, known(1, 100));
    debtor.promised(10, 10, NOW);
    Instant later = NOW.plus(CreditTerms.OVERDUE).plusSeconds(1);

    assertThat(book.limit(debtor, U0, NOW.plus(Duration.ofHours(24)))).isEqualTo(U0);
    assertThat(book.limit(debtor, U0, later)).isZero();
    debtor.changed(new PayerAccount(debtor.address(), 110, 110, 110, Optional.empty(), 0, MIB));
    assertThat(book.limit(debtor, U0, later)).isEqualTo(U0);
  }

  @Test
  void a_debt_that_was_given_up_leaves_g_and_keeps_u_at_zero() {
    Debtor debtor =
        added(
            book,
            new Debtor(
                new PayerAccount(Lanes.address(1), 500, 100, 100, Optional.of(NOW), 400, MIB),
                Optional.of(new AddressPrefix("x")),
                NOW));

    assertThat(book.all()).isZero();
    assertThat(book.limit(debtor, U0, NOW)).isZero();
  }

  @Test
  void after_a_day_of_losses_strangers_are_served_free_only() {
    Debtor debtor = added(book, stranger(1, "x"));
    Debtor other = added(book, known(2, 1));

    book.lostToStrangers(G / 4);

    assertThat(book.room(debtor, U0, NOW)).isZero();
    assertThat(book.room(other, U0, NOW)).isPositive();
  }

  /** Payers that do whatever they like, for as long as they like. */
  @Property(tries = 60)
  void whatever_payers_do_nobody_gets_more_than_the_bounds(@ForAll long seed) {
    Random random = new Random(seed);
    List<Debtor> debtors = new ArrayList<>();
    List<PayeeLane> lanes = new ArrayList<>();
    List<Tariff> tariffs = new ArrayList<>();
    CreditBook any = book(G, new CreditUse(0, 0, 0));
    for (int i = 0; i < 12; i++) {
      Debtor debtor = added(any, i % 3 == 0 ? known(i, 1) : stranger(i, "net " + i % 4));
      debtors.add(debtor);
      lanes.add(lane(debtor));
      Tariff tariff = new Tariff(LaneProgress.NONE);
      tariff.begin(0, GIB);
      tariffs.add(tariff);
    }
    long[] sequences = new long[lanes.size()];
    long[] writtenOff = new long[lanes.size()];
    for (int step = 0; step < 2000; step++) {
      int who = random.nextInt(lanes.size());
      PayeeLane lane = lanes.get(who);
      Debtor debtor = debtors.get(who);
      switch (random.nextInt(7)) {
        case 0, 1 -> any.grant(debtor, lane, U0, NOW);
        case 2 ->
            lane.billedTo(lane.billed() + random.nextLong(lane.granted() - lane.billed() + 1));
        case 3 -> {
          lane.end();
          long price = random.nextLong(3 * GIB) + 1;
          tariffs.get(who).begin(lane.begin(price), price);
        }
        case 4, 5 -> {
          long bytes = random.nextLong(lane.billed() + 50);
          long amount = random.nextBoolean() ? random.nextLong(5000) : tariffs.get(who).due(bytes);
          var offered = voucher(Math.max(1, sequences[who] + random.nextInt(3)), amount, bytes);
          if (lane.verdict(offered.voucher(), 0, 100_000) == VoucherVerdict.RIGHT) {
            sequences[who] = offered.voucher().sequence();
            debtor.promised(amount - lane.amount(), bytes, NOW);
            lane.accept(offered, 0);
          }
        }
        default -> {
          long bytes = Math.min(lane.outstanding(), debtor.writeOff() / 100_000);
          writtenOff[who] += lane.forgive(bytes);
          debtor.forgives(bytes);
        }
      }
      assertThat(debtor.exposure())
          .isLessThanOrEqualTo(any.limit(debtor, U0, NOW) + writtenOff[who]);
      assertThat(any.all()).isLessThanOrEqualTo(G + LongStream.of(writtenOff).sum());
    }
    long strangers = debtors.stream().filter(d -> !d.known()).mapToLong(Debtor::exposure).sum();
    assertThat(strangers).isLessThanOrEqualTo(G / 4);
  }

  @Test
  void no_more_payers_are_looked_after_than_the_bound() {
    for (int i = 0; i < CreditBook.MOST_DEBTORS; i++) {
      assertThat(book.full()).isFalse();
      book.add(stranger(i, "x"));
    }

    assertThat(book.full()).isTrue();
  }
}
