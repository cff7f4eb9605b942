package io.quoin.api.incentive;

import io.quoin.api.torrent.TorrentId;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A connected peer as a policy sees it; equal only to itself. Nothing but {@link #facts} ever
 * changes; thread-safe.
 */
@ProviderType
public interface IncentivePeer {

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
   * Who opened the connection.
   *
   * @return true if the peer did
   */
  boolean incoming();

  /**
   * The id that we gave in the handshake.
   *
   * @return 20 bytes, a copy
   */
  byte[] localId();

  /**
   * The id that the peer gave in the handshake.
   *
   * @return 20 bytes, a copy
   */
  byte[] remoteId();

  /**
   * Whether both sides speak the fast extension (BEP 6), which makes refused requests visible.
   *
   * @return true if both do
   */
  boolean fast();

  /**
   * Bytes drawn for this connection, which no other connection of ours has: what makes a message
   * that was signed for it worthless on another. Sent only where {@link ExtensionOffer#nonceKey}
   * says so.
   *
   * @return 32 bytes, a copy
   */
  byte[] nonce();

  /**
   * The torrent of the connection.
   *
   * @return as it is now; empty while its metadata is being fetched
   */
  Optional<TorrentFacts> facts();
}
