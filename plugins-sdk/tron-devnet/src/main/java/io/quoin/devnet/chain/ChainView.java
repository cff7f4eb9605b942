package io.quoin.devnet.chain;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Response.TransactionInfo;

/** What can be asked of a chain: of its newest state, or of what can no longer be undone. */
public final class ChainView {

  private final SimulatedChain chain;
  private final boolean solid;

  ChainView(SimulatedChain chain, boolean solid) {
    this.chain = chain;
    this.solid = solid;
  }

  /**
   * The newest block.
   *
   * @return there is always one
   */
  public SimulatedBlock head() {
    return chain.head(solid);
  }

  /**
   * The slot that bandwidth is counted in.
   *
   * @return slots of three seconds from the first block to the newest
   */
  public long slot() {
    return chain.slot(head());
  }

  /**
   * A block.
   *
   * @param number counted from 0
   * @return empty if there is none, or none any more
   */
  public Optional<SimulatedBlock> block(long number) {
    return chain.block(number, solid);
  }

  /**
   * An account.
   *
   * @param address 21 bytes
   * @return empty if there is none
   */
  public Optional<Account> account(ByteString address) {
    return chain.account(address, solid);
  }

  /**
   * A transaction.
   *
   * @param id 32 bytes
   * @return empty if there is none, or none any more
   */
  public Optional<Transaction> transaction(ByteString id) {
    return chain.transaction(id, solid);
  }

  /**
   * What became of a transaction in its block.
   *
   * @param id 32 bytes
   * @return empty if it is in no block, or none any more
   */
  public Optional<TransactionInfo> info(ByteString id) {
    return chain.info(id, solid);
  }

  /**
   * The token.
   *
   * @return the one there is
   */
  public Token token() {
    return chain.token();
  }

  /**
   * How much of the token there is.
   *
   * @return base units; always the same
   */
  public long supply() {
    return chain.supply();
  }
}
