package io.quoin.protocol.swarm;

import io.quoin.api.pieces.BlockSlot;
import io.quoin.metainfo.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A piece that is begun: which of its blocks are free, asked for, and there. */
final class PartialPiece {
  final int piece;
  final int blocks;

  private final int length;
  private final BlockRequest[] requests;
  private final Peer[] suppliers;
  private final long[] receivedAt;
  private int free;
  private int filled;
  private int lowestFree;
  private final boolean exclusive;
  private Peer owner;

  /**
   * A piece of which nothing is there.
   *
   * @param exclusive whether all of it must come from one peer, so that it is known whom to blame
   */
  PartialPiece(int piece, int length, boolean exclusive) {
    this.exclusive = exclusive;
    this.piece = piece;
    this.length = length;
    this.blocks = (length + Layout.BLOCK - 1) / Layout.BLOCK;
    this.requests = new BlockRequest[blocks];
    this.suppliers = new Peer[blocks];
    this.receivedAt = new long[blocks];
    this.free = blocks;
  }

  boolean hasFree() {
    return free > 0;
  }

  boolean full() {
    return filled == blocks;
  }

  /** No block is asked for or there. */
  boolean untouched() {
    return free == blocks;
  }

  boolean exclusive() {
    return exclusive;
  }

  boolean unowned() {
    return owner == null;
  }

  boolean ownedBy(Peer peer) {
    return owner == peer;
  }

  /** Leaves the piece to a peer, or to nobody. */
  void own(Peer peer) {
    owner = peer;
  }

  /**
   * Whether the peer may go on with it.
   *
   * @param evenIfOwned although it is left to another peer
   */
  boolean opensTo(Peer peer, boolean evenIfOwned) {
    return owner == null || owner == peer || (evenIfOwned && !exclusive && !reserved());
  }

  /** Whether the incentive says that nobody else is to fill it. */
  private boolean reserved() {
    return owner.share().wholePieces();
  }

  /** Whether nothing of it is or will be anybody else's. */
  boolean onlyOf(Peer peer) {
    for (int block = 0; block < blocks; block++) {
      boolean foreign = suppliers[block] != null && suppliers[block] != peer;
      for (BlockRequest r = requests[block]; r != null; r = r.next) {
        foreign |= r.peer != peer;
      }
      if (foreign) {
        return false;
      }
    }
    return true;
  }

  int begin(int block) {
    return block * Layout.BLOCK;
  }

  int length(int block) {
    return Math.min(Layout.BLOCK, length - begin(block));
  }

  /** The lowest block that is neither asked for nor there. */
  int firstFree() {
    while (requests[lowestFree] != null || suppliers[lowestFree] != null) {
      lowestFree++;
    }
    return lowestFree;
  }

  /** Notes a request for a block; the first one for it brings its slot. */
  void requested(BlockRequest request, BlockSlot slot) {
    request.slot = slot;
    free--;
    requests[request.block] = request;
  }

  /** Notes one more request for a block that another peer was asked for. */
  void requestedAgain(BlockRequest request) {
    request.next = requests[request.block];
    request.slot = request.next.slot;
    requests[request.block] = request;
  }

  /** How many peers were asked for the block and have not sent it. */
  private int copies(int block) {
    int copies = 0;
    for (BlockRequest r = requests[block]; r != null; r = r.next) {
      copies++;
    }
    return copies;
  }

  /** Whether this peer was asked for the block. */
  private boolean asked(int block, Peer peer) {
    for (BlockRequest r = requests[block]; r != null; r = r.next) {
      if (r.peer == peer) {
        return true;
      }
    }
    return false;
  }

  /**
   * The last block that one other peer was asked for, or -1: the one that it will be longest about.
   */
  int lastMissingFrom(Peer peer) {
    for (int block = blocks - 1; block >= 0; block--) {
      if (requests[block] != null && copies(block) == 1 && !asked(block, peer)) {
        return block;
      }
    }
    return -1;
  }

  /** Whether the block that begins there has arrived. */
  boolean isThere(int begin) {
    int block = begin / Layout.BLOCK;
    return block >= 0 && block < blocks && suppliers[block] != null;
  }

  long filledBytes() {
    long bytes = 0;
    for (int block = 0; block < blocks; block++) {
      bytes += suppliers[block] == null ? 0 : length(block);
    }
    return bytes;
  }

  /** Whether no other request's bytes are going to the block's place. */
  boolean claimDirect(BlockRequest request) {
    for (BlockRequest r = requests[request.block]; r != null; r = r.next) {
      if (r != request && r.direct()) {
        return false;
      }
    }
    return true;
  }

  /** A request comes to nothing. With the last one for its block the block is free again. */
  void abandoned(BlockRequest request) {
    request.revoke();
    unlink(request);
    if (requests[request.block] == null) {
      request.slot.release();
      free++;
      lowestFree = Math.min(lowestFree, request.block);
    }
  }

  /**
   * The request's bytes are there.
   *
   * @return the other requests for the same block, linked by {@code next}; their bytes are skipped
   *     from now on
   */
  Optional<BlockRequest> filled(BlockRequest request) {
    unlink(request);
    request.settle();
    BlockRequest others = requests[request.block];
    for (BlockRequest r = others; r != null; r = r.next) {
      r.revoke();
    }
    requests[request.block] = null;
    suppliers[request.block] = request.peer;
    receivedAt[request.block] = request.peer.counts().received() - request.length;
    request.slot.filled();
    filled++;
    return Optional.ofNullable(others);
  }

  /** A block that was there turned out wrong and is free again. */
  void spoiled(int block) {
    suppliers[block] = null;
    filled--;
    free++;
    lowestFree = Math.min(lowestFree, block);
  }

  /** The first of the peer's bytes, as it sent them, from this one on that is here; else more. */
  long firstFrom(Peer peer, long from) {
    long first = Long.MAX_VALUE;
    for (int block = 0; block < blocks; block++) {
      if (suppliers[block] == peer && receivedAt[block] >= from) {
        first = Math.min(first, receivedAt[block]);
      }
    }
    return first;
  }

  /** Who sent each block; empty places for blocks that are not there. */
  List<Peer> suppliers() {
    return Arrays.asList(suppliers.clone());
  }

  private void unlink(BlockRequest request) {
    BlockRequest r = requests[request.block];
    if (r == request) {
      requests[request.block] = request.next;
    } else {
      while (r.next != request) {
        r = r.next;
      }
      r.next = request.next;
    }
    request.next = null;
  }
}
