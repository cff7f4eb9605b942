package io.quoin.tck;

import io.quoin.api.extension.ExtensionPeer;
import io.quoin.api.torrent.TorrentId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A peer that speaks an extension, and notes what it is said that no engine would send. All have
 * one address.
 */
final class SpokenPeer implements ExtensionPeer {

  private static final int LONGEST = 16_384;

  private final List<String> faults = new ArrayList<>();

  @Override
  public TorrentId torrent() {
    return RehearsedPeer.TORRENT;
  }

  @Override
  public InetSocketAddress address() {
    return new InetSocketAddress("192.0.2.1", 6881);
  }

  @Override
  public synchronized void send(ByteBuffer payload) {
    if (payload.remaining() > LONGEST) {
      faults.add("a message of " + payload.remaining() + " bytes; 16384 are the most");
    }
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }
}
