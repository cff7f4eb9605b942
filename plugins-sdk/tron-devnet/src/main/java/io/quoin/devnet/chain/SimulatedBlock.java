package io.quoin.devnet.chain;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.List;
import org.tron.trident.proto.Chain.Block;
import org.tron.trident.proto.Chain.BlockHeader;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Response.TransactionInfo;

/**
 * A block. No witness has signed it: who is named as its producer says that it is simulated.
 *
 * @param id 32 bytes: the number, then the rest of the SHA-256 of the header
 * @param message as nodes send it
 * @param infos what became of each of its transactions
 */
public record SimulatedBlock(ByteString id, Block message, List<TransactionInfo> infos) {

  /** What stands in place of a witness: 21 bytes that anybody can read. */
  public static final ByteString PRODUCER = ByteString.copyFromUtf8("Asimulator, not TRON!");

  private static final ByteString MOTTO =
      ByteString.copyFromUtf8("A simulator of a TRON node: nothing of this is on TRON");
  private static final int VERSION = 32;

  /** Copies the list. */
  public SimulatedBlock {
    infos = List.copyOf(infos);
  }

  /**
   * Where a block comes.
   *
   * @param number counted from 0
   * @param time in milliseconds
   * @param parent the id of the block before
   */
  record Place(long number, long time, ByteString parent) {}

  /**
   * The first block. Its id, which names the network, depends on everything that it begins with.
   */
  static SimulatedBlock first(Genesis genesis) {
    ByteString content = Hashes.sha256(ByteString.copyFromUtf8(genesis.summary()));
    return of(
        BlockHeader.raw
            .newBuilder()
            .setTimestamp(genesis.time().toEpochMilli())
            .setParentHash(content)
            .setWitnessAddress(MOTTO),
        List.of(),
        List.of());
  }

  static SimulatedBlock of(
      Place place, List<Transaction> transactions, List<TransactionInfo> infos) {
    return of(
        BlockHeader.raw
            .newBuilder()
            .setTimestamp(place.time())
            .setNumber(place.number())
            .setParentHash(place.parent())
            .setTxTrieRoot(Hashes.root(transactions))
            .setWitnessAddress(PRODUCER)
            .setVersion(VERSION),
        transactions,
        infos);
  }

  private static SimulatedBlock of(
      BlockHeader.raw.Builder raw, List<Transaction> transactions, List<TransactionInfo> infos) {
    BlockHeader header = BlockHeader.newBuilder().setRawData(raw).build();
    ByteString number =
        ByteString.copyFrom(
            ByteBuffer.allocate(Long.BYTES).putLong(header.getRawData().getNumber()).flip());
    return new SimulatedBlock(
        number.concat(Hashes.sha256(header.getRawData()).substring(Long.BYTES)),
        Block.newBuilder().setBlockHeader(header).addAllTransactions(transactions).build(),
        infos);
  }

  /**
   * Where it stands in the chain.
   *
   * @return counted from 0
   */
  public long number() {
    return message.getBlockHeader().getRawData().getNumber();
  }

  /**
   * When it was made.
   *
   * @return milliseconds since 1970
   */
  public long time() {
    return message.getBlockHeader().getRawData().getTimestamp();
  }

  /** The eight bytes by which transactions prove that they mean this block. */
  ByteString reference() {
    return id.substring(Long.BYTES, 2 * Long.BYTES);
  }
}
