package io.quoin.protocol.net;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

/** How much one read of a connection may take: little until its handshake is done, then a lot. */
final class ReceiveSize extends DefaultMaxMessagesRecvByteBufAllocator {
  /** Before the handshake is done. */
  static final int SMALL = 4096;

  /** Afterwards. */
  static final int LARGE = 256 * 1024;

  private int size = SMALL;

  ReceiveSize() {
    super(1);
  }

  void enlarge() {
    size = LARGE;
    maxMessagesPerRead(4);
  }

  @Override
  @SuppressWarnings("deprecation") // RecvByteBufAllocator.Handle is what ExtendedHandle implements.
  public RecvByteBufAllocator.Handle newHandle() {
    return new MaxMessageHandle() {
      @Override
      public int guess() {
        return size;
      }
    };
  }
}
