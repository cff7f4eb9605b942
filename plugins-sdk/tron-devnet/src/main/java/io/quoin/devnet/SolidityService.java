package io.quoin.devnet;

import io.grpc.stub.StreamObserver;
import io.quoin.devnet.chain.ChainView;
import org.tron.trident.api.GrpcAPI.AccountAddressMessage;
import org.tron.trident.api.GrpcAPI.BlockReq;
import org.tron.trident.api.GrpcAPI.BytesMessage;
import org.tron.trident.api.GrpcAPI.EmptyMessage;
import org.tron.trident.api.GrpcAPI.NumberMessage;
import org.tron.trident.api.WalletSolidityGrpc;
import org.tron.trident.proto.Chain.Block;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Contract.AssetIssueContract;
import org.tron.trident.proto.Response.Account;
import org.tron.trident.proto.Response.BlockExtention;
import org.tron.trident.proto.Response.TransactionInfo;

/** The service of what can no longer be undone; what a ledger of tokens does not ask is missing. */
final class SolidityService extends WalletSolidityGrpc.WalletSolidityImplBase {

  private final ChainView view;

  SolidityService(ChainView view) {
    this.view = view;
  }

  @Override
  public void getAccount(AccountAddressMessage request, StreamObserver<Account> answers) {
    Answers.send(Answers.account(view, request), answers);
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
}
