package io.quoin.testbed.scenario;

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
import io.quoin.metainfo.Metainfo;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Storage of one peer for a content that can be computed: pieces are held while they arrive, hashed
 * as any, and then forgotten; what is read is computed anew. So many peers fit a machine, and no
 * disk is between them.
 */
final class GeneratedStores implements PieceStores {
  private final Content content;
  private final Watch watch;

  /** Buffers of a piece's length, to be used again. */
  private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

  /** Sees what is stored; called on the torrent's loop. */
  interface Watch {
    /** A block that was asked for is there. */
    void filled();

    /** A piece is verified. */
    void verified();
  }

  GeneratedStores(Content content, Watch watch) {
    this.content = content;
    this.watch = watch;
  }

  @Override
  public Opening open(StoreOrder order, Executor loop, PieceStoreEvents events) {
    Store store = new Store(order, loop, events);
    loop.execute(store::opened);
    return () -> store.closed = true;
  }

  private ByteBuffer take(int length) {
    ByteBuffer used = free.poll();
    return used == null ? ByteBuffer.allocateDirect(length) : used.clear();
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private final class Store implements PieceStore {
    private final Metainfo metainfo;
    private final Layout layout;
    private final Executor loop;
    private final PieceStoreEvents events;
    private final MessageDigest sha1 = sha1();
    private final BitSet verified = new BitSet();
    private final Map<Integer, Arriving> arriving = new HashMap<>();
    private boolean closed;

    Store(StoreOrder order, Executor loop, PieceStoreEvents events) {
      this.metainfo = order.metainfo();
      this.layout = metainfo.layout();
      this.loop = loop;
      this.events = events;
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
      Arriving place = arriving.computeIfAbsent(piece, Arriving::new);
      return Optional.of(new Place(place, begin, length));
    }

    private void judge(Arriving piece) {
      if (closed) {
        return;
      }
      arriving.remove(piece.index);
      List<BlockDigest> digests = piece.failedBefore ? piece.digests() : List.of();
      if (metainfo.pieceHash(piece.index).equals(piece.hash(0, piece.length))) {
        verified.set(piece.index);
        watch.verified();
        events.verified(piece.index, digests);
        free.add(piece.bytes);
        completeIfAll();
      } else {
        PieceFailure failure = new PieceFailure(piece.index, new BitSet(), piece.digests());
        piece.beginAnew();
        arriving.put(piece.index, piece);
        events.failed(failure);
      }
    }

    private void completeIfAll() {
      if (verified.cardinality() == layout.pieceCount()) {
        events.completed();
      }
    }

    @Override
    public void discard(int piece) {
      Optional.ofNullable(arriving.get(piece)).ifPresent(place -> place.filled = 0);
    }

    @Override
    public boolean read(int piece, int begin, int length, ReadResult result) {
      loop.execute(
          () -> {
            if (!closed) {
              ByteBuffer bytes = take(layout.pieceLength());
              bytes.limit(length);
              content.read((long) piece * layout.pieceLength() + begin, bytes);
              result.done(Optional.of(new Computed(bytes.flip())));
            }
          });
      return true;
    }

    @Override
    public CompletionStage<Void> close() {
      closed = true;
      return CompletableFuture.completedFuture(null);
    }

    /** A piece that is not whole. */
    private final class Arriving {
      private final int index;
      private final int length;
      private final ByteBuffer bytes;
      private int filled;
      private boolean failedBefore;

      Arriving(int index) {
        this.index = index;
        this.length = layout.pieceLength(index);
        this.bytes = take(layout.pieceLength());
      }

      ByteBuffer hash(int begin, int count) {
        sha1.update(bytes.slice(begin, count));
        return ByteBuffer.wrap(sha1.digest());
      }

      List<BlockDigest> digests() {
        List<BlockDigest> digests = new ArrayList<>();
        for (int block = 0; block < layout.blocks(index); block++) {
          ByteBuffer hash = hash(block * Layout.BLOCK, layout.blockLength(index, block));
          digests.add(new BlockDigest(hash.getLong(), hash.getLong()));
        }
        return digests;
      }

      void beginAnew() {
        filled = 0;
        failedBefore = true;
      }

      void filled() {
        watch.filled();
        if (++filled == layout.blocks(index)) {
          loop.execute(() -> judge(this));
        }
      }
    }

    private final class Place implements BlockSlot {
      private final Arriving piece;
      private final int begin;
      private final int length;

      Place(Arriving piece, int begin, int length) {
        this.piece = piece;
        this.begin = begin;
        this.length = length;
      }

      @Override
      public ByteBuffer buffer() {
        return piece.bytes.slice(begin, length);
      }

      @Override
      public void filled() {
        if (!closed) {
          piece.filled();
        }
      }

      @Override
      public void release() {
        // Its place stays with the piece.
      }
    }
  }

  private final class Computed implements Lease {
    private final ByteBuffer bytes;

    Computed(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    public ByteBuffer buffer() {
      return bytes;
    }

    @Override
    public void close() {
      free.add(bytes);
    }
  }
}
