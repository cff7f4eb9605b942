package io.quoin.api.pieces;

import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens the pieces of torrents. All stores share one budget of piece memory, counted where it is
 * taken, and threads of their own: no call here or on a store ever waits for a disk.
 */
@ProviderType
public interface PieceStores {

  /**
   * Opens a torrent's pieces. What follows is told to the events, in order, on the given loop:
   * {@link PieceStoreEvents#checking} any number of times, then {@link PieceStoreEvents#opened} or
   * {@link PieceStoreEvents#broken}.
   *
   * @param order what to open
   * @param loop runs tasks one at a time; every event comes through it
   * @param events who is told
   * @return the opening, to be given up with {@link Opening#cancel}
   */
  Opening open(StoreOrder order, Executor loop, PieceStoreEvents events);

  /** An opening under way. */
  @ProviderType
  interface Opening {
    /** Gives it up: no further event comes once this has returned, if called on the loop. */
    void cancel();
  }
}
