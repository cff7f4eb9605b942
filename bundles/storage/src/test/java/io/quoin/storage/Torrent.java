package io.quoin.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.lease.Lease;
import io.quoin.api.pieces.BlockSlot;
import io.quoin.api.pieces.PieceStore;
import io.quoin.api.pieces.PieceStores;
import io.quoin.api.pieces.StoreOrder;
import io.quoin.metainfo.Layout;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One torrent as an engine would drive it, on a loop of its own. */
public final class Torrent {

  public final HandLoop loop;
  public final Recorded told = new Recorded();
  public final StoreOrder order;
  public final Layout layout;
  public final PieceStores.Opening opening;

  Torrent(PieceStores stores, StoreOrder order, HandLoop loop) {
    this.loop = loop;
    this.order = order;
    this.layout = order.metainfo().layout();
    this.opening = stores.open(order, loop, told);
  }

  /** Waits until it is open. */
  public Torrent opened() {
    loop.until("the store opens", () -> told.store != null || told.fault != null);
    assertThat(told.fault).isNull();
    return this;
  }

  public PieceStore store() {
    return told.store;
  }

  public Optional<BlockSlot> reserve(int piece, int block) {
    return store().reserve(piece, block * Layout.BLOCK, layout.blockLength(piece, block));
  }

  /** Reserves a block, waiting for room. */
  public BlockSlot reserved(int piece, int block) {
    Optional<BlockSlot> slot = reserve(piece, block);
    while (slot.isEmpty()) {
      CompletableFuture<Optional<BlockSlot>> turn = new CompletableFuture<>();
      told.onRoomFreed = () -> turn.complete(reserve(piece, block));
      loop.until("there is room", turn::isDone);
      told.onRoomFreed = () -> {};
      slot = turn.join();
    }
    return slot.get();
  }

  /** Brings one block of some content, as pieces follow one another in it. */
  public void bring(byte[] content, int piece, int block) {
    put(reserved(piece, block), content, piece, block);
  }

  public void put(BlockSlot slot, byte[] content, int piece, int block) {
    slot.buffer()
        .put(content, start(piece) + block * Layout.BLOCK, layout.blockLength(piece, block));
    slot.filled();
  }

  public void bringPiece(byte[] content, int piece) {
    for (int block = 0; block < layout.blocks(piece); block++) {
      bring(content, piece, block);
    }
  }

  public void bringAll(byte[] content) {
    for (int piece = 0; piece < layout.pieceCount(); piece++) {
      if (!told.verified.get(piece)) {
        bringPiece(content, piece);
      }
    }
  }

  /** Where a piece starts if pieces follow one another without gaps. */
  public int start(int piece) {
    int start = 0;
    for (int p = 0; p < piece; p++) {
      start += layout.pieceLength(p);
    }
    return start;
  }

  public void untilVerified(int piece) {
    loop.until("piece " + piece + " is verified", () -> told.verified.get(piece));
  }

  public Torrent untilComplete() {
    loop.until("all is on record", () -> told.completed > 0 || told.fault != null);
    assertThat(told.fault).isNull();
    return this;
  }

  public void untilBroken() {
    loop.until("the store breaks", () -> told.fault != null);
  }

  /** Reads verified bytes. */
  public byte[] read(int piece, int begin, int length) {
    CompletableFuture<byte[]> read = new CompletableFuture<>();
    assertThat(store().read(piece, begin, length, lease -> read.complete(take(lease)))).isTrue();
    loop.until("bytes are read", read::isDone);
    return read.join();
  }

  private static byte[] take(Optional<Lease> lease) {
    try (Lease bytes = lease.orElseThrow()) {
      byte[] copy = new byte[bytes.buffer().remaining()];
      bytes.buffer().get(copy);
      return copy;
    }
  }

  public void close() {
    CompletableFuture<Void> closed = store().close().toCompletableFuture();
    loop.until("the store is closed", closed::isDone);
  }
}
