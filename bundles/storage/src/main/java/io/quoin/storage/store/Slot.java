package io.quoin.storage.store;

import io.quoin.api.pieces.BlockSlot;
import java.nio.ByteBuffer;

/** A block's place in a region. */
final class Slot implements BlockSlot {

  private final TorrentStore store;
  private final Assembly assembly;
  private final Region region;
  private final int block;
  private boolean ended;

  Slot(TorrentStore store, Assembly assembly, Region region, int block) {
    this.store = store;
    this.assembly = assembly;
    this.region = region;
    this.block = block;
  }

  @Override
  public ByteBuffer buffer() {
    if (ended) {
      throw new IllegalStateException("the slot has ended: its memory belongs to storage now");
    }
    return store.memory(assembly, region, block);
  }

  @Override
  public void filled() {
    end();
    store.filled(assembly, region, block);
  }

  @Override
  public void release() {
    end();
    store.released(assembly, region, block);
  }

  private void end() {
    if (ended) {
      throw new IllegalStateException("the slot has ended before");
    }
    ended = true;
  }
}
