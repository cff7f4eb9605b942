package io.quoin.devnet;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.quoin.devnet.chain.ChainView;
import io.quoin.devnet.chain.Refusal;
import io.quoin.devnet.chain.SimulatedChain;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.tron.trident.api.GrpcAPI.AccountAddressMessage;
import org.tron.trident.api.GrpcAPI.BlockReq;
import org.tron.trident.api.GrpcAPI.BytesMessage;
import org.tron.trident.api.GrpcAPI.EmptyMessage;
import org.tron.trident.api.GrpcAPI.NumberMessage;
import org.tron.trident.api.WalletGrpc;
import org.tron.trident.proto.Chain.Block;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Contract.AssetIssueContract;
import org.tron.trident.proto.Response.Account;
import org.tron.trident.proto.Response.AccountNetMessage;
import org.tron.trident.proto.Response.AccountResourceMessage;
import org.tron.trident.proto.Response.BlockExtention;
import org.tron.trident.proto.Response.ChainParameters;
import org.tron.trident.proto.Response.NodeInfo;
import org.tron.trident.proto.Response.TransactionInfo;
import org.tron.trident.proto.Response.TransactionReturn;
import org.tron.trident.proto.Response.TransactionReturn.response_code;

/**
 * A full node's service, as far as a ledger of tokens asks it; everything else is answered with
 * UNIMPLEMENTED.
 */
final class FullNodeService extends WalletGrpc.WalletImplBase {

  /** Faults that may be ordered ahead. */
  static final int MOST_FAULTS = 10_000;

  private final SimulatedChain chain;
  private final ChainView view;
  private final ChainView solid;
  private final Runnable cut;
  private final Queue<Fault> faults = new ArrayDeque<>();

  /**
   * A service.
   *
   * @param chain that it is about
   * @param cut breaks every connection of the node
   */
  FullNodeService(SimulatedChain chain, Runnable cut) {
    this.chain = chain;
    this.view = chain.newest();
    this.solid = chain.solid();
    this.cut = cut;
  }

  /** Lets the next broadcasts go wrong, after those that were ordered before. */
  void failNext(Fault fault, int times) {
    synchronized (faults) {
      if (times < 0 || times > MOST_FAULTS - faults.size()) {
        throw new IllegalArgumentException(
            "up to " + MOST_FAULTS + " faults can be ordered, not " + times + " more");
      }
      for (int i = 0; i < times; i++) {
        faults.add(fault);
      }
    }
  }

  int outstandingFaults() {
    synchronized (faults) {
      return faults.size();
    }
  }

  private Optional<Fault> nextFault() {
    synchronized (faults) {
      return Optional.ofNullable(faults.poll());
    }
  }

  @Override
  public void broadcastTransaction(
      Transaction transaction, StreamObserver<TransactionReturn> answers) {
    Optional<Fault> fault = nextFault();
    if (fault.isPresent()) {
      fail(fault.get(), transaction, answers);
    } else {
      Answers.send(taken(transaction), answers);
    }
  }

  private void fail(
      Fault fault, Transaction transaction, StreamObserver<TransactionReturn> answers) {
    TransactionReturn truth =
        fault.takes() ? taken(transaction) : refused(response_code.SERVER_BUSY, "Server busy.");
    switch (fault) {
      case BUSY -> Answers.send(truth, answers);
      case UNSPREAD ->
          Answers.send(
              truth.getResult()
                  ? refused(response_code.NOT_ENOUGH_EFFECTIVE_CONNECTION, "P2P broadcast failed.")
                  : truth,
              answers);
      case CUT_BEFORE, CUT_AFTER -> cut.run();
      case SILENT_BEFORE, SILENT_AFTER -> {
        // The client ends the call.
      }
    }
  }

  private TransactionReturn taken(Transaction transaction) {
    try {
      chain.broadcast(transaction);
      return TransactionReturn.newBuilder().setResult(true).setCode(response_code.SUCCESS).build();
    } catch (Refusal refusal) {
      return refused(refusal.code(), refusal.getMessage());
    }
  }

  private static TransactionReturn refused(response_code code, String words) {
    return TransactionReturn.newBuilder()
        .setResult(false)
        .setCode(code)
        .setMessage(ByteString.copyFromUtf8(words))
        .build();
  }

  @Override
  public void getAccount(AccountAddressMessage request, StreamObserver<Account> answers) {
    Answers.send(Answers.account(view, request), answers);
  }

  @Override
  public void getAccountNet(
      AccountAddressMessage request, StreamObserver<AccountNetMessage> answers) {
    Answers.send(Answers.net(view, request), answers);
  }

  @Override
  public void getAccountResource(
      AccountAddressMessage request, StreamObserver<AccountResourceMessage> answers) {
    Answers.send(Answers.resource(view, request), answers);
  }

  @Override
  public void getAssetIssueById(BytesMessage request, StreamObserver<AssetIssueContract> answers) {
    Answers.send(Answers.token(view, request), answers);
  }

  @Override
  public void getNowBlock(EmptyMessage request, StreamObserver<Block> answers) {
    Answers.send(view.head().message(), answers);
  }

  @Override
  public void getNowBlock2(EmptyMessage request, StreamObserver<BlockExtention> answers) {
    Answers.send(Answers.extended(view.head()), answers);
  }

  @Override
  public void getBlock(BlockReq request, StreamObserver<BlockExtention> answers) {
    Answers.sendBlock(view, request, answers);
  }

  @Override
  public void getBlockByNum(NumberMessage request, StreamObserver<Block> answers) {
    Answers.send(Answers.block(view, request), answers);
  }

  @Override
  public void getBlockByNum2(NumberMessage request, StreamObserver<BlockExtention> answers) {
    Answers.send(Answers.extended(view, request), answers);
  }

  @Override
  public void getTransactionById(BytesMessage request, StreamObserver<Transaction> answers) {
    Answers.send(Answers.transaction(view, request), answers);
  }

  @Override
  public void getTransactionInfoById(
      BytesMessage request, StreamObserver<TransactionInfo> answers) {
    Answers.send(Answers.info(view, request), answers);
  }

  @Override
  public void getChainParameters(EmptyMessage request, StreamObserver<ChainParameters> answers) {
    Answers.send(Answers.parameters(), answers);
  }

  @Override
  public void getNodeInfo(EmptyMessage request, StreamObserver<NodeInfo> answers) {
    Answers.send(Answers.node(view.head(), solid.head()), answers);
  }
}
