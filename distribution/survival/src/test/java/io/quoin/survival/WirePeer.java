package io.quoin.survival;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** One connection of {@link WirePeers}: handshake, bitfield, unchoke, and blocks as asked for. */
final class WirePeer {

  private static final byte[] PROTOCOL =
      "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);
  private static final int HANDSHAKE = 68;
  private static final int HASH_AT = 28;
  private static final int HASH = 20;
  private static final int BLOCK = 16 << 10;
  private static final int LONGEST = 32 << 10;
  private static final int HEAD = 13;

  /** Kept free of blocks for what is said between them. */
  private static final int SHORT = 64;

  private static final int OUT = 512 << 10;

  private static final int UNCHOKE = 1;
  private static final int INTERESTED = 2;
  private static final int BITFIELD = 5;
  private static final int REQUEST = 6;
  private static final int PIECE = 7;
  private static final int CANCEL = 8;

  private final WirePeers peers;
  private final SocketChannel channel;
  private final int number;
  private final boolean dialled;
  private final ByteBuffer in = ByteBuffer.allocate(LONGEST);
  private final ByteBuffer out;
  private final Deque<Request> requests = new ArrayDeque<>();
  private WirePeers.Served torrent;
  private boolean greeted;
  private double tokens;
  private long tokensAt = System.nanoTime();

  private record Request(int piece, int begin, int length) {}

  /**
   * A connection.
   *
   * @param torrent of a peer that dials; null for one that is dialled
   */
  WirePeer(WirePeers peers, SocketChannel channel, int number, WirePeers.Served torrent) {
    this.peers = peers;
    this.channel = channel;
    this.number = number;
    this.torrent = torrent;
    this.dialled = torrent == null;
    // Those that dial are many and slow.
    this.out = ByteBuffer.allocate(dialled ? OUT : OUT / 8);
  }

  void register(Selector selector, int interest) throws IOException {
    channel.register(selector, interest, this);
  }

  /** Does what can be done now; false if the connection has ended with that. */
  boolean work(SelectionKey key, long now) {
    try {
      if (channel.isConnectionPending() && key.isConnectable()) {
        channel.finishConnect();
        peers.noteConnected();
        key.interestOps(SelectionKey.OP_READ);
        greet();
      }
      if (channel.isConnected()) {
        if (channel.read(in) < 0) {
          throw new IOException("the other side has closed");
        }
        read();
        write(key, now);
      }
      return true;
    } catch (IOException ended) {
      key.cancel();
      try {
        channel.close();
      } catch (IOException ignored) {
        // It is gone either way.
      }
      return false;
    }
  }

  private void greet() {
    out.put(PROTOCOL).putLong(0).put(torrent.infoHash());
    out.put(String.format("-WP0001-%012d", number).getBytes(StandardCharsets.ISO_8859_1));
    int pieces = torrent.metainfo().layout().pieceCount();
    byte[] all = new byte[(pieces + 7) / 8];
    Arrays.fill(all, (byte) 0xff);
    if (pieces % 8 != 0) {
      all[all.length - 1] = (byte) (0xff << (8 - pieces % 8));
    }
    out.putInt(1 + all.length).put((byte) BITFIELD).put(all);
  }

  private void read() throws IOException {
    in.flip();
    if (!greeted && in.remaining() >= HANDSHAKE) {
      greeted = true;
      byte[] hash = new byte[HASH];
      in.get(HASH_AT, hash);
      in.position(HANDSHAKE);
      if (dialled) {
        torrent = peers.find(hash);
        if (torrent == null) {
          throw new IOException("a torrent that is not served here");
        }
        greet();
      }
    }
    while (greeted && in.remaining() >= 4 && in.remaining() >= 4 + in.getInt(in.position())) {
      int length = in.getInt();
      int end = in.position() + length;
      if (length > 0) {
        message(in.get());
      }
      in.position(end);
    }
    in.compact();
  }

  private void message(int id) {
    switch (id) {
      case INTERESTED -> out.putInt(1).put((byte) UNCHOKE);
      case REQUEST -> requests.add(new Request(in.getInt(), in.getInt(), in.getInt()));
      case CANCEL -> requests.remove(new Request(in.getInt(), in.getInt(), in.getInt()));
      default -> {
        // All else makes no difference to one who has everything.
      }
    }
  }

  private void write(SelectionKey key, long now) throws IOException {
    earn(now);
    boolean more = true;
    while (more) {
      while (!requests.isEmpty()
          && affordable()
          && out.remaining() >= SHORT + HEAD + requests.peek().length()) {
        serve(requests.poll());
      }
      out.flip();
      channel.write(out);
      more = !out.hasRemaining() && !requests.isEmpty() && affordable();
      out.compact();
    }
    key.interestOps(
        out.position() > 0 ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  private void earn(long now) {
    long rate = peers.rate();
    if (rate != WirePeers.FAST) {
      tokens = Math.min(rate / 4.0 + BLOCK, tokens + (now - tokensAt) * (rate / 1e9));
    }
    tokensAt = now;
  }

  private boolean affordable() {
    return peers.rate() == WirePeers.FAST || tokens >= 0;
  }

  private void serve(Request request) {
    out.putInt(HEAD - 4 + request.length()).put((byte) PIECE);
    out.putInt(request.piece()).putInt(request.begin());
    int end = out.position() + request.length();
    long position =
        (long) request.piece() * torrent.metainfo().layout().pieceLength() + request.begin();
    out.limit(end);
    torrent.payload().fill(out, position);
    out.limit(out.capacity());
    tokens -= request.length();
    peers.noteSent(request.length());
  }
}
