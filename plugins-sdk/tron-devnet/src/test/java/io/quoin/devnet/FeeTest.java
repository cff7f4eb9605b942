package io.quoin.devnet;

import static io.quoin.devnet.chain.People.ALICE;
import static io.quoin.devnet.chain.People.BOB;
import static io.quoin.devnet.chain.People.CAROL;
import static io.quoin.devnet.chain.People.TRX;
import static io.quoin.devnet.chain.People.stranger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.BANDWITH_ERROR;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.SUCCESS;

import io.quoin.devnet.chain.Order;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Response.AccountNetMessage;
import org.tron.trident.proto.Response.TransactionInfo;

/** What transfers cost, as a client sees it. */
class FeeTest {

  private Trial trial;

  @BeforeEach
  void start() throws IOException {
    trial = new Trial(1);
  }

  @AfterEach
  void stop() {
    assertThat(trial.devnet.tokensInAll()).isEqualTo(1_000_500);
    assertThat(trial.devnet.coinsInAll()).isEqualTo(100 * TRX);
    trial.close();
  }

  private TransactionInfo done(Transaction transaction) {
    assertThat(trial.client.broadcast(transaction).getCode()).isEqualTo(SUCCESS);
    trial.devnet.produce();
    return trial.client.wallet().getTransactionInfoById(Client.bytes(Order.id(transaction)));
  }

  private static long points(Transaction transaction) {
    return 64L + transaction.getSerializedSize();
  }

  @Test
  void two_transfers_a_day_are_free_and_the_third_is_paid_by_the_byte() {
    Transaction third = trial.order(ALICE, BOB.address(), 1).signed();

    TransactionInfo one = done(trial.order(ALICE, BOB.address(), 1).signed());
    TransactionInfo two = done(trial.order(ALICE, BOB.address(), 1).signed());
    TransactionInfo three = done(third);

    assertThat(one.getFee()).isZero();
    assertThat(one.getReceipt().getNetUsage()).isBetween(270L, 282L);
    assertThat(two.getFee()).isZero();
    assertThat(three.getReceipt().getNetUsage()).isZero();
    assertThat(three.getReceipt().getNetFee()).isEqualTo(points(third) * 1_000);
    assertThat(three.getFee()).isEqualTo(points(third) * 1_000);
    assertThat(trial.client.account(ALICE).getBalance()).isEqualTo(100 * TRX - three.getFee());
  }

  @Test
  void what_was_used_comes_back_within_a_day() {
    Transaction transfer = trial.order(ALICE, BOB.address(), 1).signed();
    done(transfer);
    long used = net().getFreeNetUsed();

    trial.clock.advance(Duration.ofHours(12));
    trial.devnet.produce();
    long half = net().getFreeNetUsed();
    trial.clock.advance(Duration.ofHours(13));
    trial.devnet.produce();

    assertThat(used).isEqualTo(points(transfer));
    assertThat(half).isBetween(used / 2 - 2, used / 2 + 2);
    assertThat(net().getFreeNetUsed()).isZero();
    assertThat(net().getFreeNetLimit()).isEqualTo(600);
  }

  private AccountNetMessage net() {
    return trial.client.wallet().getAccountNet(Client.address(ALICE.address()));
  }

  @Test
  void who_has_neither_points_nor_coins_waits_for_the_next_day() {
    done(trial.order(CAROL, BOB.address(), 1).signed());
    done(trial.order(CAROL, BOB.address(), 1).signed());
    Transaction refused = trial.order(CAROL, BOB.address(), 1).signed();

    Object answer = trial.client.broadcast(refused).getCode();
    trial.clock.advance(Duration.ofHours(24));
    trial.devnet.produce();
    TransactionInfo nextDay = done(trial.order(CAROL, BOB.address(), 1).signed());

    assertThat(answer).isEqualTo(BANDWITH_ERROR);
    assertThat(nextDay.getFee()).isZero();
  }

  @Test
  void a_new_account_costs_a_coin_and_a_tenth() {
    TransactionInfo info = done(trial.order(ALICE, stranger(1), 5).signed());

    assertThat(info.getFee()).isEqualTo(1_100_000);
    assertThat(info.getReceipt().getNetFee()).isEqualTo(100_000);
    assertThat(info.getReceipt().getNetUsage()).isZero();
    assertThat(trial.client.account(ALICE).getBalance()).isEqualTo(100 * TRX - 1_100_000);
    assertThat(
            trial
                .client
                .wallet()
                .getAccount(Client.address(stranger(1)))
                .getAssetV2OrThrow("1002000"))
        .isEqualTo(5);
  }

  @Test
  void a_memo_costs_a_coin() {
    TransactionInfo info = done(trial.order(ALICE, BOB.address(), 5).withMemo(4).signed());

    assertThat(info.getFee()).isEqualTo(TRX);
  }

  @Test
  void coins_reach_whom_they_are_sent() {
    done(trial.order(ALICE, BOB.address(), 3 * TRX).ofCoins().signed());

    assertThat(trial.client.account(BOB).getBalance()).isEqualTo(3 * TRX);
  }

  @Test
  void prices_are_the_main_networks() {
    assertThat(
            trial
                .client
                .wallet()
                .getChainParameters(org.tron.trident.api.GrpcAPI.EmptyMessage.getDefaultInstance())
                .getChainParameterList())
        .extracting(price -> price.getKey() + "=" + price.getValue())
        .contains(
            "getTransactionFee=1000",
            "getCreateAccountFee=100000",
            "getCreateNewAccountFeeInSystemContract=1000000",
            "getFreeNetLimit=600");
  }
}
