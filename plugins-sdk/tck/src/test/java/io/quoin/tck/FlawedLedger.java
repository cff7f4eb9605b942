package io.quoin.tck;

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
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A ledger in memory, where all is final at once and signatures are addresses; one thing is wrong.
 */
final class FlawedLedger implements TokenLedger {

  /** What. */
  enum Flaw {
    NONE,
    FORGETS_TRANSFERS,
    PAYS_AGAIN,
    SENDS_WHAT_IS_PREPARED,
    NAMES_BY_CHANCE,
    NAMES_NO_BYTES,
    LENDS,
    BELIEVES_ANYBODY,
    TAKES_WHAT_HAS_EXPIRED,
    CALLS_ALL_IMPOSSIBLE,
    CALLS_NOTHING_IMPOSSIBLE,
    CALLS_THE_PAST_IMPOSSIBLE,
    KNOWS_EVERYBODY,
    REFUSES_UNTYPED,
    DOES_NOT_ANSWER
  }

  static final Address PAYER = address(1);
  static final Address PAYEE = address(2);
  static final Address STRANGER = address(3);

  private final Flaw flaw;
  private final Map<Address, Long> balances = new HashMap<>(Map.of(PAYER, 1000L, PAYEE, 0L));
  private final Map<TransferId, PreparedTransfer> taken = new HashMap<>();
  private int prepared;
  Instant now = Instant.parse("2030-01-01T00:00:00Z");

  FlawedLedger(Flaw flaw) {
    this.flaw = flaw;
  }

  private static Address address(int number) {
    return Address.of(
        ByteBuffer.allocate(Address.BYTES).put(Address.PREFIX).putInt(number).array());
  }

  static Signature by(Address signer) {
    return Signature.of(ByteBuffer.allocate(Signature.BYTES).put(signer.bytes()).array());
  }

  private boolean is(Flaw other) {
    return flaw == other;
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedStage(value);
  }

  private CompletionStage<Void> refused(Code code) {
    return CompletableFuture.failedStage(
        is(Flaw.REFUSES_UNTYPED)
            ? new IllegalStateException(code.name())
            : new LedgerException(code, code.name()));
  }

  @Override
  public NetId net() {
    return new NetId(1);
  }

  @Override
  public TokenFacts token() {
    return new TokenFacts(new TokenId(7), "test", 6);
  }

  @Override
  public CompletionStage<Long> balance(Address owner) {
    return is(Flaw.DOES_NOT_ANSWER)
        ? new CompletableFuture<>()
        : done(balances.getOrDefault(owner, 0L));
  }

  @Override
  public CompletionStage<LedgerHead> head() {
    return done(new LedgerHead(1, now));
  }

  @Override
  public CompletionStage<Boolean> activated(Address owner) {
    return done(is(Flaw.KNOWS_EVERYBODY) || balances.containsKey(owner));
  }

  @Override
  public CompletionStage<Boolean> maySpend(Address owner, Address signer) {
    return done(owner.equals(signer));
  }

  @Override
  public CompletionStage<PreparedTransfer> prepare(TransferOrder order) {
    byte[] raw = raw(order);
    byte[] named = is(Flaw.NAMES_NO_BYTES) ? new byte[1] : raw;
    TransferId id = new TransferId(Digest.of(sha256(named)));
    PreparedTransfer transfer = new PreparedTransfer(id, order, ByteBuffer.wrap(raw));
    if (is(Flaw.SENDS_WHAT_IS_PREPARED)) {
      execute(transfer);
    }
    return done(transfer);
  }

  private byte[] raw(TransferOrder order) {
    return ByteBuffer.allocate(128)
        .put(order.from().bytes())
        .put(order.to().bytes())
        .putLong(order.amount())
        .putLong(order.timestamp().toEpochMilli())
        .putLong(order.expiration().toEpochMilli())
        .putInt(is(Flaw.NAMES_BY_CHANCE) ? prepared++ : 0)
        .array();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public CompletionStage<Void> submit(PreparedTransfer transfer, Signature signature) {
    TransferOrder order = transfer.order();
    if (!is(Flaw.BELIEVES_ANYBODY) && !signature.equals(by(order.signer()))) {
      return refused(Code.BAD_SIGNATURE);
    }
    if (!is(Flaw.PAYS_AGAIN) && taken.containsKey(transfer.id())) {
      return refused(Code.DUPLICATE);
    }
    if (!is(Flaw.TAKES_WHAT_HAS_EXPIRED) && !order.expiration().isAfter(now)) {
      return refused(Code.EXPIRED);
    }
    if (!is(Flaw.LENDS) && balances.get(order.from()) < order.amount()) {
      return refused(Code.INSUFFICIENT_BALANCE);
    }
    execute(transfer);
    return done(null);
  }

  private void execute(PreparedTransfer transfer) {
    TransferOrder order = transfer.order();
    taken.put(transfer.id(), transfer);
    balances.merge(order.from(), -order.amount(), Long::sum);
    balances.merge(order.to(), order.amount(), Long::sum);
  }

  @Override
  public CompletionStage<Optional<TransferFacts>> transfer(TransferId id) {
    return done(
        Optional.ofNullable(taken.get(id))
            .filter(found -> !is(Flaw.FORGETS_TRANSFERS))
            .map(PreparedTransfer::order)
            .map(
                order ->
                    new TransferFacts(
                        id, order.from(), order.to(), token().id(), order.amount(), true)));
  }

  @Override
  public CompletionStage<Boolean> impossible(TransferId id, Instant expiration) {
    boolean over = !expiration.isAfter(now);
    return done(
        is(Flaw.CALLS_ALL_IMPOSSIBLE)
            || (is(Flaw.CALLS_THE_PAST_IMPOSSIBLE) && over)
            || (!is(Flaw.CALLS_NOTHING_IMPOSSIBLE) && over && !taken.containsKey(id)));
  }

  @Override
  public CompletionStage<Integer> freeTransfers(Address owner) {
    return done(1);
  }

  @Override
  public CompletionStage<Long> fee(Address from, Address to) {
    return done(0L);
  }
}
