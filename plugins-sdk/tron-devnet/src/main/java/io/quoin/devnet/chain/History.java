package io.quoin.devnet.chain;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Response.TransactionInfo;

/**
 * The newest blocks, as many as transactions can refer to, and the first one. Older ones are
 * forgotten with their transactions; only that a transaction was taken is known until it expires.
 */
final class History {

  /** As many as two bytes tell apart. */
  static final int MOST_BLOCKS = 1 << 16;

  private final Limits limits;
  private final SimulatedBlock first;
  private final NavigableMap<Long, SimulatedBlock> blocks = new TreeMap<>();
  private final Map<ByteString, Found> transactions = new HashMap<>();
  private final Map<ByteString, Long> forgotten = new HashMap<>();
  private long bytes;

  /**
   * A transaction of the chain.
   *
   * @param block that has it
   * @param index its place there
   */
  record Found(SimulatedBlock block, int index) {
    Transaction transaction() {
      return block.message().getTransactions(index);
    }

    TransactionInfo info() {
      return block.infos().get(index);
    }
  }

  History(SimulatedBlock first, Limits limits) {
    this.first = first;
    this.limits = limits;
    blocks.put(first.number(), first);
  }

  SimulatedBlock newest() {
    return blocks.lastEntry().getValue();
  }

  Optional<SimulatedBlock> block(long number) {
    return Optional.ofNullable(number == first.number() ? first : blocks.get(number));
  }

  Optional<Found> transaction(ByteString id) {
    return Optional.ofNullable(transactions.get(id));
  }

  /** Whether it was taken, and has not expired since. */
  boolean knows(ByteString id) {
    return transactions.containsKey(id) || forgotten.containsKey(id);
  }

  /** Whether nothing more may be taken before something is forgotten. */
  boolean isFull() {
    return bytes >= limits.historyBytes() || forgotten.size() >= limits.forgotten();
  }

  void append(SimulatedBlock block) {
    blocks.put(block.number(), block);
    bytes += block.message().getSerializedSize();
    for (int index = 0; index < block.infos().size(); index++) {
      transactions.put(block.infos().get(index).getId(), new Found(block, index));
    }
  }

  SimulatedBlock removeNewest() {
    return remove(blocks.lastKey());
  }

  private SimulatedBlock remove(long number) {
    SimulatedBlock block = blocks.remove(number);
    bytes -= block.message().getSerializedSize();
    block.infos().forEach(info -> transactions.remove(info.getId()));
    return block;
  }

  /** Forgets the oldest blocks, but none that a fork may still undo. */
  void forget(long solidified) {
    long now = newest().time();
    forgotten.values().removeIf(expiration -> expiration <= now);
    while (isTooMuch() && blocks.firstKey() < solidified) {
      SimulatedBlock oldest = remove(blocks.firstKey());
      for (int index = 0; index < oldest.infos().size(); index++) {
        long expiration = oldest.message().getTransactions(index).getRawData().getExpiration();
        if (expiration > now) {
          forgotten.put(oldest.infos().get(index).getId(), expiration);
        }
      }
    }
  }

  /** Space for one more block is always kept, so that it is never full for long. */
  private boolean isTooMuch() {
    return blocks.size() > MOST_BLOCKS
        || bytes > limits.historyBytes() - SimulatedChain.BLOCK_BYTES;
  }
}
