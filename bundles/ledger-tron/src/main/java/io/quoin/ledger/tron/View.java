package io.quoin.ledger.tron;

import io.grpc.MethodDescriptor;
import org.tron.trident.api.GrpcAPI.AccountAddressMessage;
import org.tron.trident.api.GrpcAPI.BlockReq;
import org.tron.trident.api.GrpcAPI.BytesMessage;
import org.tron.trident.api.WalletGrpc;
import org.tron.trident.api.WalletSolidityGrpc;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Contract.AssetIssueContract;
import org.tron.trident.proto.Response.Account;
import org.tron.trident.proto.Response.BlockExtention;

/**
 * The questions that both views of a chain answer, each by its own service: as it is now, and as it
 * can no longer be undone.
 *
 * @param name for people
 * @param block a block without its transactions: by number, or the newest
 * @param asset a token
 * @param account an account, empty if it does not exist
 * @param transaction a transaction, empty if it is not on the chain
 */
record View(
    String name,
    MethodDescriptor<BlockReq, BlockExtention> block,
    MethodDescriptor<BytesMessage, AssetIssueContract> asset,
    MethodDescriptor<AccountAddressMessage, Account> account,
    MethodDescriptor<BytesMessage, Transaction> transaction) {

  /** What a full node has: the newest blocks may still be undone. */
  static View newest() {
    return new View(
        "full node",
        WalletGrpc.getGetBlockMethod(),
        WalletGrpc.getGetAssetIssueByIdMethod(),
        WalletGrpc.getGetAccountMethod(),
        WalletGrpc.getGetTransactionByIdMethod());
  }

  /** What is final. */
  static View solidified() {
    return new View(
        "solidity node",
        WalletSolidityGrpc.getGetBlockMethod(),
        WalletSolidityGrpc.getGetAssetIssueByIdMethod(),
        WalletSolidityGrpc.getGetAccountMethod(),
        WalletSolidityGrpc.getGetTransactionByIdMethod());
  }
}
