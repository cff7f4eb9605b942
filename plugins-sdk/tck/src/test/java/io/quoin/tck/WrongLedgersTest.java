package io.quoin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.tck.FlawedLedger.Flaw;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check finds what is wrong. */
class WrongLedgersTest {

  /** One of the contract's. */
  private interface Check {
    void of(LedgerContract contract) throws NoSuchAlgorithmException;
  }

  /** One thing that is wrong, the check that finds it, and what that says. */
  private record Find(Flaw flaw, Check check, String says) {
    @Override
    public String toString() {
      return flaw.name();
    }
  }

  static Stream<Find> finds() {
    return Stream.of(
        new Find(
            Flaw.FORGETS_TRANSFERS,
            LedgerContract::what_was_taken_becomes_final_and_moves_the_money,
            "of a transfer that is final"),
        new Find(
            Flaw.PAYS_AGAIN,
            LedgerContract::what_is_sent_again_pays_once,
            "to refuse as DUPLICATE"),
        new Find(
            Flaw.SENDS_WHAT_IS_PREPARED,
            LedgerContract::what_is_prepared_is_not_sent,
            "never submitted"),
        new Find(Flaw.NAMES_BY_CHANCE, LedgerContract::an_order_has_one_name, "of the same order"),
        new Find(
            Flaw.NAMES_NO_BYTES, LedgerContract::an_order_has_one_name, "the id of the raw bytes"),
        new Find(
            Flaw.LENDS,
            LedgerContract::nobody_pays_more_than_it_has,
            "to refuse as INSUFFICIENT_BALANCE"),
        new Find(
            Flaw.BELIEVES_ANYBODY,
            LedgerContract::nobody_pays_with_the_money_of_another,
            "to refuse as BAD_SIGNATURE"),
        new Find(
            Flaw.TAKES_WHAT_HAS_EXPIRED,
            LedgerContract::what_has_expired_is_impossible_in_the_end,
            "to refuse as EXPIRED"),
        new Find(
            Flaw.CALLS_ALL_IMPOSSIBLE,
            LedgerContract::what_has_expired_is_impossible_in_the_end,
            "can still be sent"),
        new Find(
            Flaw.CALLS_NOTHING_IMPOSSIBLE,
            LedgerContract::what_has_expired_is_impossible_in_the_end,
            "never called impossible"),
        new Find(
            Flaw.CALLS_THE_PAST_IMPOSSIBLE,
            LedgerContract::what_has_happened_is_never_impossible,
            "what was paid was called impossible"),
        new Find(
            Flaw.KNOWS_EVERYBODY,
            LedgerContract::who_has_no_account_has_nothing,
            "of the payee and of the stranger"),
        new Find(
            Flaw.REFUSES_UNTYPED,
            LedgerContract::nobody_pays_more_than_it_has,
            "the kind of a refusal"),
        new Find(
            Flaw.DOES_NOT_ANSWER,
            LedgerContract::who_has_no_account_has_nothing,
            "the ledger did not answer"));
  }

  private static LedgerContract contract(Flaw flaw) {
    return new FlawedLedgerContract(flaw) {
      @Override
      protected Duration patience() {
        return flaw == Flaw.DOES_NOT_ANSWER ? Duration.ofMillis(300) : super.patience();
      }
    };
  }

  @ParameterizedTest
  @MethodSource("finds")
  void what_is_wrong_is_found(Find find) {
    assertThatThrownBy(() -> find.check().of(contract(find.flaw())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(find.says());
  }

  @Test
  void every_flaw_is_looked_for() {
    assertThat(finds().map(Find::flaw))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Flaw.values()).filter(flaw -> flaw != Flaw.NONE).toList());
  }
}
