package io.quoin.protocol.swarm;

import java.nio.ByteBuffer;

/** Where an arriving block goes. */
public interface Slot {

  /** Nowhere: the block is skipped. */
  Slot NONE = nowhere();

  /** One more place that is nowhere, for those who want to tell them apart. */
  static Slot nowhere() {
    return new Slot() {
      @Override
      public ByteBuffer place() {
        return ByteBuffer.allocate(0);
      }

      @Override
      public boolean revoked() {
        return true;
      }
    };
  }

  /** The place, as long as the block, to be written from its beginning. Asked for once a block. */
  ByteBuffer place();

  /** Whether what is still to come of the block is to be skipped; asked before each write. */
  boolean revoked();
}
