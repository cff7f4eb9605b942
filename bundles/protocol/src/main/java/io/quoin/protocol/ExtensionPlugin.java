package io.quoin.protocol;

import io.quoin.api.extension.ExtensionPeer;
import io.quoin.api.extension.PeerExtension;
import io.quoin.api.plugin.PluginFault;
import io.quoin.api.torrent.TorrentId;
import io.quoin.protocol.swarm.SwarmPeer;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A plugin's extension behind its mailbox. */
final class ExtensionPlugin implements ExtensionRegistry.Receiver {
  private static final int MOST_OF_ONE_PEER = 64;
  private static final int LONGEST = 16 * 1024;

  private final String name;
  private final PeerExtension extension;
  private final Mailbox mailbox;
  private final BiConsumer<TorrentId, Runnable> loops;
  private final Map<SwarmPeer, Remote> peers = new ConcurrentHashMap<>();

  /**
   * Wraps a plugin.
   *
   * @param loops runs a task on the loop of a torrent, if it is running
   * @param site where it is called
   */
  ExtensionPlugin(
      String name,
      PeerExtension extension,
      BiConsumer<TorrentId, Runnable> loops,
      PluginSite site) {
    this.name = name;
    this.extension = extension;
    this.loops = loops;
    this.mailbox = new Mailbox(name, site, () -> Optional.of(extension), this::leaveBehind);
  }

  @Override
  public void joined(SwarmPeer peer) {
    Remote remote = new Remote(peer);
    peers.put(peer, remote);
    mailbox.put(() -> extension.joined(remote));
  }

  @Override
  public void received(SwarmPeer peer, ByteBuffer body) {
    Remote remote = peers.get(peer);
    if (remote == null || remote.waiting.incrementAndGet() > MOST_OF_ONE_PEER) {
      if (remote != null) {
        remote.waiting.decrementAndGet();
      }
      return;
    }
    boolean taken =
        mailbox.offer(
            () -> {
              remote.waiting.decrementAndGet();
              extension.received(remote, body);
            });
    if (!taken) {
      remote.waiting.decrementAndGet();
    }
  }

  @Override
  public void left(SwarmPeer peer) {
    Remote remote = peers.remove(peer);
    if (remote != null) {
      mailbox.put(() -> extension.left(remote));
    }
  }

  private void leaveBehind() {
    mailbox.abandon(() -> {});
  }

  /** Ends the mailbox once the plugin was told of what had happened. */
  void close() {
    mailbox.close();
  }

  private final class Remote implements ExtensionPeer {
    private final SwarmPeer peer;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger unsent = new AtomicInteger();

    Remote(SwarmPeer peer) {
      this.peer = peer;
    }

    @Override
    public TorrentId torrent() {
      return peer.torrent();
    }

    @Override
    public InetSocketAddress address() {
      return peer.address();
    }

    @Override
    public void send(ByteBuffer payload) {
      if (payload.remaining() > LONGEST) {
        throw new IllegalArgumentException(
            "an extension message has at most " + LONGEST + " bytes, not " + payload.remaining());
      }
      if (unsent.incrementAndGet() > MOST_OF_ONE_PEER) {
        unsent.decrementAndGet();
        mailbox.fault(PluginFault.FLOODED, "sends a peer more than there is room for");
        return;
      }
      ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
      loops.accept(
          peer.torrent(),
          () -> {
            unsent.decrementAndGet();
            peer.sendExtended(name, copy);
          });
    }
  }
}
