package io.quoin.protocol.swarm;

import io.quoin.api.lease.Lease;
import io.quoin.api.lease.LeaseGuard;
import io.quoin.api.pieces.BlockDigest;
import io.quoin.api.pieces.BlockSlot;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.pieces.PieceFailure;
import io.quoin.api.pieces.PieceStore;
import io.quoin.api.pieces.PieceStoreEvents;
import io.quoin.api.pieces.PieceStores;
import io.quoin.api.pieces.StoreFault;
import io.quoin.api.pieces.StoreOrder;
import io.quoin.metainfo.Layout;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Storage in memory, for one torrent, with real hashes and as few open slots as a test wants. */
public final class MemoryStores implements PieceStores {
  public final byte[] content;
  final BitSet verified = new BitSet();
  int mostOpenSlots = Integer.MAX_VALUE;

  /** Carries out reads; the loop at once where a test names nothing slower. */
  Optional<Executor> reader = Optional.empty();

  int openSlots;
  int leases;
  int opens;
  int reads;
  int readsUnderWay;
  int mostReads = Integer.MAX_VALUE;
  boolean readsHeld;
  boolean openingHeld;
  boolean completed;

  /** Why it cannot be opened now. */
  Optional<StoreFault> refusal = Optional.empty();

  /** What the blocks should be, for a storage that knows it before the piece is whole. */
  Optional<byte[]> leaves = Optional.empty();

  private Optional<Store> open = Optional.empty();
  private final List<Runnable> heldReads = new ArrayList<>();
  private final List<Runnable> heldOpenings = new ArrayList<>();

  public MemoryStores(int length) {
    this.content = new byte[length];
  }

  public static MemoryStores full(byte[] content) {
    MemoryStores stores = new MemoryStores(content.length);
    System.arraycopy(content, 0, stores.content, 0, content.length);
    return stores;
  }

  @Override
  public Opening open(StoreOrder order, Executor loop, PieceStoreEvents events) {
    Store store = new Store(order, loop, events);
    if (order.mode() == OpenMode.TRUST) {
      verified.set(0, store.layout.pieceCount());
    }
    opens++;
    if (refusal.isPresent()) {
      StoreFault why = refusal.get();
      loop.execute(() -> events.broken(why));
      return () -> {};
    }
    open = Optional.of(store);
    Runnable opening =
        () -> {
          if (!store.cancelled) {
            events.opened(store, (BitSet) verified.clone());
            store.completeIfAll();
          }
        };
    if (openingHeld) {
      heldOpenings.add(opening);
    } else {
      loop.execute(opening);
    }
    return () -> store.cancelled = true;
  }

  void letOpen() {
    openingHeld = false;
    heldOpenings.forEach(open.get().loop::execute);
    heldOpenings.clear();
  }

  void letReadsGo() {
    readsHeld = false;
    heldReads.forEach(open.get().loop::execute);
    heldReads.clear();
  }

  /** As if storage stopped. */
  void goAway() {
    breakWith(new StoreFault(StoreFault.Code.AWAY, "storage is stopping"));
  }

  void breakWith(StoreFault fault) {
    Store store = open.get();
    store.closed = true;
    openSlots = 0;
    readsUnderWay = 0;
    heldReads.clear();
    store.loop.execute(() -> store.events.broken(fault));
  }

  /** The events of the store that is open, to be told what a test wants. */
  PieceStoreEvents events() {
    return open.get().events;
  }

  static byte[] sha1(byte[] bytes, int from, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(bytes, from, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private final class Store implements PieceStore {
    private final StoreOrder order;
    private final Layout layout;
    private final Executor loop;
    private final PieceStoreEvents events;
    private final BitSet[] filled;
    private final Set<Integer> failed = new HashSet<>();
    private boolean closed;
    private boolean cancelled;
    private boolean refused;

    Store(StoreOrder order, Executor loop, PieceStoreEvents events) {
      this.order = order;
      this.layout = order.metainfo().layout();
      this.loop = loop;
      this.events = events;
      this.filled = new BitSet[layout.pieceCount()];
      for (int i = 0; i < filled.length; i++) {
        filled[i] = new BitSet();
      }
    }

    private int offset(int piece, int begin) {
      return piece * layout.pieceLength() + begin;
    }

    @Override
    public Optional<BlockSlot> reserve(int piece, int begin, int length) {
      if (filled[piece].get(begin / Layout.BLOCK)) {
        throw new AssertionError("block reserved although it is there");
      }
      if (openSlots >= mostOpenSlots) {
        refused = true;
        return Optional.empty();
      }
      openSlots++;
      return Optional.of(new Slot(piece, begin, length));
    }

    private final class Slot implements BlockSlot {
      private final int piece;
      private final int begin;
      private final int length;
      private boolean ended;

      Slot(int piece, int begin, int length) {
        this.piece = piece;
        this.begin = begin;
        this.length = length;
      }

      @Override
      public ByteBuffer buffer() {
        return ByteBuffer.wrap(content, offset(piece, begin), length).slice();
      }

      @Override
      public void filled() {
        end();
        if (!closed) {
          filled[piece].set(begin / Layout.BLOCK);
          check(piece);
        }
      }

      @Override
      public void release() {
        end();
      }

      private void end() {
        if (ended) {
          throw new AssertionError("slot ended twice");
        }
        ended = true;
        if (!closed) {
          openSlots--;
          if (refused) {
            refused = false;
            loop.execute(events::roomFreed);
          }
        }
      }
    }

    private void check(int piece) {
      if (filled[piece].cardinality() < layout.blocks(piece)) {
        return;
      }
      byte[] hash = sha1(content, offset(piece, 0), layout.pieceLength(piece));
      boolean right = order.metainfo().pieceHash(piece).equals(ByteBuffer.wrap(hash));
      List<BlockDigest> digests = digests(piece);
      if (right) {
        verified.set(piece);
        boolean wasFailed = failed.contains(piece);
        loop.execute(
            () -> {
              events.verified(piece, wasFailed ? digests : List.of());
              completeIfAll();
            });
      } else {
        failed.add(piece);
        BitSet wrong = wrongBlocks(piece);
        if (wrong.isEmpty()) {
          filled[piece].clear();
        } else {
          filled[piece].andNot(wrong);
        }
        loop.execute(() -> events.failed(new PieceFailure(piece, wrong, digests)));
      }
    }

    private BitSet wrongBlocks(int piece) {
      BitSet wrong = new BitSet();
      for (int block = 0; leaves.isPresent() && block < layout.blocks(piece); block++) {
        int from = offset(piece, block * Layout.BLOCK);
        int to = from + layout.blockLength(piece, block);
        wrong.set(block, !Arrays.equals(content, from, to, leaves.get(), from, to));
      }
      return wrong;
    }

    private List<BlockDigest> digests(int piece) {
      List<BlockDigest> digests = new ArrayList<>();
      for (int block = 0; block < layout.blocks(piece); block++) {
        ByteBuffer hash =
            ByteBuffer.wrap(
                sha1(
                    content,
                    offset(piece, block * Layout.BLOCK),
                    layout.blockLength(piece, block)));
        digests.add(new BlockDigest(hash.getLong(), hash.getLong()));
      }
      return digests;
    }

    private void completeIfAll() {
      if (!completed && verified.cardinality() == layout.pieceCount()) {
        completed = true;
        events.completed();
      }
    }

    @Override
    public void discard(int piece) {
      filled[piece].clear();
    }

    @Override
    public boolean read(int piece, int begin, int length, ReadResult result) {
      if (closed) {
        return true;
      }
      if (readsUnderWay >= mostReads) {
        return false;
      }
      reads++;
      readsUnderWay++;
      ByteBuffer bytes = ByteBuffer.wrap(content, offset(piece, begin), length).slice();
      Runnable arrival =
          () -> {
            readsUnderWay--;
            leases++;
            result.done(Optional.of(new CountedLease(bytes)));
          };
      if (readsHeld) {
        heldReads.add(arrival);
      } else {
        reader.orElse(loop).execute(arrival);
      }
      return true;
    }

    @Override
    public CompletionStage<Void> close() {
      closed = true;
      return CompletableFuture.completedFuture(null);
    }
  }

  private final class CountedLease implements Lease {
    private final LeaseGuard guard = new LeaseGuard();
    private final ByteBuffer bytes;

    CountedLease(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    public ByteBuffer buffer() {
      guard.use();
      return bytes;
    }

    @Override
    public void close() {
      if (guard.close()) {
        leases--;
      }
    }
  }
}
