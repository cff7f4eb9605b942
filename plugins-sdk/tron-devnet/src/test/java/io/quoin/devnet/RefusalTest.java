package io.quoin.devnet;

import static io.quoin.devnet.chain.People.ALICE;
import static io.quoin.devnet.chain.People.BOB;
import static io.quoin.devnet.chain.People.CAROL;
import static io.quoin.devnet.chain.People.HOT;
import static io.quoin.devnet.chain.People.NOBODY;
import static io.quoin.devnet.chain.People.TRX;
import static io.quoin.devnet.chain.People.stranger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.BANDWITH_ERROR;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.CONTRACT_VALIDATE_ERROR;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.DUP_TRANSACTION_ERROR;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.SIGERROR;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.SUCCESS;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.TAPOS_ERROR;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.TOO_BIG_TRANSACTION_ERROR;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.TRANSACTION_EXPIRATION_ERROR;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.quoin.devnet.chain.Order;
import io.quoin.devnet.chain.SimulatedBlock;
import io.quoin.devnet.chain.Sums;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Chain.Transaction.Contract.ContractType;
import org.tron.trident.proto.Contract.TransferAssetContract;
import org.tron.trident.proto.Contract.TransferContract;
import org.tron.trident.proto.Contract.VoteWitnessContract;
import org.tron.trident.proto.Response.TransactionReturn;
import org.tron.trident.proto.Response.TransactionReturn.response_code;

/** Everything that a node refuses, over gRPC; nothing of it changes what anybody has. */
class RefusalTest {

  private Trial trial;
  private Sums before;

  @BeforeEach
  void start() throws IOException {
    trial = new Trial(1);
    before = trial.devnet.chain().sums();
  }

  @AfterEach
  void stop() {
    trial.close();
  }

  private void refused(Transaction transaction, response_code code, String words) {
    TransactionReturn answer = trial.client.broadcast(transaction);

    assertThat(answer.getResult()).isFalse();
    assertThat(answer.getCode()).isEqualTo(code);
    assertThat(answer.getMessage().toStringUtf8()).contains(words);
    assertThat(trial.devnet.chain().sums()).isEqualTo(before);
    assertThat(trial.client.account(ALICE).getFreeNetUsage()).isZero();
  }

  private Order usual() {
    return trial.order(ALICE, BOB.address(), 70);
  }

  @Test
  void no_contract() {
    refused(usual().contracts(0).signed(), CONTRACT_VALIDATE_ERROR, "No contract!");
  }

  @Test
  void two_contracts() {
    refused(usual().contracts(2).signed(), CONTRACT_VALIDATE_ERROR, "exactly 1");
  }

  @Test
  void a_contract_of_another_kind_than_it_claims() {
    Order order =
        usual().doing(ContractType.TransferContract, VoteWitnessContract.getDefaultInstance());

    refused(order.signed(), SIGERROR, "no TransferContract");
  }

  @Test
  void a_contract_whose_bytes_are_none() {
    Transaction.raw.Builder data = usual().raw().toBuilder();
    data.getContractBuilder(0)
        .setParameter(
            Any.pack(TransferAssetContract.getDefaultInstance()).toBuilder()
                .setValue(ByteString.copyFrom(new byte[] {0x0a, 0x7f, 1})));

    refused(Order.signed(data.build(), List.of(ALICE)), SIGERROR, "no TransferAssetContract");
  }

  @Test
  void a_kind_that_is_not_simulated() {
    Order order =
        usual().doing(ContractType.VoteWitnessContract, VoteWitnessContract.getDefaultInstance());

    refused(order.signed(), CONTRACT_VALIDATE_ERROR, "VoteWitnessContract");
  }

  @Test
  void a_kind_that_nobody_knows() {
    Transaction.raw.Builder data = usual().raw().toBuilder();
    data.getContractBuilder(0).setTypeValue(2_000);

    refused(Order.signed(data.build(), List.of(ALICE)), CONTRACT_VALIDATE_ERROR, "UNRECOGNIZED");
  }

  @Test
  void nothing_and_less_than_nothing() {
    refused(
        trial.order(ALICE, BOB.address(), 0).signed(),
        CONTRACT_VALIDATE_ERROR,
        "Contract validate error : Amount must be greater than 0.");
    refused(
        trial.order(ALICE, BOB.address(), -5).signed(),
        CONTRACT_VALIDATE_ERROR,
        "Amount must be greater than 0.");
  }

  @Test
  void more_than_there_is() {
    refused(
        trial.order(ALICE, BOB.address(), 1_000_001).signed(),
        CONTRACT_VALIDATE_ERROR,
        "assetBalance is not sufficient.");
    refused(
        trial.order(ALICE, BOB.address(), Long.MAX_VALUE).signed(),
        CONTRACT_VALIDATE_ERROR,
        "assetBalance is not sufficient.");
  }

  @Test
  void anything_of_one_who_has_nothing() {
    refused(
        trial.order(BOB, ALICE.address(), 1).signed(),
        CONTRACT_VALIDATE_ERROR,
        "assetBalance must be greater than 0.");
  }

  @Test
  void the_second_half_of_a_double_spend() {
    assertThat(
            trial.client.broadcast(trial.order(ALICE, BOB.address(), 600_000).signed()).getCode())
        .isEqualTo(SUCCESS);

    TransactionReturn second =
        trial.client.broadcast(trial.order(ALICE, CAROL.address(), 600_000).signed());

    assertThat(second.getCode()).isEqualTo(CONTRACT_VALIDATE_ERROR);
    assertThat(second.getMessage().toStringUtf8()).contains("not sufficient");
  }

  @Test
  void to_oneself() {
    refused(
        trial.order(ALICE, ALICE.address(), 5).signed(),
        CONTRACT_VALIDATE_ERROR,
        "Cannot transfer asset to yourself.");
  }

  @Test
  void to_what_is_no_address() {
    refused(
        usual().to(ByteString.copyFromUtf8("nobody")).signed(),
        CONTRACT_VALIDATE_ERROR,
        "Invalid toAddress");
    refused(usual().to(ByteString.EMPTY).signed(), CONTRACT_VALIDATE_ERROR, "Invalid toAddress");
  }

  @Test
  void a_token_that_does_not_exist() {
    refused(usual().ofToken("1000001").signed(), CONTRACT_VALIDATE_ERROR, "does not exist");
    refused(usual().ofToken("").signed(), CONTRACT_VALIDATE_ERROR, "does not exist");
    refused(
        trial.order(ALICE, stranger(1), 1).ofToken("0").signed(),
        CONTRACT_VALIDATE_ERROR,
        "No asset!");
  }

  @Test
  void from_an_account_that_does_not_exist() {
    refused(
        trial.order(NOBODY, BOB.address(), 1).signed(),
        CONTRACT_VALIDATE_ERROR,
        "account [" + NOBODY.address() + "] does not exist");
  }

  @Test
  void to_a_new_account_without_coins_for_it() {
    refused(
        trial.order(CAROL, stranger(1), 1).signed(),
        BANDWITH_ERROR,
        "Account resource insufficient error.");
  }

  @Test
  void to_a_new_account_with_coins_for_half_of_it() {
    trial.client.broadcast(trial.order(ALICE, CAROL.address(), TRX).ofCoins().signed());

    TransactionReturn answer = trial.client.broadcast(trial.order(CAROL, stranger(1), 1).signed());

    assertThat(answer.getCode()).isEqualTo(CONTRACT_VALIDATE_ERROR);
    assertThat(answer.getMessage().toStringUtf8()).contains("insufficient fee");
  }

  @Test
  void no_signature_and_too_many() {
    refused(usual().signedBy().signed(), SIGERROR, "miss sig");
    refused(
        usual().signedBy(ALICE, ALICE, ALICE, ALICE, ALICE, ALICE).signed(),
        SIGERROR,
        "too many signatures");
    refused(usual().signedBy(ALICE, ALICE).signed(), SIGERROR, "more than key counts");
  }

  @Test
  void another_ones_signature() {
    refused(
        usual().signedBy(BOB).signed(),
        SIGERROR,
        "is signed by " + BOB.address() + " but it is not contained of permission.");
  }

  @Test
  void a_signature_that_is_none() {
    Transaction signed = usual().signed();
    ByteString signature = signed.getSignature(0);

    refused(with(signed, signature.substring(0, 64)), SIGERROR, "Signature size is 64");
    refused(with(signed, ByteString.EMPTY), SIGERROR, "Signature size is 0");
    refused(with(signed, ByteString.copyFrom(new byte[65])), SIGERROR, "Could not recover");
    refused(with(signed, signature.substring(1).concat(signature.substring(0, 1))), SIGERROR, "");
  }

  private static Transaction with(Transaction transaction, ByteString signature) {
    return transaction.toBuilder().setSignature(0, signature).build();
  }

  @Test
  void anything_but_transfers_of_tokens_by_a_hot_key() {
    refused(
        trial.order(ALICE, BOB.address(), 5).ofCoins().under(3).signedBy(HOT).signed(),
        SIGERROR,
        "Permission denied");
  }

  @Test
  void a_hot_key_that_does_not_name_its_permission() {
    refused(usual().signedBy(HOT).signed(), SIGERROR, "not contained of permission");
    refused(usual().under(2).signedBy(HOT).signed(), SIGERROR, "not contained of permission");
  }

  @Test
  void a_permission_that_does_not_exist() {
    refused(usual().under(1).signed(), SIGERROR, "permission isn't exit");
    refused(usual().under(9).signed(), SIGERROR, "permission isn't exit");
    refused(usual().under(-1).signed(), SIGERROR, "permission isn't exit");
  }

  @Test
  void a_reference_to_another_chain() {
    SimulatedBlock head = trial.devnet.chain().newest().head();
    Transaction.raw.Builder other =
        usual().raw().toBuilder().setRefBlockHash(ByteString.copyFromUtf8("elsewhere"));
    Transaction.raw.Builder none = usual().raw().toBuilder().clearRefBlockBytes();
    Transaction.raw.Builder later =
        usual().raw().toBuilder()
            .setRefBlockBytes(ByteString.copyFrom(new byte[] {0, 9}))
            .setRefBlockHash(head.id().substring(8, 16));

    for (Transaction.raw.Builder data : List.of(other, none, later)) {
      refused(Order.signed(data.build(), List.of(ALICE)), TAPOS_ERROR, "Tapos check error.");
    }
  }

  @Test
  void what_has_expired_or_will_before_the_next_block() {
    trial.devnet.produce(10);
    before = trial.devnet.chain().sums();

    for (Duration life : List.of(Duration.ofDays(-1), Duration.ZERO, Duration.ofMillis(2_999))) {
      refused(
          usual().expiringIn(trial.devnet.chain(), life).signed(),
          TRANSACTION_EXPIRATION_ERROR,
          "Transaction expired");
    }
  }

  @Test
  void what_lives_longer_than_a_day() {
    Duration day = Duration.ofDays(1);

    refused(
        usual().expiringIn(trial.devnet.chain(), day.plusMillis(1)).signed(),
        TRANSACTION_EXPIRATION_ERROR,
        "Transaction expired");
    refused(
        Order.signed(
            usual().raw().toBuilder().setExpiration(Long.MAX_VALUE).build(), List.of(ALICE)),
        TRANSACTION_EXPIRATION_ERROR,
        "Transaction expired");
    assertThat(
            trial
                .client
                .broadcast(usual().expiringIn(trial.devnet.chain(), day).signed())
                .getCode())
        .isEqualTo(SUCCESS);
  }

  @Test
  void the_same_again_while_it_waits_and_once_it_is_in_a_block() {
    Transaction transfer = usual().signed();
    trial.client.broadcast(transfer);

    TransactionReturn waiting = trial.client.broadcast(transfer);
    trial.devnet.produce(5);
    TransactionReturn done = trial.client.broadcast(transfer);

    assertThat(List.of(waiting.getCode(), done.getCode())).containsOnly(DUP_TRANSACTION_ERROR);
    assertThat(trial.client.account(BOB).getAssetV2OrThrow("1002000")).isEqualTo(70);
  }

  @Test
  void what_is_too_long() {
    refused(usual().withMemo(512_000).signed(), TOO_BIG_TRANSACTION_ERROR, "Too big transaction");
    refused(
        trial.order(ALICE, stranger(1), 1).withMemo(1_000).signed(),
        TOO_BIG_TRANSACTION_ERROR,
        "Too big new account transaction");
  }

  @Test
  void more_coins_than_there_are() {
    refused(
        trial.order(ALICE, BOB.address(), 100 * TRX + 1).ofCoins().signed(),
        CONTRACT_VALIDATE_ERROR,
        "balance is not sufficient.");
    refused(
        trial.order(ALICE, ALICE.address(), 1).ofCoins().signed(),
        CONTRACT_VALIDATE_ERROR,
        "Cannot transfer TRX to yourself.");
    refused(
        trial.order(ALICE, BOB.address(), 0).ofCoins().signed(),
        CONTRACT_VALIDATE_ERROR,
        "Amount must be greater than 0.");
    refused(
        usual()
            .doing(
                ContractType.TransferContract,
                TransferContract.newBuilder()
                    .setOwnerAddress(Order.bytes(ALICE.address()))
                    .setAmount(1)
                    .build())
            .signed(),
        CONTRACT_VALIDATE_ERROR,
        "Invalid toAddress!");
  }
}
