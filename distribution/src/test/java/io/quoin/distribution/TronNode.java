package io.quoin.distribution;

import com.google.protobuf.ByteString;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.tron.trident.api.GrpcAPI.BlockReq;
import org.tron.trident.api.GrpcAPI.BytesMessage;
import org.tron.trident.api.WalletSolidityGrpc;
import org.tron.trident.proto.Chain.BlockHeader;
import org.tron.trident.proto.Contract.AssetIssueContract;
import org.tron.trident.proto.Response.BlockExtention;

/** The solidified view of a private chain of two blocks with one token, for a ledger to ask. */
final class TronNode implements AutoCloseable {

  static final String NET = "0123456789abcdef";
  static final long HEAD = 7;

  private static final int CLOSING_SECONDS = 30;

  /** Their number does not depend on what was asked before: idle ones end at once. */
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, 100, TimeUnit.MILLISECONDS, new SynchronousQueue<>());

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final Server server;

  TronNode() throws IOException {
    server =
        OkHttpServerBuilder.forPort(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                InsecureServerCredentials.create())
            .executor(threads)
            .transportExecutor(threads)
            .scheduledExecutorService(timer)
            .addService(new View())
            .build()
            .start();
  }

  /** What a ledger is told to use it. */
  Map<String, Object> configuration() {
    List<String> addresses = List.of("127.0.0.1:" + server.getPort());
    return Map.of(
        "network", NET, "tls", false, "full.nodes", addresses, "solidity.nodes", addresses);
  }

  @Override
  public void close() {
    server.shutdownNow();
    threads.shutdownNow();
    timer.shutdownNow();
    try {
      server.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
      threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class View extends WalletSolidityGrpc.WalletSolidityImplBase {

    @Override
    public void getBlock(BlockReq wanted, StreamObserver<BlockExtention> caller) {
      long number = wanted.getIdOrNum().isEmpty() ? HEAD : Long.parseLong(wanted.getIdOrNum());
      ByteBuffer id = ByteBuffer.allocate(32).putLong(number);
      id.putLong(24, Long.parseUnsignedLong(NET, 16)).rewind();
      caller.onNext(
          BlockExtention.newBuilder()
              .setBlockid(ByteString.copyFrom(id))
              .setBlockHeader(
                  BlockHeader.newBuilder()
                      .setRawData(
                          BlockHeader.raw
                              .newBuilder()
                              .setNumber(number)
                              .setTimestamp(Instant.now().toEpochMilli())))
              .build());
      caller.onCompleted();
    }

    @Override
    public void getAssetIssueById(BytesMessage id, StreamObserver<AssetIssueContract> caller) {
      caller.onNext(
          AssetIssueContract.newBuilder()
              .setId(id.getValue().toStringUtf8())
              .setName(ByteString.copyFromUtf8("BitTorrent"))
              .setPrecision(6)
              .build());
      caller.onCompleted();
    }
  }
}
