package io.quoin.devnet.chain;

import com.google.protobuf.ByteString;
import io.quoin.api.ledger.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Chain.Transaction.Result.contractResult;
import org.tron.trident.proto.Response.TransactionInfo;
import org.tron.trident.proto.Response.TransactionReturn.response_code;

/**
 * The chain. A transaction that is taken changes the newest state at once, as on a full node, and
 * waits for a block; blocks become solidified once enough of them lie above.
 *
 * <p>Safe for any number of threads. Nothing waits here.
 */
public final class SimulatedChain {

  /** Bytes of transactions that a block holds. */
  static final int BLOCK_BYTES = 2_000_000;

  private static final int TRANSACTION_BYTES = 500 * 1_024;
  private static final Duration LONGEST_LIFE = Duration.ofDays(1);
  private static final int REFERENCES = 1 << 16;

  private final Token token;
  private final long supply;
  private final Limits limits;
  private final long interval;
  private final long start;
  private final History history;
  private final Layer ground = Layer.ground();
  private final Deque<Layer> unsolidified = new ArrayDeque<>();
  private final Map<ByteString, Transaction> waiting = new LinkedHashMap<>();
  private Layer newest = ground.above();
  private long waitingBytes;
  private long latest;
  private int lag;
  private boolean held;

  /** What becomes of the transactions of blocks that a fork undoes. */
  public enum Fate {
    /** They wait for a block again, if they are still valid. */
    WAIT,
    /** Nobody on the other branch has heard of them. */
    VANISH
  }

  /**
   * A chain of one block.
   *
   * @param genesis what it begins with
   * @param interval between two blocks, 1 ms or more
   * @param lag how many blocks the solidified view is behind, 0 to 1000
   * @throws IllegalArgumentException if one of these is outside its range
   */
  public SimulatedChain(Genesis genesis, Duration interval, int lag) {
    this(genesis, interval, lag, Limits.USUAL);
  }

  SimulatedChain(Genesis genesis, Duration interval, int lag, Limits limits) {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("blocks are at least a millisecond apart: " + interval);
    }
    this.token = genesis.token();
    this.supply = genesis.supply();
    this.limits = limits;
    this.interval = interval.toMillis();
    this.start = genesis.time().toEpochMilli();
    this.latest = start;
    this.history = new History(SimulatedBlock.first(genesis), limits);
    lagBehind(lag);
    for (Genesis.Holding holding : genesis.holdings()) {
      ground.put(
          Account.empty(ByteString.copyFrom(holding.owner().bytes()), start)
              .plusSun(holding.sun())
              .plusTokens(holding.tokens())
              .permitting(holding.permissions()));
    }
  }

  /**
   * Takes a transaction, or doesn't.
   *
   * @param sent as it came
   * @throws Refusal if it is not taken; nothing has changed then
   */
  public synchronized void broadcast(Transaction sent) throws Refusal {
    if (isBusy()) {
      throw Refusal.busy();
    }
    Transaction transaction = sent.toBuilder().clearRet().build();
    if (transaction.getRawData().getContractCount() == 0) {
      throw Refusal.invalid("No contract!");
    }
    checkNotExpired(transaction);
    Action action = Action.of(transaction.getRawData().getContract(0));
    Authorization.check(transaction, action.owner(), newest);
    take(transaction);
  }

  private boolean isBusy() {
    return waiting.size() >= limits.waiting()
        || waitingBytes >= limits.waitingBytes()
        || ground.size() >= limits.accounts()
        || history.isFull();
  }

  private void checkNotExpired(Transaction transaction) throws Refusal {
    if (transaction.getRawData().getExpiration() < head().time() + interval) {
      throw Refusal.expired();
    }
  }

  /** Executes a transaction whose signatures are good on the newest state, and lets it wait. */
  private void take(Transaction transaction) throws Refusal {
    ByteString id = Hashes.sha256(transaction.getRawData());
    int contracts = transaction.getRawData().getContractCount();
    if (contracts != 1) {
      throw Refusal.invalid(
          "tx contract size should be exactly 1, this is extend feature ,actual :" + contracts);
    }
    checkReference(transaction);
    checkSize(transaction);
    if (transaction.getRawData().getExpiration() - head().time() > LONGEST_LIFE.toMillis()) {
      throw Refusal.expired();
    }
    if (waiting.containsKey(id) || history.knows(id)) {
      throw new Refusal(response_code.DUP_TRANSACTION_ERROR, "Dup transaction.");
    }
    Layer after = newest.above();
    new Execution(token, after, head()).of(transaction);
    after.merge();
    waiting.put(id, transaction);
    waitingBytes += transaction.getSerializedSize();
  }

  private void checkReference(Transaction transaction) throws Refusal {
    ByteString low = transaction.getRawData().getRefBlockBytes();
    ByteString hash = transaction.getRawData().getRefBlockHash();
    if (low.size() != Short.BYTES
        || referred(low.asReadOnlyByteBuffer().getShort())
            .filter(block -> block.reference().equals(hash))
            .isEmpty()) {
      throw new Refusal(response_code.TAPOS_ERROR, "Tapos check error.");
    }
  }

  /** The newest block whose number ends like that. */
  private Optional<SimulatedBlock> referred(short low) {
    long number = history.newest().number();
    return history.block(number - Math.floorMod(number - low, REFERENCES));
  }

  private static void checkSize(Transaction transaction) throws Refusal {
    int bytes = transaction.getSerializedSize() + 2 * Execution.RESULT_BYTES;
    if (bytes > TRANSACTION_BYTES) {
      throw new Refusal(
          response_code.TOO_BIG_TRANSACTION_ERROR,
          "Too big transaction with result, the size is " + bytes + " bytes");
    }
  }

  private Head head() {
    long time = history.newest().time();
    return new Head(time, (time - start) / Bandwidth.SLOT_MILLIS);
  }

  /**
   * Makes a block of what waits. What has become invalid is dropped, as a witness drops it.
   *
   * @param now its time, unless that is less than an interval after any block that was ever made
   * @return the block
   */
  public synchronized SimulatedBlock produce(Instant now) {
    latest = Math.max(now.toEpochMilli(), latest + interval);
    SimulatedBlock parent = history.newest();
    SimulatedBlock.Place place = new SimulatedBlock.Place(parent.number() + 1, latest, parent.id());
    Layer layer = tip().above();
    List<Transaction> included = new ArrayList<>();
    List<TransactionInfo> infos = new ArrayList<>();
    List<Transaction> left = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<ByteString, Transaction> each : waiting.entrySet()) {
      Transaction transaction = each.getValue();
      if (bytes + transaction.getSerializedSize() > BLOCK_BYTES) {
        left.add(transaction);
        continue;
      }
      Optional<Receipt> receipt = executed(transaction, layer);
      if (receipt.isPresent()) {
        bytes += transaction.getSerializedSize();
        included.add(successful(transaction));
        infos.add(receipt.get().in(place, each.getKey()));
      }
    }
    SimulatedBlock block = SimulatedBlock.of(place, included, infos);
    history.append(block);
    unsolidified.addLast(layer);
    solidify();
    history.forget(solidified());
    waitAgain(left);
    return block;
  }

  /** Executes a transaction in a block; empty if it can no longer be. */
  private Optional<Receipt> executed(Transaction transaction, Layer layer) {
    Layer after = layer.above();
    try {
      checkNotExpired(transaction);
      checkReference(transaction);
      Receipt receipt = new Execution(token, after, head()).of(transaction);
      after.merge();
      return Optional.of(receipt);
    } catch (Refusal dropped) {
      return Optional.empty();
    }
  }

  private static Transaction successful(Transaction transaction) {
    return transaction.toBuilder()
        .addRet(Transaction.Result.newBuilder().setContractRet(contractResult.SUCCESS))
        .build();
  }

  private Layer tip() {
    return unsolidified.isEmpty() ? ground : unsolidified.getLast();
  }

  private long solidified() {
    return history.newest().number() - unsolidified.size();
  }

  private void solidify() {
    int most = held ? limits.unsolidified() : lag;
    while (unsolidified.size() > most) {
      unsolidified.removeFirst().merge();
      if (!unsolidified.isEmpty()) {
        unsolidified.getFirst().layOn(ground);
      }
    }
  }

  /** Lets these, which were taken before, wait on the newest block, and nothing else. */
  private void waitAgain(List<Transaction> transactions) {
    waiting.clear();
    waitingBytes = 0;
    newest = tip().above();
    for (Transaction transaction : transactions) {
      try {
        checkNotExpired(transaction);
        take(transaction);
      } catch (Refusal dropped) {
        // Whoever sent it finds that it never comes, as on a real chain.
      }
    }
  }

  /**
   * Another branch wins: the newest blocks are undone. The next block made has another id than the
   * one before of its number.
   *
   * @param blocks how many, 0 or more; at most those that are not solidified are
   * @param fate what becomes of their transactions
   * @return how many were undone
   */
  public synchronized int fork(int blocks, Fate fate) {
    Deque<Transaction> again = new ArrayDeque<>(waiting.values());
    int undone = Math.min(blocks, unsolidified.size());
    for (int i = 0; i < undone; i++) {
      unsolidified.removeLast();
      List<Transaction> its = history.removeNewest().message().getTransactionsList();
      if (fate == Fate.WAIT) {
        for (int last = its.size() - 1; last >= 0; last--) {
          again.addFirst(its.get(last).toBuilder().clearRet().build());
        }
      }
    }
    waitAgain(List.copyOf(again));
    return undone;
  }

  /**
   * Sets how far the solidified view is behind, from the next block on. It never goes back.
   *
   * @param blocks 0 to 1000; about 19 on the main network
   * @throws IllegalArgumentException if it is outside that
   */
  public synchronized void lagBehind(int blocks) {
    if (blocks < 0 || blocks > limits.unsolidified()) {
      throw new IllegalArgumentException(
          "the solidified view is 0 to " + limits.unsolidified() + " blocks behind, not " + blocks);
    }
    lag = blocks;
  }

  /**
   * Holds the solidified view where it is, from the next block on; after 1000 blocks it follows
   * nevertheless.
   *
   * @param hold whether it stands still
   */
  public synchronized void holdSolidified(boolean hold) {
    held = hold;
  }

  /**
   * Changes who may sign for an account, at once and in every view; no fork undoes it that does not
   * undo the account.
   *
   * @param owner the account
   * @param permissions from now on
   * @throws IllegalArgumentException if no block has such an account
   */
  public synchronized void permit(Address owner, Permissions permissions) {
    ByteString address = ByteString.copyFrom(owner.bytes());
    if (tip().account(address).isEmpty()) {
      throw new IllegalArgumentException("no block has an account " + owner);
    }
    ground.permit(address, permissions);
    unsolidified.forEach(layer -> layer.permit(address, permissions));
    newest.permit(address, permissions);
  }

  /**
   * Adds up what all accounts have, in the newest state.
   *
   * @return tokens, coins, and what fees burnt
   */
  public synchronized Sums sums() {
    return newest.sums();
  }

  /**
   * What a full node shows: transactions that wait have changed accounts already.
   *
   * @return a view that follows the chain
   */
  public ChainView newest() {
    return new ChainView(this, false);
  }

  /**
   * What can no longer be undone.
   *
   * @return a view that follows the chain
   */
  public ChainView solid() {
    return new ChainView(this, true);
  }

  Token token() {
    return token;
  }

  long supply() {
    return supply;
  }

  synchronized SimulatedBlock head(boolean solid) {
    return solid ? history.block(solidified()).orElseThrow() : history.newest();
  }

  long slot(SimulatedBlock block) {
    return (block.time() - start) / Bandwidth.SLOT_MILLIS;
  }

  synchronized Optional<SimulatedBlock> block(long number, boolean solid) {
    return solid && number > solidified() ? Optional.empty() : history.block(number);
  }

  synchronized Optional<Account> account(ByteString address, boolean solid) {
    return (solid ? ground : newest).account(address);
  }

  synchronized Optional<Transaction> transaction(ByteString id, boolean solid) {
    Optional<Transaction> found = found(id, solid).map(History.Found::transaction);
    return found.isEmpty() && !solid
        ? Optional.ofNullable(waiting.get(id)).map(SimulatedChain::successful)
        : found;
  }

  synchronized Optional<TransactionInfo> info(ByteString id, boolean solid) {
    return found(id, solid).map(History.Found::info);
  }

  private Optional<History.Found> found(ByteString id, boolean solid) {
    return history
        .transaction(id)
        .filter(found -> !solid || found.block().number() <= solidified());
  }

  synchronized int waiting() {
    return waiting.size();
  }
}
