package io.quoin.storage.store;

import java.util.BitSet;

/**
 * A piece on its way, as its loop sees it: which blocks are requested, which are here, which of
 * those a lane was told of, and where they are.
 */
final class Assembly {

  private final int piece;
  private final int blocks;
  private final boolean inOrder;
  private final PieceWork work;
  private final Region[] regions;

  /** Requested or here. */
  private final BitSet taken;

  private final BitSet filled;

  /** Told to the lane. */
  private final BitSet handed;

  /** Here, and no longer in memory. */
  private final BitSet onDisk = new BitSet(0);

  private int open;
  private int here;

  /** With bytes in order: the first block that the lane was not told of. */
  private int cursor;

  private boolean discarding;

  Assembly(int piece, int blocks, int regions, boolean inOrder, PieceWork work) {
    this.piece = piece;
    this.blocks = blocks;
    this.inOrder = inOrder;
    this.work = work;
    this.regions = new Region[regions];
    this.taken = new BitSet(blocks);
    this.filled = new BitSet(blocks);
    this.handed = new BitSet(blocks);
  }

  int piece() {
    return piece;
  }

  int blocks() {
    return blocks;
  }

  PieceWork work() {
    return work;
  }

  /** The window that holds a region's blocks in memory, or null. */
  Region region(int index) {
    return regions[index];
  }

  int regions() {
    return regions.length;
  }

  void region(int index, Region region) {
    regions[index] = region;
  }

  boolean isTaken(int block) {
    return taken.get(block);
  }

  void open(int block) {
    taken.set(block);
    open++;
  }

  void fill(int block) {
    filled.set(block);
    here++;
    open--;
  }

  void release(int block) {
    taken.clear(block);
    open--;
  }

  int openSlots() {
    return open;
  }

  boolean isFilled(int block) {
    return filled.get(block);
  }

  boolean isOnDisk(int block) {
    return onDisk.get(block);
  }

  boolean blank() {
    return taken.isEmpty();
  }

  /** Whether none of some blocks is in memory or about to be. */
  boolean absent(int from, int to) {
    for (int b = taken.nextSetBit(from); b >= 0 && b < to; b = taken.nextSetBit(b + 1)) {
      if (!onDisk.get(b)) {
        return false;
      }
    }
    return true;
  }

  void movedToDisk(int from, int to) {
    for (int b = filled.nextSetBit(from); b >= 0 && b < to; b = filled.nextSetBit(b + 1)) {
      onDisk.set(b);
    }
  }

  /** Whether the lane was told of every block. */
  boolean handedOver() {
    return handedOver(0, blocks);
  }

  /** Whether the lane was told of some blocks. */
  boolean handedOver(int from, int to) {
    return handed.nextClearBit(from) >= Math.min(to, blocks);
  }

  boolean complete() {
    return here == blocks;
  }

  boolean isFilled(int from, int to) {
    return filled.nextClearBit(from) >= to;
  }

  /** The first block from here on that is here and that the lane was not told of. */
  int firstUntold(int from) {
    int block = filled.nextSetBit(from);
    while (block >= 0 && handed.get(block)) {
      block = filled.nextSetBit(handed.nextClearBit(block));
    }
    return block < 0 ? blocks : block;
  }

  /** How far blocks lie all in memory or all on disk. */
  int samePlace(int from, int to) {
    int change = onDisk.get(from) ? onDisk.nextClearBit(from) : onDisk.nextSetBit(from);
    return change < 0 ? to : Math.min(to, change);
  }

  void hand(int from, int to) {
    handed.set(from, to);
    cursor = to;
  }

  /**
   * The first block of a run around a new block that the lane can take now: in order, the first one
   * it was not told of.
   */
  int runStart(int block) {
    if (inOrder) {
      return cursor;
    }
    int start = block;
    while (start > 0 && filled.get(start - 1) && !handed.get(start - 1)) {
      start--;
    }
    return start;
  }

  /** The block after the last one of a run that starts here and was not told to the lane. */
  int runEnd(int start) {
    int end = filled.nextClearBit(start);
    int told = handed.nextSetBit(start);
    return told >= 0 && told < end ? told : end;
  }

  boolean inOrder() {
    return inOrder;
  }

  boolean discarding() {
    return discarding;
  }

  void discard() {
    discarding = true;
  }

  /** Some blocks are wrong: they are to come again. */
  void forget(BitSet wrong) {
    taken.andNot(wrong);
    filled.andNot(wrong);
    handed.andNot(wrong);
    onDisk.andNot(wrong);
    here = filled.cardinality();
  }

  /** After a failure of a piece with bytes in order: some blocks are kept, on disk. */
  void keep(BitSet kept) {
    taken.and(kept);
    filled.and(kept);
    onDisk.clear();
    onDisk.or(kept);
    handed.clear();
    here = filled.cardinality();
    cursor = 0;
  }
}
