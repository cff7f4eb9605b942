package io.quoin.protocol.swarm;

import io.quoin.api.engine.TorrentOrder;
import io.quoin.api.pieces.BlockDigest;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.pieces.PieceFailure;
import io.quoin.api.pieces.PieceStore;
import io.quoin.api.pieces.PieceStoreEvents;
import io.quoin.api.pieces.PieceStores;
import io.quoin.api.pieces.StoreFault;
import io.quoin.api.pieces.StoreOrder;
import io.quoin.metainfo.Metainfo;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A swarm's store over the comings and goings of storage: opened when it can be, opened again after
 * it was away.
 */
final class Storing {
  private static final long RETRY_NANOS = 2_000_000_000L;

  private final TorrentOrder order;
  private final Loop loop;
  private final Events events;

  private Optional<PieceStores> stores = Optional.empty();
  private Optional<Metainfo> metainfo = Optional.empty();
  private Optional<Session> session = Optional.empty();
  private boolean openedBefore;
  private boolean closed;
  private String reason = "";
  private long notBefore;

  /** What the swarm is told. */
  interface Events {
    void opened(PieceStore store, BitSet verified);

    void verified(int piece, List<BlockDigest> digests);

    void failed(PieceFailure failure);

    void roomFreed();

    void completed();

    /** The store is gone for now. */
    void lost();

    /** The store is gone, and trying again is of no use. */
    void failed(String reason);
  }

  /** Where it stands. */
  enum Phase {
    /** No storage. */
    AWAY,
    /** What is there is being looked at. */
    OPENING,
    /** At work. */
    OPEN
  }

  Storing(TorrentOrder order, Loop loop, Events events) {
    this.order = order;
    this.loop = loop;
    this.events = events;
  }

  void arrived(PieceStores there) {
    stores = Optional.of(there);
    notBefore = loop.nanoTime();
    openIfPossible();
  }

  void gone() {
    stores = Optional.empty();
  }

  /** The layout is known. */
  void open(Metainfo known) {
    metainfo = Optional.of(known);
    openIfPossible();
  }

  /** Tries again what failed for now. */
  void tick() {
    if (loop.nanoTime() - notBefore >= 0) {
      openIfPossible();
    }
  }

  Phase phase() {
    if (session.isEmpty() || !reason.isEmpty()) {
      return Phase.AWAY;
    }
    return session.get().store.isPresent() ? Phase.OPEN : Phase.OPENING;
  }

  /** Whether it is known what is there: it was open once. */
  boolean openedBefore() {
    return openedBefore;
  }

  /** What is waited for, or nothing. */
  String reason() {
    return phase() == Phase.AWAY && reason.isEmpty() ? "storage is away" : reason;
  }

  int checked() {
    return session.map(s -> s.checked).orElse(0);
  }

  CompletionStage<Void> close() {
    closed = true;
    Optional<Session> last = session;
    session = Optional.empty();
    return last.map(Session::close).orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  private void openIfPossible() {
    if (!closed && session.isEmpty() && stores.isPresent() && metainfo.isPresent()) {
      Session begun = new Session();
      session = Optional.of(begun);
      OpenMode mode = openedBefore ? OpenMode.RESUME : order.mode();
      begun.opening =
          Optional.of(
              stores
                  .get()
                  .open(
                      new StoreOrder(
                          order.id(),
                          metainfo.get(),
                          order.provider(),
                          order.directory(),
                          order.record(),
                          mode),
                      loop,
                      begun));
    }
  }

  /** From one opening to its end. */
  private final class Session implements PieceStoreEvents {
    private Optional<PieceStores.Opening> opening = Optional.empty();
    private Optional<PieceStore> store = Optional.empty();
    private int checked;

    private boolean current() {
      return session.filter(s -> s == this).isPresent();
    }

    @Override
    public void checking(int count, int pieces) {
      checked = count;
      reason = "";
    }

    @Override
    public void opened(PieceStore opened, BitSet verified) {
      if (!current()) {
        opened.close();
        return;
      }
      store = Optional.of(opened);
      openedBefore = true;
      reason = "";
      events.opened(opened, verified);
    }

    @Override
    public void verified(int piece, List<BlockDigest> digests) {
      if (current()) {
        events.verified(piece, digests);
      }
    }

    @Override
    public void failed(PieceFailure failure) {
      if (current()) {
        events.failed(failure);
      }
    }

    @Override
    public void roomFreed() {
      if (current()) {
        events.roomFreed();
      }
    }

    @Override
    public void completed() {
      if (current()) {
        events.completed();
      }
    }

    @Override
    public void broken(StoreFault why) {
      if (!current()) {
        return;
      }
      session = Optional.empty();
      reason = why.message();
      boolean passing =
          why.code() == StoreFault.Code.AWAY || why.code() == StoreFault.Code.NO_PROVIDER;
      notBefore = loop.nanoTime() + RETRY_NANOS;
      if (passing) {
        if (store.isPresent()) {
          events.lost();
        }
      } else {
        events.failed(why.message());
      }
    }

    private CompletionStage<Void> close() {
      if (store.isPresent()) {
        return store.get().close();
      }
      opening.ifPresent(PieceStores.Opening::cancel);
      return CompletableFuture.completedFuture(null);
    }
  }
}
