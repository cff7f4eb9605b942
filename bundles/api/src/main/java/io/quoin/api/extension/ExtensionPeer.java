package io.quoin.api.extension;

import io.quoin.api.torrent.TorrentId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** A peer that speaks an extension. Thread-safe; equal only to itself. */
@ProviderType
public interface ExtensionPeer {

  /**
   * The torrent of the connection.
   *
   * @return its id
   */
  TorrentId torrent();

  /**
   * The peer's end of the connection.
   *
   * @return its address
   */
  InetSocketAddress address();

  /**
   * Sends a message in stream order. Dropped if the peer is gone or has 64 unsent ones.
   *
   * @param payload the message without its id, at most 16 KiB; copied
   */
  void send(ByteBuffer payload);
}
