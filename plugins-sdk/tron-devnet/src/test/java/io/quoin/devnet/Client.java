package io.quoin.devnet;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.quoin.api.ledger.Address;
import io.quoin.devnet.chain.Order;
import io.quoin.wallet.key.SigningKey;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.tron.trident.api.GrpcAPI.AccountAddressMessage;
import org.tron.trident.api.GrpcAPI.BytesMessage;
import org.tron.trident.api.WalletGrpc;
import org.tron.trident.api.WalletGrpc.WalletBlockingStub;
import org.tron.trident.api.WalletSolidityGrpc;
import org.tron.trident.api.WalletSolidityGrpc.WalletSolidityBlockingStub;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Response.Account;
import org.tron.trident.proto.Response.TransactionReturn;

/** A wallet's side of the connection, with threads that end with it. */
final class Client implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final ManagedChannel fullNode;
  private final ManagedChannel solidityNode;

  Client(DevnetNode node) {
    this(node.fullNode(), node.solidityNode());
  }

  Client(InetSocketAddress fullNode, InetSocketAddress solidityNode) {
    this.fullNode = channel(fullNode);
    this.solidityNode = channel(solidityNode);
  }

  private ManagedChannel channel(InetSocketAddress address) {
    return OkHttpChannelBuilder.forAddress(address.getAddress().getHostAddress(), address.getPort())
        .usePlaintext()
        .executor(threads)
        .transportExecutor(threads)
        .offloadExecutor(threads)
        .scheduledExecutorService(timer)
        .disableRetry()
        .build();
  }

  WalletBlockingStub wallet() {
    return WalletGrpc.newBlockingStub(fullNode)
        .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Sends without waiting for an answer. */
  Future<TransactionReturn> send(Transaction transaction) {
    return WalletGrpc.newFutureStub(fullNode).broadcastTransaction(transaction);
  }

  WalletSolidityBlockingStub solidity() {
    return WalletSolidityGrpc.newBlockingStub(solidityNode)
        .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  TransactionReturn broadcast(Transaction transaction) {
    return wallet().broadcastTransaction(transaction);
  }

  Account account(SigningKey whose) {
    return wallet().getAccount(address(whose.address()));
  }

  static AccountAddressMessage address(Address address) {
    return AccountAddressMessage.newBuilder().setAddress(Order.bytes(address)).build();
  }

  static BytesMessage bytes(ByteString value) {
    return BytesMessage.newBuilder().setValue(value).build();
  }

  @Override
  public void close() {
    try {
      for (ManagedChannel channel : List.of(fullNode, solidityNode)) {
        channel.shutdownNow().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
      for (ExecutorService each : List.of(threads, timer)) {
        each.shutdownNow();
        each.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
