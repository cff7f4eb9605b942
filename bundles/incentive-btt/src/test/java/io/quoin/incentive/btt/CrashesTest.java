package io.quoin.incentive.btt;

import static io.quoin.incentive.btt.CrashSwarm.amount;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.incentive.btt.CrashSwarm.Victim;
import io.quoin.incentive.btt.channel.CreditTerms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A payer and a seller in a swarm, one of which is killed before or right after one of its
 * journal's writes, and begins again with what was durable: at every write there is, with the
 * journal on disk and the embedded ledger.
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

  @TempDir private Path directory;
  private int swarms;

  private Path disk() {
    return directory.resolve("" + swarms++);
  }

  private CrashSwarm ample() {
    return new CrashSwarm(SELLS, BUYS, Duration.ofSeconds(57), disk());
  }

  private CrashSwarm tight() {
    return new CrashSwarm(SELLS_TO_FEW, BUYS_AT_ONE_PRICE, Duration.ofSeconds(3), disk());
  }

  private static long bytes(List<SignedVoucher> vouchers) {
    return vouchers.stream().mapToLong(signed -> signed.voucher().bytes()).sum();
  }

  /** What may ever be forgiven costs so much. */
  private static long forgiven(long vouchered) {
    return LeasePrice.due(MIB + vouchered / 100, Settings.TOKEN);
  }

  @Test
  void without_a_crash_all_but_the_last_words_is_paid_for() {
    CrashSwarm swarm = ample();

    swarm.live(Victim.PAYER, Integer.MAX_VALUE, false);

    assertThat(swarm.sentPaid()).isGreaterThan(4L * MIB);
    assertThat(bytes(swarm.held())).isGreaterThan(swarm.sentPaid() - PIECE);
    agree(swarm, "without a crash");
  }

  @ParameterizedTest
  @CsvSource({"PAYER, false", "PAYER, true", "SELLER, false", "SELLER, true"})
  void after_a_crash_at_any_write_both_books_and_the_ledger_agree(Victim victim, boolean isDone) {
    boolean reached = true;
    int unpaid = 0;
    for (int write = 1; reached; write++) {
      CrashSwarm swarm = ample();
      reached = swarm.live(victim, write, isDone);
      swarm.comeAgain();

      agree(swarm, victim + " dies at write " + write + (isDone ? ", which is done" : ""));
      unpaid += swarm.paid() == 0 ? 1 : 0;
    }
    assertThat(unpaid).as("it lost a price, and had all for free meanwhile").isLessThan(3);
  }

  /** What was promised is what came, is held, is paid and is credited: nothing is lost or twice. */
  private static void agree(CrashSwarm swarm, String when) {
    List<SignedVoucher> promised = swarm.promised();

    assertThat(swarm.held()).as(when).containsExactlyInAnyOrderElementsOf(promised);
    assertThat(swarm.contradictions()).as(when).isZero();
    assertThat(swarm.paid()).as(when).isEqualTo(amount(promised));
    assertThat(swarm.credited()).as(when).isEqualTo(amount(promised));
    assertThat(swarm.got()).as(when).isEqualTo(amount(promised));
    assertThat(bytes(promised))
        .as(when)
        .isLessThanOrEqualTo(Math.min(swarm.received(), swarm.sentPaid()));
  }

  @ParameterizedTest
  @CsvSource({"PAYER, false", "PAYER, true", "SELLER, false", "SELLER, true"})
  void a_crash_at_any_write_costs_nobody_more_than_the_bound(Victim victim, boolean isDone) {
    boolean reached = true;
    for (int write = 1; reached; write++) {
      CrashSwarm swarm = tight();
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
      CrashSwarm swarm = tight().whosePayerNeverSettles();
      reached = swarm.live(Victim.SELLER, write, isDone);

      String when = "the seller dies at write " + write;
      bounded(swarm, when);
      assertThat(swarm.paid()).isZero();
    }
  }

  /** At no time has a seller delivered more without pay than U and what it may forgive. */
  private static void bounded(CrashSwarm swarm, String when) {
    assertThat(swarm.worst())
        .as(when)
        .isPositive()
        .isLessThanOrEqualTo(U + forgiven(bytes(swarm.held())));
  }
}
