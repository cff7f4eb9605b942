package io.quoin.tck;

import io.quoin.api.extension.ExtensionPeer;
import io.quoin.api.extension.PeerExtension;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Counts the messages of each peer, tells it the count, and does one thing wrong. */
final class FlawedExtension implements PeerExtension {

  /** What is wrong. */
  enum Flaw {
    NONE,
    SAYS_TOO_MUCH,
    READS_WHAT_IS_NOT_THERE,
    ANSWERS_WITHOUT_BOUND,
    KEEPS_BUFFERS,
    KNOWS_PEERS_BY_ADDRESS,
    KEEPS_PEERS,
    HANGS,
    LEAVES_A_THREAD
  }

  private static final int LONGEST = 16_384;

  private final Flaw flaw;
  private final CountDownLatch end;
  private final Map<Object, Integer> counts = new HashMap<>();
  private final List<ByteBuffer> buffers = new ArrayList<>();

  FlawedExtension(Flaw flaw, CountDownLatch end) {
    this.flaw = flaw;
    this.end = end;
  }

  private Object key(ExtensionPeer peer) {
    InetSocketAddress address = peer.address();
    return flaw == Flaw.KNOWS_PEERS_BY_ADDRESS ? address : peer;
  }

  @Override
  public void joined(ExtensionPeer peer) {
    counts.put(key(peer), 0);
  }

  @Override
  public void received(ExtensionPeer peer, ByteBuffer payload) {
    int count = counts.get(key(peer)) + 1;
    counts.put(key(peer), count);
    switch (flaw) {
      case SAYS_TOO_MUCH -> peer.send(ByteBuffer.allocate(LONGEST + 1));
      case READS_WHAT_IS_NOT_THERE -> peer.send(ByteBuffer.allocate(payload.getInt() & 1));
      case ANSWERS_WITHOUT_BOUND -> peer.send(ByteBuffer.allocate(2 * payload.remaining()));
      case KEEPS_BUFFERS -> buffers.add(payload.duplicate());
      case HANGS -> await();
      default -> peer.send(ByteBuffer.allocate(Integer.BYTES).putInt(0, count));
    }
  }

  @Override
  public void left(ExtensionPeer peer) {
    if (flaw != Flaw.KEEPS_PEERS) {
      counts.remove(key(peer));
    }
  }

  void close() {
    if (flaw == Flaw.LEAVES_A_THREAD) {
      new Thread(this::await, "the wrong one").start();
    }
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
