package io.quoin.ledger.tron;

import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.TransferId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.tron.trident.api.GrpcAPI.AccountAddressMessage;
import org.tron.trident.api.GrpcAPI.BlockReq;
import org.tron.trident.api.GrpcAPI.BytesMessage;
import org.tron.trident.api.GrpcAPI.EmptyMessage;
import org.tron.trident.api.WalletGrpc;
import org.tron.trident.api.WalletSolidityGrpc;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Contract.AssetIssueContract;
import org.tron.trident.proto.Response.Account;
import org.tron.trident.proto.Response.AccountNetMessage;
import org.tron.trident.proto.Response.BlockExtention;
import org.tron.trident.proto.Response.ChainParameters;
import org.tron.trident.proto.Response.TransactionReturn;

/** A node of a scripted chain at a port of its own, with both views; it fails as it is told. */
final class ScriptedNode implements AutoCloseable {

  private static final int CLOSING_SECONDS = 30;

  private final ScriptedChain chain;
  private final ServerCredentials credentials;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Metadata> headers = new CopyOnWriteArrayList<>();
  private final List<ServerCall<?, ?>> held = new CopyOnWriteArrayList<>();
  private final int port;
  private volatile Server server;
  private volatile Mood mood = Mood.ANSWERS;
  private volatile Function<Transaction, TransactionReturn> pool;

  /** How it treats what it is asked. */
  enum Mood {
    ANSWERS,
    /** Nothing is ever answered. */
    HANGS,
    /** It takes transfers and does not say so; all else is answered. */
    TAKES_AND_HANGS,
    /** It takes transfers and is gone. */
    TAKES_AND_DIES,
    /** Calls fail. */
    FAILS
  }

  ScriptedNode(ScriptedChain chain) throws IOException {
    this(chain, InsecureServerCredentials.create());
  }

  ScriptedNode(ScriptedChain chain, ServerCredentials credentials) throws IOException {
    this.chain = chain;
    this.credentials = credentials;
    this.pool = chain::take;
    this.server = started(0);
    this.port = server.getPort();
  }

  private Server started(int port) throws IOException {
    return OkHttpServerBuilder.forPort(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), credentials)
        .executor(threads)
        .transportExecutor(threads)
        .scheduledExecutorService(timer)
        .addService(new FullService())
        .addService(new SolidService())
        .intercept(new Watch())
        .build()
        .start();
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  void mood(Mood now) {
    mood = now;
  }

  /** What becomes of transfers that are sent to it. */
  void pool(Function<Transaction, TransactionReturn> now) {
    pool = now;
  }

  /** Names of the methods that were called, each with its service. */
  List<String> asked() {
    return asked;
  }

  long asked(String method) {
    return asked.stream().filter(method::equals).count();
  }

  /** The last call's value of a header. */
  Optional<String> header(String name) {
    Metadata last = headers.get(headers.size() - 1);
    return Optional.ofNullable(last.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
  }

  /** How many questions it keeps without an answer. */
  int held() {
    return held.size();
  }

  /** It is gone: nobody listens at its port. */
  void die() {
    server.shutdownNow();
    awaited(server::awaitTermination);
  }

  private interface Ending {
    boolean within(long time, TimeUnit unit) throws InterruptedException;
  }

  private static void awaited(Ending ending) {
    try {
      if (!ending.within(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("a node of a test does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** It is back at its port. */
  void revive() throws IOException {
    server = started(port);
  }

  @Override
  public void close() {
    die();
    threads.shutdownNow();
    timer.shutdownNow();
    awaited(threads::awaitTermination);
  }

  /** Notes calls, and keeps or fails those that are not to be answered. */
  private final class Watch implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
      asked.add(call.getMethodDescriptor().getFullMethodName());
      headers.add(metadata);
      if (mood == Mood.HANGS) {
        held.add(call);
        call.request(1);
        return new ServerCall.Listener<>() {};
      }
      if (mood == Mood.FAILS) {
        call.close(Status.INTERNAL.withDescription("on purpose\n" + metadata), new Metadata());
        return new ServerCall.Listener<>() {};
      }
      return next.startCall(call, metadata);
    }
  }

  private static <A> void answer(StreamObserver<A> caller, A answer) {
    caller.onNext(answer);
    caller.onCompleted();
  }

  private static TransferId id(BytesMessage name) {
    return new TransferId(Digest.of(name.getValue().toByteArray()));
  }

  private final class FullService extends WalletGrpc.WalletImplBase {
    @Override
    public void getBlock(BlockReq request, StreamObserver<BlockExtention> caller) {
      answer(caller, chain.block(request.getIdOrNum()));
    }

    @Override
    public void getAssetIssueById(BytesMessage request, StreamObserver<AssetIssueContract> caller) {
      answer(caller, chain.asset());
    }

    @Override
    public void getAccount(AccountAddressMessage request, StreamObserver<Account> caller) {
      answer(caller, chain.account(request.getAddress()));
    }

    @Override
    public void getAccountNet(
        AccountAddressMessage request, StreamObserver<AccountNetMessage> caller) {
      answer(caller, chain.bandwidth(request.getAddress()));
    }

    @Override
    public void getChainParameters(EmptyMessage request, StreamObserver<ChainParameters> caller) {
      answer(caller, chain.prices());
    }

    @Override
    public void getTransactionById(BytesMessage request, StreamObserver<Transaction> caller) {
      answer(caller, chain.transaction(id(request), false));
    }

    @Override
    public void broadcastTransaction(
        Transaction request, StreamObserver<TransactionReturn> caller) {
      TransactionReturn verdict = pool.apply(request);
      if (mood == Mood.TAKES_AND_DIES) {
        server.shutdownNow();
      } else if (mood != Mood.TAKES_AND_HANGS) {
        answer(caller, verdict);
      }
    }
  }

  private final class SolidService extends WalletSolidityGrpc.WalletSolidityImplBase {
    @Override
    public void getBlock(BlockReq request, StreamObserver<BlockExtention> caller) {
      answer(caller, chain.block(request.getIdOrNum()));
    }

    @Override
    public void getAssetIssueById(BytesMessage request, StreamObserver<AssetIssueContract> caller) {
      answer(caller, chain.asset());
    }

    @Override
    public void getAccount(AccountAddressMessage request, StreamObserver<Account> caller) {
      answer(caller, chain.account(request.getAddress()));
    }

    @Override
    public void getTransactionById(BytesMessage request, StreamObserver<Transaction> caller) {
      answer(caller, chain.transaction(id(request), true));
    }
  }
}
