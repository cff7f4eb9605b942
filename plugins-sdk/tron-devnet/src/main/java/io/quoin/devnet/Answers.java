package io.quoin.devnet;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.quoin.devnet.chain.Bandwidth;
import io.quoin.devnet.chain.ChainParameter;
import io.quoin.devnet.chain.ChainView;
import io.quoin.devnet.chain.SimulatedBlock;
import io.quoin.devnet.chain.Token;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tron.trident.api.GrpcAPI.AccountAddressMessage;
import org.tron.trident.api.GrpcAPI.BlockReq;
import org.tron.trident.api.GrpcAPI.BytesMessage;
import org.tron.trident.api.GrpcAPI.NumberMessage;
import org.tron.trident.proto.Chain.Block;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Contract.AssetIssueContract;
import org.tron.trident.proto.Response.Account;
import org.tron.trident.proto.Response.AccountNetMessage;
import org.tron.trident.proto.Response.AccountResourceMessage;
import org.tron.trident.proto.Response.BlockExtention;
import org.tron.trident.proto.Response.ChainParameters;
import org.tron.trident.proto.Response.NodeInfo;
import org.tron.trident.proto.Response.TransactionExtention;
import org.tron.trident.proto.Response.TransactionInfo;
import org.tron.trident.proto.Response.TransactionReturn;

/** What is answered, from either view of the chain. Nothing is an empty message, as on TRON. */
final class Answers {

  /** What a node says of itself where a node says its version. */
  static final String LABEL = "simulator of a TRON node by Quoin";

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
  private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{64}");

  private Answers() {}

  static <T> void send(T answer, StreamObserver<T> answers) {
    answers.onNext(answer);
    answers.onCompleted();
  }

  static void sendBlock(ChainView view, BlockReq request, StreamObserver<BlockExtention> answers) {
    String which = request.getIdOrNum();
    Optional<SimulatedBlock> block;
    if (which.isEmpty()) {
      block = Optional.of(view.head());
    } else if (NUMBER.matcher(which).matches() && !which.startsWith("-")) {
      block = view.block(Long.parseLong(which));
    } else if (ID.matcher(which).matches()) {
      block = blockOf(view, HexFormat.of().parseHex(which));
    } else {
      answers.onError(
          Status.INVALID_ARGUMENT
              .withDescription("a block is named by its number or the 64 digits of its id")
              .asRuntimeException());
      return;
    }
    BlockExtention found = block.map(Answers::extended).orElse(BlockExtention.getDefaultInstance());
    send(request.getDetail() ? found : found.toBuilder().clearTransactions().build(), answers);
  }

  private static Optional<SimulatedBlock> blockOf(ChainView view, byte[] id) {
    ByteString name = ByteString.copyFrom(id);
    return view.block(name.asReadOnlyByteBuffer().getLong())
        .filter(block -> block.id().equals(name));
  }

  static Block block(ChainView view, NumberMessage request) {
    return view.block(request.getNum())
        .map(SimulatedBlock::message)
        .orElse(Block.getDefaultInstance());
  }

  static BlockExtention extended(ChainView view, NumberMessage request) {
    return view.block(request.getNum())
        .map(Answers::extended)
        .orElse(BlockExtention.getDefaultInstance());
  }

  static BlockExtention extended(SimulatedBlock block) {
    BlockExtention.Builder answer =
        BlockExtention.newBuilder()
            .setBlockHeader(block.message().getBlockHeader())
            .setBlockid(block.id());
    for (int index = 0; index < block.infos().size(); index++) {
      answer.addTransactions(
          TransactionExtention.newBuilder()
              .setTransaction(block.message().getTransactions(index))
              .setTxid(block.infos().get(index).getId())
              .setResult(TransactionReturn.newBuilder().setResult(true)));
    }
    return answer.build();
  }

  static Transaction transaction(ChainView view, BytesMessage request) {
    return view.transaction(request.getValue()).orElse(Transaction.getDefaultInstance());
  }

  static TransactionInfo info(ChainView view, BytesMessage request) {
    return view.info(request.getValue()).orElse(TransactionInfo.getDefaultInstance());
  }

  static Account account(ChainView view, AccountAddressMessage request) {
    return view.account(request.getAddress())
        .map(account -> account(view, account))
        .orElse(Account.getDefaultInstance());
  }

  private static Account account(ChainView view, io.quoin.devnet.chain.Account account) {
    long start = view.block(0).orElseThrow().time();
    Account.Builder answer =
        Account.newBuilder()
            .setAddress(account.address())
            .setBalance(account.sun())
            .setCreateTime(account.created())
            .setLatestOprationTime(account.operated())
            .setFreeNetUsage(account.bandwidth().usedAt(view.slot()))
            .setLatestConsumeFreeTime(start + account.bandwidth().slot() * Bandwidth.SLOT_MILLIS)
            .setOwnerPermission(account.permissions().owner())
            .addAllActivePermission(account.permissions().active());
    if (account.tokens() > 0) {
      answer.putAssetV2(number(view.token()), account.tokens());
    }
    return answer.build();
  }

  static AccountNetMessage net(ChainView view, AccountAddressMessage request) {
    return view.account(request.getAddress())
        .map(
            account ->
                AccountNetMessage.newBuilder()
                    .setFreeNetUsed(account.bandwidth().usedAt(view.slot()))
                    .setFreeNetLimit(ChainParameter.FREE_NET_LIMIT.value())
                    .setTotalNetLimit(ChainParameter.TOTAL_NET_LIMIT.value())
                    .build())
        .orElse(AccountNetMessage.getDefaultInstance());
  }

  static AccountResourceMessage resource(ChainView view, AccountAddressMessage request) {
    return view.account(request.getAddress())
        .map(
            account ->
                AccountResourceMessage.newBuilder()
                    .setFreeNetUsed(account.bandwidth().usedAt(view.slot()))
                    .setFreeNetLimit(ChainParameter.FREE_NET_LIMIT.value())
                    .setTotalNetLimit(ChainParameter.TOTAL_NET_LIMIT.value())
                    .build())
        .orElse(AccountResourceMessage.getDefaultInstance());
  }

  static AssetIssueContract token(ChainView view, BytesMessage request) {
    Token token = view.token();
    if (!request.getValue().equals(ByteString.copyFromUtf8(number(token)))) {
      return AssetIssueContract.getDefaultInstance();
    }
    return AssetIssueContract.newBuilder()
        .setId(number(token))
        .setOwnerAddress(SimulatedBlock.PRODUCER)
        .setName(ByteString.copyFromUtf8(token.name()))
        .setAbbr(ByteString.copyFromUtf8(token.abbreviation()))
        .setTotalSupply(view.supply())
        .setPrecision(token.decimals())
        .setTrxNum(1)
        .setNum(1)
        .setDescription(ByteString.copyFromUtf8("Simulated: worth nothing"))
        .build();
  }

  private static String number(Token token) {
    return Long.toString(token.id());
  }

  static ChainParameters parameters() {
    ChainParameters.Builder answer = ChainParameters.newBuilder();
    for (ChainParameter parameter : ChainParameter.values()) {
      answer.addChainParameter(
          ChainParameters.ChainParameter.newBuilder()
              .setKey(parameter.key())
              .setValue(parameter.value()));
    }
    return answer.build();
  }

  static NodeInfo node(SimulatedBlock head, SimulatedBlock solid) {
    return NodeInfo.newBuilder()
        .setBlock(described(head))
        .setSolidityBlock(described(solid))
        .setConfigNodeInfo(NodeInfo.ConfigNodeInfo.newBuilder().setCodeVersion(LABEL))
        .build();
  }

  private static String described(SimulatedBlock block) {
    return "Num:" + block.number() + ",ID:" + HexFormat.of().formatHex(block.id().toByteArray());
  }
}
