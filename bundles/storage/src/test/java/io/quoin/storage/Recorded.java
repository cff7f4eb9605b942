package io.quoin.storage;

import io.quoin.api.pieces.BlockDigest;
import io.quoin.api.pieces.PieceFailure;
import io.quoin.api.pieces.PieceStore;
import io.quoin.api.pieces.PieceStoreEvents;
import io.quoin.api.pieces.StoreFault;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembers what a store told. */
public final class Recorded implements PieceStoreEvents {

  public final List<Integer> checking = new ArrayList<>();
  public final BitSet verified = new BitSet();
  public final List<Integer> verifiedInOrder = new ArrayList<>();
  public final Map<Integer, List<BlockDigest>> digests = new HashMap<>();
  public final List<PieceFailure> failures = new ArrayList<>();
  public PieceStore store;
  public BitSet verifiedAtOpen;
  public StoreFault fault;
  public int completed;
  public int roomFreed;
  public Runnable onRoomFreed = () -> {};

  @Override
  public void checking(int checked, int pieces) {
    checking.add(checked);
  }

  @Override
  public void opened(PieceStore opened, BitSet there) {
    store = opened;
    verifiedAtOpen = (BitSet) there.clone();
    verified.or(there);
  }

  @Override
  public void verified(int piece, List<BlockDigest> blocks) {
    verified.set(piece);
    verifiedInOrder.add(piece);
    digests.put(piece, blocks);
  }

  @Override
  public void failed(PieceFailure failure) {
    failures.add(failure);
  }

  @Override
  public void roomFreed() {
    roomFreed++;
    onRoomFreed.run();
  }

  @Override
  public void completed() {
    completed++;
  }

  @Override
  public void broken(StoreFault why) {
    fault = why;
  }
}
