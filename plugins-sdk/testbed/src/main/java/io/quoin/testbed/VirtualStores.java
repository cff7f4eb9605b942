package io.quoin.testbed;

import io.quoin.api.lease.Lease;
import io.quoin.api.pieces.BlockDigest;
import io.quoin.api.pieces.BlockSlot;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.pieces.PieceFailure;
import io.quoin.api.pieces.PieceStore;
import io.quoin.api.pieces.PieceStoreEvents;
import io.quoin.api.pieces.PieceStores;
import io.quoin.api.pieces.StoreOrder;
import io.quoin.metainfo.Layout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Storage without bytes: a piece is right if all its blocks have arrived and none was spoiled.
 * Memory is never short, reading and writing take no time.
 */
final class VirtualStores implements PieceStores {
  private static final Optional<Lease> NO_BYTES = Optional.of(new Virtual());

  private final BooleanSupplier spoiledArrives;
  private final Watch watch;

  /** Sees what is stored. */
  interface Watch {
    /** A block that was asked for is there. */
    void filled();

    /** A piece is verified. */
    void verified(int piece);
  }

  /**
   * Storage of one peer.
   *
   * @param spoiledArrives whether the block that is arriving has wrong bytes
   */
  VirtualStores(BooleanSupplier spoiledArrives, Watch watch) {
    this.spoiledArrives = spoiledArrives;
    this.watch = watch;
  }

  @Override
  public Opening open(StoreOrder order, Executor loop, PieceStoreEvents events) {
    Store store = new Store(order, loop, events);
    loop.execute(store::opened);
    return () -> store.closed = true;
  }

  private final class Store implements PieceStore {
    private final Layout layout;
    private final Executor loop;
    private final PieceStoreEvents events;
    private final BitSet verified = new BitSet();
    private final int[] filled;
    private final Map<Integer, BitSet> spoiled = new HashMap<>();
    private final BitSet failedBefore = new BitSet();
    private int attempts;
    private boolean closed;

    Store(StoreOrder order, Executor loop, PieceStoreEvents events) {
      this.layout = order.metainfo().layout();
      this.loop = loop;
      this.events = events;
      this.filled = new int[layout.pieceCount()];
      if (order.mode() == OpenMode.TRUST) {
        verified.set(0, layout.pieceCount());
      }
    }

    void opened() {
      if (!closed) {
        events.opened(this, (BitSet) verified.clone());
        completeIfAll();
      }
    }

    @Override
    public Optional<BlockSlot> reserve(int piece, int begin, int length) {
      return Optional.of(new Reserved(this, piece, begin / Layout.BLOCK));
    }

    void filled(int piece, int block) {
      if (closed) {
        return;
      }
      watch.filled();
      if (spoiledArrives.getAsBoolean()) {
        spoiled.computeIfAbsent(piece, p -> new BitSet()).set(block);
      }
      if (++filled[piece] == layout.blocks(piece)) {
        filled[piece] = 0;
        Optional<BitSet> wrong = Optional.ofNullable(spoiled.remove(piece));
        loop.execute(() -> judge(piece, wrong));
      }
    }

    private void judge(int piece, Optional<BitSet> wrong) {
      if (closed) {
        return;
      }
      List<BlockDigest> digests = List.of();
      if (wrong.isPresent() || failedBefore.get(piece)) {
        digests = digests(piece, wrong.orElseGet(BitSet::new));
      }
      if (wrong.isPresent()) {
        failedBefore.set(piece);
        events.failed(new PieceFailure(piece, new BitSet(), digests));
      } else {
        verified.set(piece);
        watch.verified(piece);
        events.verified(piece, digests);
        completeIfAll();
      }
    }

    /** Equal for equal bytes: those of a spoiled block are never the same twice. */
    private List<BlockDigest> digests(int piece, BitSet wrong) {
      attempts++;
      List<BlockDigest> digests = new ArrayList<>();
      for (int block = 0; block < layout.blocks(piece); block++) {
        digests.add(new BlockDigest(((long) piece << 32) + block, wrong.get(block) ? attempts : 0));
      }
      return digests;
    }

    private void completeIfAll() {
      if (verified.cardinality() == layout.pieceCount()) {
        events.completed();
      }
    }

    @Override
    public void discard(int piece) {
      filled[piece] = 0;
      spoiled.remove(piece);
    }

    @Override
    public boolean read(int piece, int begin, int length, ReadResult result) {
      loop.execute(
          () -> {
            if (!closed) {
              result.done(NO_BYTES);
            }
          });
      return true;
    }

    @Override
    public CompletionStage<Void> close() {
      closed = true;
      return CompletableFuture.completedFuture(null);
    }
  }

  private record Reserved(Store store, int piece, int block) implements BlockSlot {
    @Override
    public ByteBuffer buffer() {
      throw new IllegalStateException("a virtual block has no bytes");
    }

    @Override
    public void filled() {
      store.filled(piece, block);
    }

    @Override
    public void release() {
      // Memory is never short.
    }
  }

  private static final class Virtual implements Lease {
    @Override
    public ByteBuffer buffer() {
      throw new IllegalStateException("a virtual block has no bytes");
    }

    @Override
    public void close() {
      // There is nothing to give back.
    }
  }
}
