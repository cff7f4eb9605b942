package io.quoin.incentive.btt.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.testbed.money.StandInWallet;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is remembered of what the ledger said of accounts. */
class PermissionsTest {
  private static final long HOUR = 3_600_000_000_000L;

  private long now;
  private int asked;
  private boolean answers = true;
  private final List<Boolean> told = new ArrayList<>();
  private final Permissions permissions =
      new Permissions(ledger(), new Answers(context()), () -> now);

  private TokenLedger ledger() {
    return (TokenLedger)
        Proxy.newProxyInstance(
            TokenLedger.class.getClassLoader(),
            new Class<?>[] {TokenLedger.class},
            (self, method, arguments) -> {
              asked++;
              return answers
                  ? CompletableFuture.completedStage(true)
                  : CompletableFuture.failedStage(new IllegalStateException());
            });
  }

  private static IncentiveContext context() {
    return (IncentiveContext)
        Proxy.newProxyInstance(
            IncentiveContext.class.getClassLoader(),
            new Class<?>[] {IncentiveContext.class},
            (self, method, arguments) -> {
              ((Runnable) arguments[1]).run();
              return null;
            });
  }

  @Test
  void an_answer_holds_for_an_hour() {
    permissions.activated(StandInWallet.address(1), told::add);
    permissions.activated(StandInWallet.address(1), told::add);
    int before = asked;
    now = HOUR;
    permissions.activated(StandInWallet.address(1), told::add);

    assertThat(before).isEqualTo(1);
    assertThat(asked).isEqualTo(2);
    assertThat(told).containsExactly(true, true, true);
  }

  @Test
  void nobody_may_spend_while_the_ledger_cannot_be_asked_and_that_is_not_remembered() {
    answers = false;
    permissions.maySpend(StandInWallet.address(1), StandInWallet.address(2), told::add);
    answers = true;
    permissions.maySpend(StandInWallet.address(1), StandInWallet.address(2), told::add);

    assertThat(told).containsExactly(false, true);
  }

  @Test
  void an_owner_spends_without_a_question() {
    permissions.maySpend(StandInWallet.address(1), StandInWallet.address(1), told::add);

    assertThat(asked).isZero();
  }

  @Test
  void no_more_answers_are_remembered_than_the_bound() {
    for (int i = 0; i < 3 * Permissions.MOST; i++) {
      permissions.activated(StandInWallet.address(i), told::add);
    }

    assertThat(permissions.size()).isEqualTo(Permissions.MOST);
  }
}
