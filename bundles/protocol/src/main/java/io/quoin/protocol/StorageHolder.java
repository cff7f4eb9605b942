package io.quoin.protocol;

import io.quoin.api.pieces.PieceStores;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The storage that is there, if any. It comes and goes; a new one may come before the old one goes.
 */
final class StorageHolder {
  private final AtomicReference<PieceStores> held = new AtomicReference<>();

  void arrived(PieceStores stores) {
    held.set(stores);
  }

  /** Whether the one that goes was the one in use. */
  boolean gone(PieceStores stores) {
    return held.compareAndSet(stores, null);
  }

  Optional<PieceStores> current() {
    return Optional.ofNullable(held.get());
  }
}
