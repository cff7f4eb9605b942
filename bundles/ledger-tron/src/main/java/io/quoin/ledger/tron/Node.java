package io.quoin.ledger.tron;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.LedgerException.Code;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tron.trident.api.GrpcAPI.AccountAddressMessage;
import org.tron.trident.api.GrpcAPI.BlockReq;
import org.tron.trident.api.GrpcAPI.BytesMessage;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Contract.AssetIssueContract;
import org.tron.trident.proto.Response.Account;

/**
 * One endpoint of a view. Every answer is a stage that fails with {@link NodeLost}, whatever
 * happens: foreign input throws nothing else.
 */
final class Node {

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final String GENESIS = "0";
  private static final String NEWEST = "";

  private final Endpoint endpoint;
  private final ManagedChannel channel;
  private final View view;
  private final TronSettings settings;
  private final AtomicReference<CompletableFuture<Node>> trusted = new AtomicReference<>();
  private final AtomicBoolean told = new AtomicBoolean();

  Node(Endpoint endpoint, ManagedChannel channel, View view, TronSettings settings) {
    this.endpoint = endpoint;
    this.channel = channel;
    this.view = view;
    this.settings = settings;
  }

  /** Makes something of an answer. */
  interface Reader<A, T> {
    /**
     * Reads it.
     *
     * @throws IllegalArgumentException or {@link ArithmeticException} if it is not to be believed
     */
    T read(A answer);
  }

  /**
   * This node, once it has shown that it is of our network and has our token as we know it. Asked
   * once; again after it failed.
   */
  CompletionStage<Node> trusted() {
    CompletableFuture<Node> mine = new CompletableFuture<>();
    CompletableFuture<Node> others = trusted.compareAndExchange(null, mine);
    if (others != null) {
      return others;
    }
    net()
        .thenCompose(this::checked)
        .whenComplete(
            (self, failure) -> {
              if (failure == null) {
                mine.complete(this);
              } else {
                trusted.set(null);
                mine.completeExceptionally(Stages.cause(failure));
              }
            });
    return mine;
  }

  private CompletionStage<Node> checked(NetId net) {
    if (!net.equals(settings.net())) {
      return mismatch("is of net " + net + ", not of " + settings.net());
    }
    TokenFacts wanted = settings.token();
    return asset(wanted.id(), asset -> asset).thenCompose(asset -> checked(asset, wanted));
  }

  private <T> CompletionStage<T> asset(TokenId id, Reader<AssetIssueContract, T> reader) {
    BytesMessage number =
        BytesMessage.newBuilder().setValue(ByteString.copyFromUtf8(id.toString())).build();
    return ask(view.asset(), number, reader);
  }

  private CompletionStage<Node> checked(AssetIssueContract asset, TokenFacts wanted) {
    String name = asset.getName().toStringUtf8();
    if (!asset.getId().equals(wanted.id().toString())) {
      return mismatch("has no token " + wanted.id());
    }
    if (asset.getPrecision() != wanted.decimals()) {
      return mismatch(
          "says that token "
              + wanted.id()
              + " has "
              + asset.getPrecision()
              + " decimals, not "
              + wanted.decimals());
    }
    if (!name.equals(wanted.name())) {
      return mismatch(
          "says that token "
              + wanted.id()
              + " is '"
              + Words.of(name)
              + "', not '"
              + wanted.name()
              + "'");
    }
    return CompletableFuture.completedStage(this);
  }

  private <T> CompletionStage<T> mismatch(String what) {
    if (told.compareAndSet(false, true)) {
      LOG.warn("{} is not believed: it {}", this, what);
    }
    return CompletableFuture.failedStage(
        new NodeLost(
            Code.WRONG_LEDGER,
            false,
            this + " " + what + "; correct the configuration of io.quoin.ledger.tron"));
  }

  /** Which network its first block is of, whatever ours is. */
  CompletionStage<NetId> net() {
    return ask(view.block(), BlockReq.newBuilder().setIdOrNum(GENESIS).build(), Block::of)
        .thenApply(Block::net);
  }

  /** What a token is there, whatever ours is; fails if there is none. */
  CompletionStage<TokenFacts> token(TokenId id) {
    return asset(id, asset -> facts(id, asset))
        .thenCompose(
            found ->
                found.isPresent()
                    ? CompletableFuture.completedStage(found.get())
                    : CompletableFuture.failedStage(
                        new NodeLost(Code.WRONG_LEDGER, false, this + " has no token " + id)));
  }

  private static Optional<TokenFacts> facts(TokenId id, AssetIssueContract asset) {
    if (!asset.getId().equals(id.toString())) {
      return Optional.empty();
    }
    String name = asset.getName().toStringUtf8();
    if (!Words.of(name).equals(name)) {
      throw new IllegalArgumentException("the name of its token " + id + " cannot be shown");
    }
    return Optional.of(new TokenFacts(id, name, asset.getPrecision()));
  }

  /** The newest block of the view. */
  CompletionStage<Block> head() {
    return ask(view.block(), BlockReq.newBuilder().setIdOrNum(NEWEST).build(), Block::of);
  }

  /** An account; empty if there is none. */
  CompletionStage<Optional<Account>> account(Address owner) {
    return ask(
        view.account(),
        address(owner),
        account -> {
          if (account.getAddress().isEmpty()) {
            return Optional.empty();
          }
          if (!account.getAddress().equals(RawTransfer.bytes(owner))) {
            throw new IllegalArgumentException("it sent another account than " + owner);
          }
          return Optional.of(account);
        });
  }

  static AccountAddressMessage address(Address owner) {
    return AccountAddressMessage.newBuilder().setAddress(RawTransfer.bytes(owner)).build();
  }

  /** A transaction of the view, whatever it does; empty if there is none of this id. */
  CompletionStage<Optional<Transaction>> transaction(TransferId id) {
    BytesMessage name =
        BytesMessage.newBuilder().setValue(ByteString.copyFrom(id.digest().bytes())).build();
    return ask(
        view.transaction(),
        name,
        transaction -> {
          if (transaction.getRawData().getContractCount() == 0) {
            return Optional.empty();
          }
          if (!new RawTransfer(transaction.getRawData()).id().equals(id)) {
            throw new IllegalArgumentException("it sent another transaction than " + id);
          }
          return Optional.of(transaction);
        });
  }

  /** Asks anything. */
  <Q, A, T> CompletionStage<T> ask(MethodDescriptor<Q, A> method, Q question, Reader<A, T> reader) {
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      // Whoever asks has waited long enough; gRPC's own pause grows to two minutes.
      channel.resetConnectBackoff();
    }
    Call<A, T> call = new Call<>(reader);
    CallOptions options =
        CallOptions.DEFAULT
            .withDeadlineAfter(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
            .withStreamTracerFactory(call.departure);
    try {
      ClientCalls.asyncUnaryCall(channel.newCall(method, options), question, call);
    } catch (RejectedExecutionException closed) {
      call.onError(Status.CANCELLED.withDescription("the ledger is closed").asException());
    }
    return call.result;
  }

  /** One question under way. */
  private final class Call<A, T> implements StreamObserver<A> {

    private final Reader<A, T> reader;
    private final Departure departure = new Departure();
    private final CompletableFuture<T> result = new CompletableFuture<>();

    Call(Reader<A, T> reader) {
      this.reader = reader;
    }

    @Override
    public void onNext(A answer) {
      try {
        result.complete(reader.read(answer));
      } catch (IllegalArgumentException | ArithmeticException unbelievable) {
        String reason = Words.of(String.valueOf(unbelievable.getMessage()));
        result.completeExceptionally(
            new NodeLost(Code.UNAVAILABLE, true, Node.this + ": " + reason));
      }
    }

    @Override
    public void onError(Throwable failure) {
      result.completeExceptionally(lost(failure, departure.happened));
    }

    @Override
    public void onCompleted() {
      // An answer has come, or gRPC would have made an error of it.
    }
  }

  private NodeLost lost(Throwable failure, boolean wasSent) {
    Status status = Status.fromThrowable(failure);
    return new NodeLost(
        Code.UNAVAILABLE,
        wasSent,
        this + ": " + status.getCode() + ", " + Words.of(withoutSecret(reason(status))));
  }

  private static String reason(Status status) {
    if (status.getDescription() != null) {
      return status.getDescription();
    }
    return status.getCause() == null ? "" : String.valueOf(status.getCause().getMessage());
  }

  /** A node may repeat what it was sent. */
  private String withoutSecret(String words) {
    return settings.apiKey().map(key -> words.replace(key.value(), "...")).orElse(words);
  }

  @Override
  public String toString() {
    return view.name() + " " + endpoint;
  }

  /** Notes whether a question was given to a connection: before that no node can have read it. */
  private static final class Departure extends ClientStreamTracer.Factory {

    private volatile boolean happened;

    @Override
    public ClientStreamTracer newClientStreamTracer(
        ClientStreamTracer.StreamInfo info, Metadata headers) {
      return new ClientStreamTracer() {
        @Override
        public void outboundMessage(int number) {
          happened = true;
        }
      };
    }
  }
}
