package io.quoin.discovery.tracker;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Addresses packed one after the other: 4 or 16 bytes and a port (BEP 23, BEP 7). */
final class CompactPeers {

  static final int V4 = 4;
  static final int V6 = 16;

  private CompactPeers() {}

  /** Whole ones up to the bound on an answer; a rest that is too short is left. */
  static List<InetSocketAddress> read(ByteBuffer packed, int addressLength) {
    List<InetSocketAddress> peers = new ArrayList<>();
    byte[] address = new byte[addressLength];
    while (packed.remaining() >= addressLength + 2 && peers.size() < AnnounceAnswer.PEERS) {
      packed.get(address);
      int port = Short.toUnsignedInt(packed.getShort());
      if (port > 0) {
        peers.add(new InetSocketAddress(address(address), port));
      }
    }
    return peers;
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("4 and 16 bytes are addresses", impossible);
    }
  }
}
