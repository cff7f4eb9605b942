package io.quoin.protocol.swarm;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The pieces that a newcomer may ask for while it is choked, the same ones each time it comes (BEP
 * 6).
 */
final class AllowedFast {
  /** As many as BEP 6 suggests. */
  static final int USUAL = 10;

  private AllowedFast() {}

  /** The set for an address; empty for IPv6, for which BEP 6 says nothing. */
  static Set<Integer> of(int size, byte[] infoHash, int pieces, InetAddress address) {
    Set<Integer> chosen = new LinkedHashSet<>();
    if (!(address instanceof Inet4Address)) {
      return chosen;
    }
    byte[] net = address.getAddress();
    net[3] = 0;
    int wanted = Math.min(size, pieces);
    byte[] x = sha1(ByteBuffer.allocate(24).put(net).put(infoHash).array());
    while (chosen.size() < wanted) {
      ByteBuffer words = ByteBuffer.wrap(x);
      for (int i = 0; i < 5 && chosen.size() < wanted; i++) {
        chosen.add((int) (Integer.toUnsignedLong(words.getInt()) % pieces));
      }
      x = sha1(x);
    }
    return chosen;
  }

  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
