package io.quoin.devnet;

import static io.quoin.devnet.chain.People.ALICE;
import static io.quoin.devnet.chain.People.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.DUP_TRANSACTION_ERROR;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.NOT_ENOUGH_EFFECTIVE_CONNECTION;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.SERVER_BUSY;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.SIGERROR;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.SUCCESS;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quoin.devnet.chain.Order;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tron.trident.api.GrpcAPI.EmptyMessage;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Response.TransactionReturn;

/** Nodes that fail, each in its way. */
class FaultTest {

  private Trial trial;
  private DevnetNode node;
  private Transaction transfer;

  @BeforeEach
  void start() throws IOException {
    trial = new Trial(2);
    node = trial.devnet.node();
    transfer = trial.order(ALICE, BOB.address(), 70).signed();
  }

  @AfterEach
  void stop() {
    trial.close();
  }

  private boolean isKnown() {
    return trial.devnet.chain().newest().transaction(Order.id(transfer)).isPresent();
  }

  private Status failure() {
    return catchThrowableOfType(
            StatusRuntimeException.class, () -> trial.client.broadcast(transfer))
        .getStatus();
  }

  @Test
  void a_busy_node_takes_nothing_and_takes_it_later() {
    node.failNext(Fault.BUSY, 1);

    Object busy = trial.client.broadcast(transfer).getCode();
    boolean known = isKnown();
    Object later = trial.client.broadcast(transfer).getCode();

    assertThat(busy).isEqualTo(SERVER_BUSY);
    assertThat(known).isFalse();
    assertThat(later).isEqualTo(SUCCESS);
  }

  @ParameterizedTest
  @EnumSource(names = {"CUT_BEFORE", "CUT_AFTER"})
  void a_connection_that_breaks_says_nothing_of_the_transfer(Fault fault) {
    node.failNext(fault, 1);

    Status status = failure();

    assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(isKnown()).isEqualTo(fault.takes());
    assertThat(trial.client.broadcast(transfer).getCode())
        .isEqualTo(fault.takes() ? DUP_TRANSACTION_ERROR : SUCCESS);
  }

  @ParameterizedTest
  @EnumSource(names = {"SILENT_BEFORE", "SILENT_AFTER"})
  void a_silent_node_may_have_taken_it_or_not(Fault fault) {
    node.failNext(fault, 1);

    Future<TransactionReturn> answer = trial.client.send(transfer);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> node.outstandingFaults() == 0 && isKnown() == fault.takes());

    assertThat(answer).isNotDone();
    answer.cancel(true);
    assertThat(trial.client.broadcast(transfer).getCode())
        .isEqualTo(fault.takes() ? DUP_TRANSACTION_ERROR : SUCCESS);
  }

  @Test
  void a_node_that_could_not_spread_it_has_it() {
    node.failNext(Fault.UNSPREAD, 2);

    Object unspread = trial.client.broadcast(transfer).getCode();
    Object refused =
        trial
            .client
            .broadcast(trial.order(ALICE, BOB.address(), 1).signedBy(BOB).signed())
            .getCode();

    assertThat(unspread).isEqualTo(NOT_ENOUGH_EFFECTIVE_CONNECTION);
    assertThat(refused).isEqualTo(SIGERROR);
    assertThat(isKnown()).isTrue();
  }

  @Test
  void faults_come_in_the_order_they_were_asked_for_and_only_at_that_node()
      throws InterruptedException {
    node.failNext(Fault.BUSY, 1);
    node.failNext(Fault.UNSPREAD, 1);
    try (Client other = new Client(trial.devnet.nodes().get(1))) {
      Object elsewhere = other.broadcast(trial.order(ALICE, BOB.address(), 1).signed()).getCode();

      assertThat(elsewhere).isEqualTo(SUCCESS);
      assertThat(trial.client.broadcast(transfer).getCode()).isEqualTo(SERVER_BUSY);
      assertThat(trial.client.broadcast(transfer).getCode())
          .isEqualTo(NOT_ENOUGH_EFFECTIVE_CONNECTION);
    }
  }

  @Test
  void no_more_faults_are_ordered_than_fit() {
    node.failNext(Fault.BUSY, 10_000);

    assertThatThrownBy(() -> node.failNext(Fault.BUSY, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10000");
  }

  @Test
  void a_lost_node_comes_back_at_its_ports_with_the_chain_as_it_is() throws Exception {
    InetSocketAddress address = node.fullNode();
    trial.client.broadcast(transfer);
    node.lose();
    Status lost = failure();
    try (Client other = new Client(trial.devnet.nodes().get(1))) {
      other.broadcast(trial.order(ALICE, BOB.address(), 5).signed());
    }
    trial.devnet.produce(3);
    node.restore();

    assertThat(lost.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(node.fullNode()).isEqualTo(address);
    try (Client again = new Client(node)) {
      assertThat(again.account(BOB).getAssetV2OrThrow("1002000")).isEqualTo(75);
      assertThat(
              again
                  .solidity()
                  .getNowBlock(EmptyMessage.getDefaultInstance())
                  .getBlockHeader()
                  .getRawData()
                  .getNumber())
          .isOne();
    }
  }

  @Test
  void a_silenced_node_answers_nothing_until_it_may() {
    node.silence(true);
    Status silent =
        catchThrowableOfType(
                StatusRuntimeException.class,
                () ->
                    trial
                        .client
                        .wallet()
                        .withDeadlineAfter(1, TimeUnit.SECONDS)
                        .getNowBlock(EmptyMessage.getDefaultInstance()))
            .getStatus();
    node.silence(false);

    assertThat(silent.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(trial.client.broadcast(transfer).getCode()).isEqualTo(SUCCESS);
  }
}
