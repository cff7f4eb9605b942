package io.quoin.devnet;

import static io.quoin.devnet.chain.People.ALICE;
import static io.quoin.devnet.chain.People.BOB;
import static io.quoin.devnet.chain.People.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quoin.api.ledger.NetId;
import io.quoin.devnet.chain.Order;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tron.trident.api.GrpcAPI.BlockReq;
import org.tron.trident.api.GrpcAPI.BytesMessage;
import org.tron.trident.api.GrpcAPI.EmptyMessage;
import org.tron.trident.api.GrpcAPI.NumberMessage;
import org.tron.trident.proto.Chain.Block;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Contract.AssetIssueContract;
import org.tron.trident.proto.Response.Account;
import org.tron.trident.proto.Response.BlockExtention;
import org.tron.trident.proto.Response.NodeInfo;
import org.tron.trident.proto.Response.TransactionInfo;

/** What both services answer. */
class ViewTest {

  private static final EmptyMessage NOTHING = EmptyMessage.getDefaultInstance();

  private Trial trial;
  private Client client;
  private Transaction transfer;
  private BytesMessage id;

  @BeforeEach
  void start() throws IOException {
    trial = new Trial(1);
    client = trial.client;
    transfer = trial.order(ALICE, BOB.address(), 70).signed();
    id = Client.bytes(Order.id(transfer));
  }

  @AfterEach
  void stop() {
    trial.close();
  }

  @Test
  void a_transfer_is_in_a_block_first_and_final_later() {
    client.broadcast(transfer);
    Transaction waiting = client.wallet().getTransactionById(id);
    TransactionInfo tooEarly = client.wallet().getTransactionInfoById(id);
    trial.devnet.produce();
    TransactionInfo info = client.wallet().getTransactionInfoById(id);
    Transaction notFinal = client.solidity().getTransactionById(id);
    trial.devnet.produce(2);

    assertThat(waiting.getRawData()).isEqualTo(transfer.getRawData());
    assertThat(tooEarly).isEqualTo(TransactionInfo.getDefaultInstance());
    assertThat(info.getBlockNumber()).isOne();
    assertThat(info.getId()).isEqualTo(id.getValue());
    assertThat(notFinal).isEqualTo(Transaction.getDefaultInstance());
    assertThat(client.solidity().getTransactionById(id).getRawData())
        .isEqualTo(transfer.getRawData());
    assertThat(client.solidity().getTransactionById(id).getRet(0).getContractRet())
        .isEqualTo(Transaction.Result.contractResult.SUCCESS);
    assertThat(client.solidity().getTransactionInfoById(id)).isEqualTo(info);
  }

  @Test
  void the_solidified_view_is_two_blocks_behind() {
    trial.devnet.produce(10);

    assertThat(client.wallet().getNowBlock(NOTHING).getBlockHeader().getRawData().getNumber())
        .isEqualTo(10);
    assertThat(client.solidity().getNowBlock2(NOTHING).getBlockHeader().getRawData().getNumber())
        .isEqualTo(8);
    assertThat(client.solidity().getNowBlock(NOTHING).getBlockHeader().getRawData().getNumber())
        .isEqualTo(8);
    assertThat(client.solidity().getBlockByNum(number(9))).isEqualTo(Block.getDefaultInstance());
    assertThat(client.wallet().getBlockByNum(number(9)).getBlockHeader().getRawData().getNumber())
        .isEqualTo(9);
  }

  private static NumberMessage number(long number) {
    return NumberMessage.newBuilder().setNum(number).build();
  }

  @Test
  void balances_follow_the_blocks() {
    client.broadcast(transfer);
    trial.devnet.produce(2);
    Account before = client.solidity().getAccount(Client.address(BOB.address()));
    trial.devnet.produce();
    Account after = client.solidity().getAccount(Client.address(BOB.address()));

    assertThat(before.getAssetV2Map()).isEmpty();
    assertThat(after.getAssetV2Map()).containsEntry("1002000", 70L).hasSize(1);
  }

  @Test
  void blocks_are_found_by_number_and_by_id() {
    client.broadcast(transfer);
    trial.devnet.produce(3);
    BlockExtention one = client.wallet().getBlockByNum2(number(1));

    BlockExtention byNumber = block("1", true);
    BlockExtention byId = block(HexFormat.of().formatHex(one.getBlockid().toByteArray()), true);
    BlockExtention header = block("1", false);
    BlockExtention newest = block("", false);

    assertThat(one.getTransactions(0).getTxid()).isEqualTo(id.getValue());
    assertThat(byNumber).isEqualTo(one).isEqualTo(byId);
    assertThat(header.getTransactionsList()).isEmpty();
    assertThat(header.getBlockid()).isEqualTo(one.getBlockid());
    assertThat(newest.getBlockHeader().getRawData().getNumber()).isEqualTo(3);
    assertThat(block("7", true)).isEqualTo(BlockExtention.getDefaultInstance());
    assertThat(block("00".repeat(32), true)).isEqualTo(BlockExtention.getDefaultInstance());
  }

  private BlockExtention block(String which, boolean whole) {
    return client
        .wallet()
        .getBlock(BlockReq.newBuilder().setIdOrNum(which).setDetail(whole).build());
  }

  @Test
  void what_names_no_block_is_an_invalid_argument() {
    for (String which : new String[] {"-1", "first", "1".repeat(40), "0x1"}) {
      assertThatThrownBy(() -> block(which, true))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              failure ->
                  assertThat(failure.getStatus().getCode())
                      .isEqualTo(Status.Code.INVALID_ARGUMENT));
    }
  }

  @Test
  void the_first_block_names_the_network() {
    ByteString first = client.wallet().getBlockByNum2(number(0)).getBlockid();

    assertThat(first.substring(0, 8).toByteArray()).containsOnly(0);
    assertThat(trial.devnet.net())
        .isEqualTo(NetId.ofHex(HexFormat.of().formatHex(first.substring(24).toByteArray())));
    assertThat(client.solidity().getBlockByNum2(number(0)).getBlockid()).isEqualTo(first);
  }

  @Test
  void who_or_what_does_not_exist_is_an_empty_answer() {
    assertThat(client.account(NOBODY)).isEqualTo(Account.getDefaultInstance());
    assertThat(client.wallet().getAccountNet(Client.address(NOBODY.address())).getFreeNetLimit())
        .isZero();
    assertThat(client.wallet().getTransactionById(Client.bytes(ByteString.EMPTY)))
        .isEqualTo(Transaction.getDefaultInstance());
    assertThat(client.solidity().getAssetIssueById(name("7")))
        .isEqualTo(AssetIssueContract.getDefaultInstance());
  }

  private static BytesMessage name(String text) {
    return Client.bytes(ByteString.copyFromUtf8(text));
  }

  @Test
  void the_token_is_described_by_both() {
    AssetIssueContract token = client.wallet().getAssetIssueById(name("1002000"));

    assertThat(token.getName().toStringUtf8()).isEqualTo("BitTorrent");
    assertThat(token.getAbbr().toStringUtf8()).isEqualTo("BTT");
    assertThat(token.getPrecision()).isEqualTo(6);
    assertThat(token.getTotalSupply()).isEqualTo(1_000_500);
    assertThat(client.solidity().getAssetIssueById(name("1002000"))).isEqualTo(token);
  }

  @Test
  void it_says_everywhere_that_it_is_a_simulator() {
    trial.devnet.produce();
    NodeInfo node = client.wallet().getNodeInfo(NOTHING);

    assertThat(node.getConfigNodeInfo().getCodeVersion()).contains("simulator");
    assertThat(node.getBlock()).startsWith("Num:1,ID:0000000000000001");
    assertThat(producer(0)).contains("simulator");
    assertThat(producer(1)).contains("simulator");
    assertThat(client.wallet().getAssetIssueById(name("1002000")).getDescription().toStringUtf8())
        .contains("Simulated");
  }

  private String producer(long block) {
    return client
        .wallet()
        .getBlockByNum(number(block))
        .getBlockHeader()
        .getRawData()
        .getWitnessAddress()
        .toStringUtf8();
  }

  @Test
  void bandwidth_is_told_with_the_resources() {
    client.broadcast(transfer);

    assertThat(client.wallet().getAccountResource(Client.address(ALICE.address())).getFreeNetUsed())
        .isEqualTo(transfer.getSerializedSize() + 64);
  }

  @Test
  void what_is_not_simulated_is_unimplemented() {
    assertThatThrownBy(() -> client.wallet().listWitnesses(NOTHING))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            failure ->
                assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED));
  }
}
