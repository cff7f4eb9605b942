package io.quoin.api.pieces;

import io.quoin.api.lease.Lease;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One torrent's pieces. Everything is called on the loop that opened it; nothing waits. After
 * {@link PieceStoreEvents#broken} or {@link #close} all calls are harmless and do nothing.
 */
@ProviderType
public interface PieceStore {

  /**
   * Reserves memory for a block that is about to be requested. A block whose slot is open or filled
   * must not be reserved again.
   *
   * @param piece index of a piece that is not verified
   * @param begin offset in the piece, a multiple of 16 KiB
   * @param length 16 KiB, or less for the last block of a piece
   * @return its slot; empty if the budget has no room now: {@link PieceStoreEvents#roomFreed}
   *     follows
   */
  Optional<BlockSlot> reserve(int piece, int begin, int length);

  /**
   * Tells what the blocks of a piece must be (BEP 52), so that a wrong one is noticed by itself.
   * Worth while after the piece has failed. A store may make nothing of it.
   *
   * @param piece index of a piece that is not verified, of a torrent with a version 2 hash
   * @param hashes SHA-256 of each block, 32 bytes each, now the store's; ignored if they don't add
   *     up to the piece's hash
   */
  default void leaves(int piece, byte[] hashes) {}

  /**
   * Gives up what has arrived of a piece, so that all its blocks may be reserved again.
   *
   * @param piece index of a piece without open slots
   */
  void discard(int piece);

  /**
   * Reads verified bytes. The result comes on the loop, in order of the calls for one torrent when
   * they succeed.
   *
   * @param piece index of a verified piece
   * @param begin offset in the piece
   * @param length bytes, 1 to 256 KiB, within the piece
   * @param result who gets them
   * @return false if the bound of reads under way is reached: ask again after one has come back
   */
  boolean read(int piece, int begin, int length, ReadResult result);

  /** Receives what was read. */
  @FunctionalInterface
  interface ReadResult {
    /**
     * The bytes, or nothing if they could not be read (the store then breaks).
     *
     * @param lease the bytes, now the receiver's to close; read-only content
     */
    void done(Optional<Lease> lease);
  }

  /**
   * Writes and syncs what is verified, writes a clean record and closes the files. Blocks of
   * unfinished pieces are given up.
   *
   * @return completes on any thread when it is done, also if that failed (which was logged)
   */
  CompletionStage<Void> close();
}
