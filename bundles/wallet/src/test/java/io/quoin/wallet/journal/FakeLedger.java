package io.quoin.wallet.journal;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.LedgerException.Code;
import io.quoin.api.ledger.LedgerHead;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.ledger.TransferOrder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A ledger that can be made to lose answers, to refuse and to forget. */
final class FakeLedger implements TokenLedger {

  static final Duration FINALITY = Duration.ofSeconds(57);

  /** What happens to the next transfers. */
  enum Mood {
    TAKES,
    TAKES_AND_LOSES_THE_ANSWER,
    CANNOT_BE_REACHED,
    REFUSES
  }

  private record Taken(TransferFacts facts, Instant at) {}

  private final InstantSource clock;
  private final NetId net;
  private final Map<TransferId, Taken> transfers = new LinkedHashMap<>();
  private final Map<Address, Long> paid = new HashMap<>();
  private Mood mood = Mood.TAKES;
  private boolean hot;

  FakeLedger(InstantSource clock) {
    this(clock, new NetId(7));
  }

  FakeLedger(InstantSource clock, NetId net) {
    this.clock = clock;
    this.net = net;
  }

  void mood(Mood mood) {
    this.mood = mood;
  }

  /** Whether keys can do nothing but transfer tokens. */
  void hot(boolean isHot) {
    hot = isHot;
  }

  /** What an address has been paid, by all transfers that were taken and not forgotten. */
  long paid(Address payee) {
    return paid.getOrDefault(payee, 0L);
  }

  int transfers() {
    return transfers.size();
  }

  /** A fork: what was taken and is not final never happened. */
  void forget(TransferId id) {
    TransferFacts facts = transfers.remove(id).facts();
    paid.merge(facts.to(), -facts.amount(), Long::sum);
  }

  TransferId pay(Address from, Address to, TokenId token, long amount) {
    TransferId id = id(ByteBuffer.allocate(8).putLong(transfers.size()).flip());
    take(new TransferFacts(id, from, to, token, amount, false));
    return id;
  }

  /** A payment long final, made only once. */
  TransferId payOnce(Address from, Address to, long amount) {
    TransferId id = id(ByteBuffer.wrap(from.toByteArray()));
    if (!transfers.containsKey(id)) {
      take(new TransferFacts(id, from, to, token().id(), amount, false));
      transfers.put(id, new Taken(transfers.get(id).facts(), Instant.EPOCH));
    }
    return id;
  }

  private void take(TransferFacts facts) {
    transfers.put(facts.id(), new Taken(facts, clock.instant()));
    paid.merge(facts.to(), facts.amount(), Long::sum);
  }

  private static TransferId id(ByteBuffer raw) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(raw);
      return new TransferId(Digest.of(sha256.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private boolean reachable() {
    return mood != Mood.CANNOT_BE_REACHED;
  }

  private static <T> CompletionStage<T> refused(Code code) {
    return CompletableFuture.failedStage(new LedgerException(code, "on purpose: " + code));
  }

  @Override
  public NetId net() {
    return net;
  }

  @Override
  public TokenFacts token() {
    return new TokenFacts(new TokenId(1_002_000), "test", 6);
  }

  @Override
  public CompletionStage<Long> balance(Address owner) {
    return CompletableFuture.completedStage(paid(owner));
  }

  @Override
  public CompletionStage<LedgerHead> head() {
    return CompletableFuture.completedStage(new LedgerHead(0, clock.instant().minus(FINALITY)));
  }

  @Override
  public CompletionStage<Boolean> activated(Address owner) {
    return CompletableFuture.completedStage(true);
  }

  @Override
  public CompletionStage<Boolean> maySpend(Address owner, Address signer) {
    return CompletableFuture.completedStage(owner.equals(signer));
  }

  @Override
  public CompletionStage<Boolean> transfersOnly(Address owner, Address signer) {
    return reachable() ? CompletableFuture.completedStage(hot) : refused(Code.UNAVAILABLE);
  }

  @Override
  public CompletionStage<PreparedTransfer> prepare(TransferOrder order) {
    if (!reachable()) {
      return refused(Code.UNAVAILABLE);
    }
    ByteBuffer raw =
        ByteBuffer.allocate(66)
            .put(order.from().bytes())
            .put(order.to().bytes())
            .putLong(order.amount())
            .putLong(order.timestamp().toEpochMilli())
            .putLong(order.expiration().toEpochMilli())
            .flip();
    return CompletableFuture.completedStage(new PreparedTransfer(id(raw.duplicate()), order, raw));
  }

  @Override
  public CompletionStage<Void> submit(PreparedTransfer transfer, Signature signature) {
    if (!signature.equals(FakeWallet.signature(transfer.id().digest()))) {
      return refused(Code.BAD_SIGNATURE);
    }
    if (!reachable()) {
      return refused(Code.UNAVAILABLE);
    }
    if (mood == Mood.REFUSES) {
      return refused(Code.INSUFFICIENT_BALANCE);
    }
    if (transfers.containsKey(transfer.id())) {
      return refused(Code.DUPLICATE);
    }
    TransferOrder order = transfer.order();
    if (!clock.instant().isBefore(order.expiration())) {
      return refused(Code.EXPIRED);
    }
    take(
        new TransferFacts(
            transfer.id(), order.from(), order.to(), token().id(), order.amount(), false));
    return mood == Mood.TAKES_AND_LOSES_THE_ANSWER
        ? refused(Code.UNAVAILABLE)
        : CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Optional<TransferFacts>> transfer(TransferId id) {
    if (!reachable()) {
      return refused(Code.UNAVAILABLE);
    }
    return CompletableFuture.completedStage(
        Optional.ofNullable(transfers.get(id)).map(this::facts));
  }

  private TransferFacts facts(Taken taken) {
    TransferFacts facts = taken.facts();
    boolean isFinal = !clock.instant().isBefore(taken.at().plus(FINALITY));
    return new TransferFacts(
        facts.id(), facts.from(), facts.to(), facts.token(), facts.amount(), isFinal);
  }

  @Override
  public CompletionStage<Boolean> impossible(TransferId id, Instant expiration) {
    if (!reachable()) {
      return refused(Code.UNAVAILABLE);
    }
    boolean over = !clock.instant().minus(FINALITY).isBefore(expiration);
    return CompletableFuture.completedStage(over && !transfers.containsKey(id));
  }

  @Override
  public CompletionStage<Integer> freeTransfers(Address owner) {
    return CompletableFuture.completedStage(2);
  }

  @Override
  public CompletionStage<Long> fee(Address from, Address to) {
    return CompletableFuture.completedStage(0L);
  }
}
