package io.quoin.ledger.tron;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.LedgerException.Code;
import io.quoin.api.ledger.LedgerHead;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.ledger.TransferOrder;
import io.quoin.api.wallet.Signatures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.tron.trident.api.GrpcAPI.EmptyMessage;
import org.tron.trident.api.WalletGrpc;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Chain.Transaction.Result.contractResult;
import org.tron.trident.proto.Response.Account;
import org.tron.trident.proto.Response.ChainParameters;

/**
 * TRON at work. It is there once it is configured, and above the embedded ledger then; it connects
 * when it is first asked. Before a node is believed it has shown that its network and token are
 * those of the configuration: as long as none has, everything is refused with {@code WRONG_LEDGER}
 * or {@code UNAVAILABLE}.
 */
@Component(
    service = TokenLedger.class,
    configurationPid = "io.quoin.ledger.tron",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = {TokenLedger.ID + "=tron", "service.ranking:Integer=100"})
@Designate(ocd = TronLedgerConfiguration.class)
public final class TronLedger implements TokenLedger {

  /** Questions under way; more are refused. */
  static final int MOST_REQUESTS = 256;

  /**
   * How far past the expiration the solidified view must be before a transfer is said to be
   * impossible. Behind one address there may be several nodes, some of them a few blocks behind the
   * one that told the time.
   */
  static final Duration LAG = Duration.ofMinutes(1);

  private final TronSettings settings;
  private final Signatures signatures;
  private final InstantSource clock;
  private final Connections connections;
  private final Nodes full;
  private final Nodes solidity;
  private final long points;
  private final Semaphore requests = new Semaphore(MOST_REQUESTS);

  /**
   * Opens no connection yet.
   *
   * @param configuration which token of which network, and which nodes are asked
   * @param signatures tells who signed
   * @throws IllegalArgumentException naming the setting that makes no sense
   */
  @Activate
  public TronLedger(TronLedgerConfiguration configuration, @Reference Signatures signatures) {
    this(TronSettings.of(configuration), signatures, InstantSource.system());
  }

  TronLedger(TronSettings settings, Signatures signatures, InstantSource clock) {
    this.settings = settings;
    this.signatures = signatures;
    this.clock = clock;
    this.connections = new Connections(settings);
    this.full = connections.to(settings.full(), View.newest());
    this.solidity = connections.to(settings.solidity(), View.solidified());
    this.points = Bandwidth.points(settings.token().id());
  }

  /** Ends what is under way, and closes every connection. */
  @Deactivate
  public void deactivate() {
    connections.close();
  }

  @Override
  public NetId net() {
    return settings.net();
  }

  @Override
  public TokenFacts token() {
    return settings.token();
  }

  @Override
  public CompletionStage<Long> balance(Address owner) {
    return limited(
        () ->
            solidity
                .ask(node -> node.account(owner))
                .thenApply(account -> account.map(this::tokens).orElse(0L)));
  }

  private long tokens(Account account) {
    return Math.max(0, account.getAssetV2OrDefault(settings.token().id().toString(), 0));
  }

  @Override
  public CompletionStage<LedgerHead> head() {
    return limited(() -> solidity.ask(Node::head).thenApply(Block::head));
  }

  @Override
  public CompletionStage<Boolean> activated(Address owner) {
    return limited(() -> solidity.ask(node -> node.account(owner)).thenApply(Optional::isPresent));
  }

  @Override
  public CompletionStage<Boolean> maySpend(Address owner, Address signer) {
    return limited(
        () ->
            solidity
                .ask(node -> node.account(owner))
                .thenApply(account -> permission(account, owner, signer).isPresent()));
  }

  @Override
  public CompletionStage<Boolean> transfersOnly(Address owner, Address signer) {
    return limited(
        () ->
            solidity
                .ask(node -> node.account(owner))
                .thenApply(
                    account ->
                        Permissions.transfersOnly(
                            account.orElseGet(Account::getDefaultInstance), owner, signer)));
  }

  private static OptionalInt permission(Optional<Account> account, Address owner, Address signer) {
    return Permissions.of(account.orElseGet(Account::getDefaultInstance), owner, signer);
  }

  @Override
  public CompletionStage<PreparedTransfer> prepare(TransferOrder order) {
    return limited(
        () ->
            full.ask(node -> node.account(order.from()))
                .thenCompose(
                    payer -> prepared(order, permission(payer, order.from(), order.signer()))));
  }

  /** A block that is final is on every fork: the transfer stays good whatever becomes of others. */
  private CompletionStage<PreparedTransfer> prepared(TransferOrder order, OptionalInt permission) {
    if (permission.isEmpty()) {
      return refused(
          Code.NOT_PERMITTED, order.signer() + " may not spend for " + order.from() + " alone");
    }
    return solidity
        .ask(Node::head)
        .thenApply(
            block ->
                RawTransfer.of(order, settings.token().id(), permission.getAsInt(), block)
                    .prepared(order));
  }

  @Override
  public CompletionStage<Void> submit(PreparedTransfer transfer, Signature signature) {
    RawTransfer raw;
    try {
      raw = RawTransfer.decode(transfer.raw());
    } catch (IllegalArgumentException e) {
      return refused(Code.MALFORMED, "transfer " + transfer.id() + ": " + e.getMessage());
    }
    if (!raw.id().equals(transfer.id()) || !raw.does(transfer.order(), settings.token().id())) {
      return refused(
          Code.MALFORMED, "the bytes of transfer " + transfer.id() + " say something else");
    }
    return limited(() -> checked(raw, transfer, signature));
  }

  private CompletionStage<Void> checked(
      RawTransfer raw, PreparedTransfer transfer, Signature signature) {
    return signatures
        .signer(transfer.id().digest(), signature)
        .handle(
            (signer, failure) -> {
              if (failure != null) {
                return TronLedger.<Void>refused(
                    Code.BUSY, "the signature could not be checked; try again");
              }
              if (!signer.equals(Optional.of(transfer.order().signer()))) {
                return TronLedger.<Void>refused(
                    Code.BAD_SIGNATURE,
                    "transfer " + transfer.id() + " is not signed by " + transfer.order().signer());
              }
              return new Broadcast(raw, transfer, signature, clock).through(full);
            })
        .thenCompose(stage -> stage);
  }

  @Override
  public CompletionStage<Optional<TransferFacts>> transfer(TransferId id) {
    return limited(
        () ->
            solidity
                .ask(node -> node.transaction(id))
                .thenCompose(
                    found ->
                        found.isPresent()
                            ? CompletableFuture.completedStage(facts(found, true))
                            : full.ask(node -> node.transaction(id))
                                .thenApply(newest -> facts(newest, false))));
  }

  /** What a transaction did, if it did it. */
  private static Optional<TransferFacts> facts(Optional<Transaction> found, boolean isFinal) {
    return found
        .filter(
            transaction ->
                transaction.getRetCount() == 1
                    && transaction.getRet(0).getContractRet() == contractResult.SUCCESS)
        .flatMap(transaction -> new RawTransfer(transaction.getRawData()).facts(isFinal));
  }

  @Override
  public CompletionStage<Boolean> impossible(TransferId id, Instant expiration) {
    return limited(() -> solidity.ask(node -> impossible(node, id, expiration)));
  }

  /** First the time, then the id: the other way round it could be executed in between. */
  private static CompletionStage<Boolean> impossible(Node node, TransferId id, Instant expiration) {
    return node.head()
        .thenCompose(
            head ->
                head.time().isBefore(expiration.plus(LAG))
                    ? CompletableFuture.completedStage(false)
                    : node.transaction(id).thenApply(Optional::isEmpty));
  }

  @Override
  public CompletionStage<Integer> freeTransfers(Address owner) {
    return limited(
        () ->
            full.ask(
                node ->
                    node.ask(
                        WalletGrpc.getGetAccountNetMethod(),
                        Node.address(owner),
                        account -> Bandwidth.freeTransfers(account, points))));
  }

  @Override
  public CompletionStage<Long> fee(Address from, Address to) {
    return limited(
        () ->
            full.ask(
                node -> node.account(to).thenCompose(account -> fee(node, account.isEmpty()))));
  }

  private CompletionStage<Long> fee(Node node, boolean isNew) {
    return node.ask(
        WalletGrpc.getGetChainParametersMethod(),
        EmptyMessage.getDefaultInstance(),
        (ChainParameters prices) -> Bandwidth.fee(prices, points, isNew));
  }

  private <T> CompletionStage<T> limited(Supplier<CompletionStage<T>> question) {
    if (!requests.tryAcquire()) {
      return refused(
          Code.BUSY, "the ledger has " + MOST_REQUESTS + " questions under way; try again later");
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    answered(question)
        .whenComplete(
            (value, failure) -> {
              requests.release();
              if (failure == null) {
                answer.complete(value);
              } else {
                answer.completeExceptionally(Stages.cause(failure));
              }
            });
    return answer;
  }

  /** What is thrown instead of an answer must not keep its place among the questions. */
  private static <T> CompletionStage<T> answered(Supplier<CompletionStage<T>> question) {
    try {
      return question.get();
    } catch (RuntimeException broken) {
      return CompletableFuture.failedStage(broken);
    }
  }

  private static <T> CompletionStage<T> refused(Code code, String message) {
    return CompletableFuture.failedStage(new LedgerException(code, message));
  }
}
