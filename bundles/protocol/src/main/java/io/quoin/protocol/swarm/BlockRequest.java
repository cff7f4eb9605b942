package io.quoin.protocol.swarm;

import io.quoin.api.pieces.BlockSlot;
import java.nio.ByteBuffer;

/** A block asked of a peer, and the place its bytes go to. */
final class BlockRequest implements Slot {
  final Peer peer;
  final PartialPiece partial;
  final int piece;
  final int block;
  final int begin;
  final int length;
  final long sentAt;

  /** Where the block's bytes go; the same for all requests for it. */
  BlockSlot slot;

  /** The next request for the same block, to another peer. */
  BlockRequest next;

  /** The peer's request before this one, as long as it is in its queue. */
  BlockRequest before;

  /** The peer's request after this one, as long as it is in its queue. */
  BlockRequest after;

  private boolean revoked;
  private boolean direct;
  private ByteBuffer scratch;

  BlockRequest(Peer peer, PartialPiece partial, int block, int begin, int length, long sentAt) {
    this.peer = peer;
    this.partial = partial;
    this.piece = partial.piece;
    this.block = block;
    this.begin = begin;
    this.length = length;
    this.sentAt = sentAt;
  }

  boolean is(int otherPiece, int otherBegin, int otherLength) {
    return piece == otherPiece && begin == otherBegin && length == otherLength;
  }

  /** The first copy on the wire goes straight to the store's memory, a second one beside it. */
  @Override
  public ByteBuffer place() {
    if (partial.claimDirect(this)) {
      direct = true;
      return slot.buffer();
    }
    scratch = ByteBuffer.allocate(length);
    return scratch.duplicate();
  }

  @Override
  public boolean revoked() {
    return revoked;
  }

  void revoke() {
    revoked = true;
    direct = false;
  }

  boolean direct() {
    return direct;
  }

  /** Puts bytes that were taken beside the store's memory where they belong. */
  void settle() {
    if (scratch != null) {
      slot.buffer().put(scratch);
      scratch = null;
    }
  }
}
