package io.quoin.incentive.btt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.Channel;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.torrent.Limits;
import io.quoin.incentive.btt.channel.CreditTerms;
import io.quoin.testbed.PeerPlan;
import io.quoin.testbed.TestPeer;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.VirtualTorrent;
import io.quoin.testbed.money.VirtualLedger;
import io.quoin.testbed.network.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A payer and a seller in a swarm, one of which is killed before or right after one of its
 * journal's writes, and begins again with what was durable: at every write there is.
 */
class CrashesTest {
  private static final int MIB = 1 << 20;
  private static final int PIECE = MIB / 4;

  /** U where it is tight: what three MiB cost. */
  private static final long U = LeasePrice.due(3L * MIB, Settings.TOKEN);

  private static final BttSettings SELLS = Settings.of(true, false);
  private static final BttSettings BUYS = Settings.of(false, true);
  private static final BttSettings SELLS_TO_FEW =
      Settings.atOnePrice(true, false, new CreditTerms(U, 100 * U, CreditTerms.OVERDUE));
  private static final BttSettings BUYS_AT_ONE_PRICE =
      Settings.atOnePrice(false, true, Settings.CREDIT);

  /** Who is killed. */
  private enum Victim {
    PAYER,
    SELLER
  }

  /** A swarm in which it happens. */
  private static final class Swarm {
    private final Testbed testbed = new Testbed(11);
    private final VirtualLedger ledger;
    private final VirtualTorrent torrent = testbed.torrent(6L * MIB, PIECE);
    private final BttSettings sells;
    private final BttSettings buys;
    private final Purse seller;
    private final Purse payer;
    private final List<TestPeer> seeds = new ArrayList<>();
    private final List<TestPeer> payers = new ArrayList<>();
    private boolean pays = true;
    private long worst;

    Swarm(BttSettings sells, BttSettings buys, Duration finality) {
      this.sells = sells;
      this.buys = buys;
      ledger = new VirtualLedger(testbed, finality, 100);
      seller = new Purse(testbed, ledger, 1, sells);
      payer = new Purse(testbed, ledger, 2, buys);
    }

    static Swarm ample() {
      return new Swarm(SELLS, BUYS, Duration.ofSeconds(57));
    }

    static Swarm tight() {
      Swarm swarm = new Swarm(SELLS_TO_FEW, BUYS_AT_ONE_PRICE, Duration.ofSeconds(3));
      swarm.testbed.every(Duration.ofMillis(250), swarm::watch);
      return swarm;
    }

    Swarm whosePayerNeverSettles() {
      pays = false;
      return this;
    }

    /**
     * Lives until the payer has everything; one process is killed at one of its writes.
     *
     * @return whether it came to that write
     */
    boolean live(Victim victim, int write, boolean isDone) {
      DyingJournal sellers =
          victim == Victim.SELLER
              ? DyingJournal.at(seller.journal, write, isDone, () -> die(seeds, this::startSeed))
              : DyingJournal.immortal(seller.journal);
      DyingJournal payers =
          victim == Victim.PAYER
              ? DyingJournal.at(
                  payer.journal, write, isDone, () -> die(this.payers, this::startPayer))
              : DyingJournal.immortal(payer.journal);
      startSeed(sellers);
      for (int i = 0; i < 3; i++) {
        testbed.add(PeerPlan.leech("free " + i, torrent, Access.of(2 * MIB, MIB / 16).behindNat()));
      }
      startPayer(payers);
      runUntilDone();
      return sellers.isDead() || payers.isDead();
    }

    private void runUntilDone() {
      testbed.runUntil(() -> last(payers).isComplete(), Duration.ofMinutes(30));
      testbed.run(Duration.ofMinutes(6));
    }

    /** The payer comes again, for a new copy. */
    void comeAgain() {
      last(payers).leave();
      testbed.run(Duration.ofMinutes(1));
      startPayer(DyingJournal.immortal(payer.journal));
      runUntilDone();
    }

    private static TestPeer last(List<TestPeer> processes) {
      return processes.get(processes.size() - 1);
    }

    private void startSeed(DyingJournal seen) {
      Limits limits = new Limits(Limits.UNLIMITED, MIB / 2, 200, 1);
      seeds.add(
          testbed.add(
              PeerPlan.seed("seed " + seeds.size(), torrent, Access.of(2 * MIB, 2 * MIB))
                  .arriving(testbed.now())
                  .limited(limits)
                  .with(Purse.process(seller, sells, seen))));
    }

    private void startPayer(DyingJournal seen) {
      Access access = Access.of(2 * MIB, MIB / 16).behindNat();
      payers.add(
          testbed.add(
              PeerPlan.leech("payer " + payers.size(), torrent, access)
                  .arriving(testbed.now())
                  .with(Purse.process(payer, buys, pays ? seen : seen.neverSettling()))));
    }

    /** A process is gone at once, and the next one starts five seconds later. */
    private void die(List<TestPeer> processes, Consumer<DyingJournal> start) {
      Purse purse = processes == seeds ? seller : payer;
      testbed.at(testbed.now(), last(processes)::crash);
      testbed.at(
          testbed.now().plusSeconds(5), () -> start.accept(DyingJournal.immortal(purse.journal)));
    }

    // --- what came of it ---

    long sentPaid() {
      return seeds.stream().mapToLong(seed -> seed.result().sentPaid()).sum();
    }

    long received() {
      return payers.stream().mapToLong(p -> seeds.stream().mapToLong(p::receivedFrom).sum()).sum();
    }

    private static Stream<SignedVoucher> newest(List<Channel> channels) {
      return channels.stream().flatMap(c -> c.lanes().stream()).flatMap(l -> l.newest().stream());
    }

    List<SignedVoucher> promised() {
      return newest(payer.answer(payer.journal.channels(seller.address()))).toList();
    }

    List<SignedVoucher> held() {
      return newest(seller.answer(seller.journal.channels(payer.address()))).toList();
    }

    long paid() {
      return Purse.GIVEN - ledger.finalBalance(payer.address());
    }

    long credited() {
      return seller.answer(seller.journal.payer(payer.address())).settled();
    }

    /** Has the seller's loss noted, as it would be if nobody paid any more. */
    private void watch() {
      worst = Math.max(worst, LeasePrice.due(sentPaid(), Settings.TOKEN) - paid());
    }
  }

  private static long bytes(List<SignedVoucher> vouchers) {
    return vouchers.stream().mapToLong(signed -> signed.voucher().bytes()).sum();
  }

  private static long amount(List<SignedVoucher> vouchers) {
    return vouchers.stream().mapToLong(signed -> signed.voucher().amount()).sum();
  }

  /** What may ever be forgiven costs so much. */
  private static long forgiven(long vouchered) {
    return LeasePrice.due(MIB + vouchered / 100, Settings.TOKEN);
  }

  @Test
  void without_a_crash_all_but_the_last_words_is_paid_for() {
    Swarm swarm = Swarm.ample();

    swarm.live(Victim.PAYER, Integer.MAX_VALUE, false);

    assertThat(swarm.sentPaid()).isGreaterThan(4L * MIB);
    assertThat(bytes(swarm.held())).isGreaterThan(swarm.sentPaid() - PIECE);
    agree(swarm, "without a crash");
  }

  @ParameterizedTest
  @CsvSource({"PAYER, false", "PAYER, true", "SELLER, false", "SELLER, true"})
  void after_a_crash_at_any_write_both_books_and_the_ledger_agree(Victim victim, boolean isDone) {
    boolean reached = true;
    for (int write = 1; reached; write++) {
      Swarm swarm = Swarm.ample();
      reached = swarm.live(victim, write, isDone);
      swarm.comeAgain();

      agree(swarm, victim + " dies at write " + write + (isDone ? ", which is done" : ""));
    }
  }

  /** What was promised is what came, is held, is paid and is credited: nothing is lost or twice. */
  private static void agree(Swarm swarm, String when) {
    List<SignedVoucher> promised = swarm.promised();

    assertThat(swarm.held()).as(when).containsExactlyInAnyOrderElementsOf(promised);
    assertThat(swarm.paid()).as(when).isEqualTo(amount(promised));
    assertThat(swarm.credited()).as(when).isEqualTo(amount(promised));
    assertThat(swarm.ledger.total()).as(when).isEqualTo(2 * Purse.GIVEN);
    assertThat(bytes(promised))
        .as(when)
        .isLessThanOrEqualTo(Math.min(swarm.received(), swarm.sentPaid()));
  }

  @ParameterizedTest
  @CsvSource({"PAYER, false", "PAYER, true", "SELLER, false", "SELLER, true"})
  void a_crash_at_any_write_costs_nobody_more_than_the_bound(Victim victim, boolean isDone) {
    boolean reached = true;
    for (int write = 1; reached; write++) {
      Swarm swarm = Swarm.tight();
      reached = swarm.live(victim, write, isDone);

      String when = victim + " dies at write " + write + (isDone ? ", which is done" : "");
      bounded(swarm, when);
      assertThat(amount(swarm.promised())).as(when).isEqualTo(swarm.paid());
      assertThat(bytes(swarm.promised())).as(when).isLessThanOrEqualTo(swarm.received());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_payer_that_never_settles_has_no_more_of_a_seller_that_crashes(boolean isDone) {
    boolean reached = true;
    for (int write = 1; reached; write++) {
      Swarm swarm = Swarm.tight().whosePayerNeverSettles();
      reached = swarm.live(Victim.SELLER, write, isDone);

      String when = "the seller dies at write " + write;
      bounded(swarm, when);
      assertThat(swarm.paid()).isZero();
    }
  }

  /** At no time has a seller delivered more without pay than U and what it may forgive. */
  private static void bounded(Swarm swarm, String when) {
    assertThat(swarm.worst)
        .as(when)
        .isPositive()
        .isLessThanOrEqualTo(U + forgiven(bytes(swarm.held())));
  }
}
