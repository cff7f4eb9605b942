package io.quoin.survival;

import static org.awaitility.Awaitility.await;

import io.quoin.metainfo.Metainfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Peers that have everything, on plain sockets and one thread: they speak just enough of BEP 3 to
 * serve, each as slowly as a test wants. They count what they send.
 */
final class WirePeers implements AutoCloseable {

  /** No limit to a rate. */
  static final long FAST = Long.MAX_VALUE;

  private static final long LOOK_MILLIS = 20;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel server = ServerSocketChannel.open();
  private final Map<ByteBuffer, Served> torrents = new ConcurrentHashMap<>();
  private final Queue<WirePeer> dialled = new ConcurrentLinkedQueue<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicInteger connected = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Thread thread = new Thread(this::run, "wire-peers");
  private volatile long rate = FAST;
  private volatile boolean ending;

  /** A torrent and its content. */
  record Served(Metainfo metainfo, Payload payload) {
    byte[] infoHash() {
      return metainfo.infoHashes().handshake().toByteArray();
    }
  }

  /** They listen on loopback, and know no torrent yet. */
  WirePeers() throws IOException {
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    thread.setDaemon(true);
    thread.start();
  }

  /** Serves a torrent to whoever asks for it. */
  WirePeers serving(Metainfo metainfo, Payload payload) {
    Served served = new Served(metainfo, payload);
    torrents.put(ByteBuffer.wrap(served.infoHash()), served);
    return this;
  }

  /** Payload bytes a second that each connection sends at most, from now on. */
  WirePeers rate(long bytes) {
    rate = bytes;
    return this;
  }

  /** Connects one more peer of a torrent, from an address of its own. */
  void dial(InetSocketAddress to, Metainfo metainfo) throws IOException {
    int number = numbers.incrementAndGet();
    SocketChannel channel = SocketChannel.open();
    channel.bind(
        new InetSocketAddress(
            InetAddress.getByAddress(new byte[] {127, 1, (byte) (number >> 8), (byte) number}), 0));
    channel.configureBlocking(false);
    channel.connect(to);
    Served served = torrents.get(ByteBuffer.wrap(metainfo.infoHashes().handshake().toByteArray()));
    dialled.add(new WirePeer(this, channel, number, served));
    selector.wakeup();
  }

  /** Where they can be connected to. */
  InetSocketAddress address() throws IOException {
    return (InetSocketAddress) server.getLocalAddress();
  }

  /** Payload bytes handed to sockets by all of them. */
  long sent() {
    return sent.get();
  }

  /** Connections that were ever open. */
  int connected() {
    return connected.get();
  }

  /** Connections that have ended. */
  int closed() {
    return closed.get();
  }

  // For the peers.

  Served find(byte[] infoHash) {
    return torrents.get(ByteBuffer.wrap(infoHash));
  }

  long rate() {
    return rate;
  }

  void noteSent(int bytes) {
    sent.addAndGet(bytes);
  }

  void noteConnected() {
    connected.incrementAndGet();
  }

  // On the thread.

  private void run() {
    try {
      while (!ending) {
        selector.select(LOOK_MILLIS);
        for (WirePeer peer = dialled.poll(); peer != null; peer = dialled.poll()) {
          peer.register(selector, SelectionKey.OP_CONNECT);
        }
        for (SelectionKey key : selector.selectedKeys()) {
          if (key.isValid() && key.isAcceptable()) {
            accept();
          }
        }
        selector.selectedKeys().clear();
        long now = System.nanoTime();
        for (SelectionKey key : List.copyOf(selector.keys())) {
          if (key.attachment() instanceof WirePeer peer && !peer.work(key, now)) {
            closed.incrementAndGet();
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("the peers' selector failed", e);
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      WirePeer peer = new WirePeer(this, channel, numbers.incrementAndGet(), null);
      peer.register(selector, SelectionKey.OP_READ);
      noteConnected();
    }
  }

  @Override
  public void close() throws IOException {
    ending = true;
    selector.wakeup();
    await("the end of the thread")
        .pollInSameThread()
        .atMost(House.PATIENCE)
        .until(() -> !thread.isAlive());
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
    server.close();
  }
}
