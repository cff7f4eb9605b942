package io.quoin.testbed.money;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.LedgerException;
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
import io.quoin.testbed.Testbed;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One token of one network in memory. Transfers become final after a while; some a day are free.
 * Answers come after a tenth of a second. What is final always adds up to what was given out.
 */
public final class VirtualLedger implements TokenLedger {
  private static final Duration ANSWER = Duration.ofMillis(100);
  private static final NetId NET = new NetId(0x7465737462656421L);
  private static final TokenFacts TOKEN = new TokenFacts(new TokenId(1), "Test", 6);
  private static final long FEE = 280_000;

  private final Testbed testbed;
  private final Duration finality;
  private final int freeADay;
  private final Map<Address, Long> available = new LinkedHashMap<>();
  private final Map<Address, Long> balances = new LinkedHashMap<>();
  private final Map<TransferId, TransferFacts> transfers = new LinkedHashMap<>();
  private final Map<Address, Map<Long, Integer>> made = new HashMap<>();
  private long fees;

  /**
   * An empty ledger.
   *
   * @param testbed whose time it has
   * @param finality from a transfer to when it can no longer be undone
   * @param freeADay transfers of an account without a fee
   */
  public VirtualLedger(Testbed testbed, Duration finality, int freeADay) {
    this.testbed = testbed;
    this.finality = finality;
    this.freeADay = freeADay;
  }

  // --- for those who drive it ---

  /**
   * Gives tokens out.
   *
   * @param owner to whom; its account exists from now on
   * @param amount base units, 0 or more
   */
  public void give(Address owner, long amount) {
    available.merge(owner, amount, Long::sum);
    balances.merge(owner, amount, Long::sum);
  }

  /**
   * What an account finally has.
   *
   * @param owner whose
   * @return base units
   */
  public long finalBalance(Address owner) {
    return balances.getOrDefault(owner, 0L);
  }

  /**
   * What all accounts finally have.
   *
   * @return base units; never changes but by {@link #give}
   */
  public long total() {
    return balances.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * What transfers have cost beyond the free ones.
   *
   * @return in the network's own coin
   */
  public long fees() {
    return fees;
  }

  /**
   * How many transfers there were.
   *
   * @return final ones and others
   */
  public int transfers() {
    return transfers.size();
  }

  // --- the service ---

  private <T> CompletionStage<T> answer(T value) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    testbed.at(testbed.now().plus(ANSWER), () -> answer.complete(value));
    return answer;
  }

  private <T> CompletionStage<T> refuse(LedgerException.Code code, String message) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    testbed.at(
        testbed.now().plus(ANSWER),
        () -> answer.completeExceptionally(new LedgerException(code, message)));
    return answer;
  }

  private Instant now() {
    return testbed.clock().instant();
  }

  @Override
  public NetId net() {
    return NET;
  }

  @Override
  public TokenFacts token() {
    return TOKEN;
  }

  @Override
  public CompletionStage<Long> balance(Address owner) {
    return answer(Math.min(finalBalance(owner), available.getOrDefault(owner, 0L)));
  }

  @Override
  public CompletionStage<LedgerHead> head() {
    return answer(new LedgerHead(now().getEpochSecond() / 3, now().minus(finality)));
  }

  @Override
  public CompletionStage<Boolean> activated(Address owner) {
    return answer(balances.containsKey(owner));
  }

  @Override
  public CompletionStage<Boolean> maySpend(Address owner, Address signer) {
    return answer(owner.equals(signer));
  }

  @Override
  public CompletionStage<Boolean> transfersOnly(Address owner, Address signer) {
    return maySpend(owner, signer);
  }

  @Override
  public CompletionStage<PreparedTransfer> prepare(TransferOrder order) {
    ByteBuffer raw = ByteBuffer.allocate(3 * Address.BYTES + 3 * Long.BYTES);
    raw.put(order.from().bytes()).put(order.signer().bytes()).put(order.to().bytes());
    raw.putLong(order.amount()).putLong(order.timestamp().toEpochMilli());
    raw.putLong(order.expiration().toEpochMilli()).flip();
    TransferId id = new TransferId(Digest.of(StandInWallet.sum(raw)));
    return answer(new PreparedTransfer(id, order, raw));
  }

  @Override
  public CompletionStage<Void> submit(PreparedTransfer transfer, Signature signature) {
    TransferOrder order = transfer.order();
    if (transfers.containsKey(transfer.id())) {
      return refuse(LedgerException.Code.DUPLICATE, "the transfer was taken before");
    }
    if (!now().isBefore(order.expiration())) {
      return refuse(LedgerException.Code.EXPIRED, "the transfer has expired");
    }
    long has = available.getOrDefault(order.from(), 0L);
    if (has < order.amount()) {
      return refuse(LedgerException.Code.INSUFFICIENT_BALANCE, order.from() + " has only " + has);
    }
    available.put(order.from(), has - order.amount());
    available.merge(order.to(), order.amount(), Long::sum);
    transfers.put(transfer.id(), facts(transfer, false));
    payFee(order.from());
    testbed.at(testbed.now().plus(finality), () -> finish(transfer));
    return answer(null);
  }

  private static TransferFacts facts(PreparedTransfer transfer, boolean isFinal) {
    TransferOrder order = transfer.order();
    return new TransferFacts(
        transfer.id(), order.from(), order.to(), TOKEN.id(), order.amount(), isFinal);
  }

  private void finish(PreparedTransfer transfer) {
    transfers.put(transfer.id(), facts(transfer, true));
    balances.merge(transfer.order().from(), -transfer.order().amount(), Long::sum);
    balances.merge(transfer.order().to(), transfer.order().amount(), Long::sum);
  }

  private long today() {
    return now().getEpochSecond() / 86_400;
  }

  private void payFee(Address payer) {
    int before = made.computeIfAbsent(payer, p -> new HashMap<>()).merge(today(), 1, Integer::sum);
    fees += before > freeADay ? FEE : 0;
  }

  @Override
  public CompletionStage<Optional<TransferFacts>> transfer(TransferId id) {
    return answer(Optional.ofNullable(transfers.get(id)));
  }

  @Override
  public CompletionStage<Boolean> impossible(TransferId id, Instant expiration) {
    return answer(!now().isBefore(expiration) && !transfers.containsKey(id));
  }

  @Override
  public CompletionStage<Integer> freeTransfers(Address owner) {
    int today = made.getOrDefault(owner, Map.of()).getOrDefault(today(), 0);
    return answer(Math.max(0, freeADay - today));
  }

  @Override
  public CompletionStage<Long> fee(Address from, Address to) {
    return answer(FEE);
  }
}
