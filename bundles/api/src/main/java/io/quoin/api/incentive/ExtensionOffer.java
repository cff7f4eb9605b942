package io.quoin.api.incentive;

import io.quoin.api.torrent.TorrentId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * What a policy puts into the extension handshake (BEP 10).
 *
 * @param name of the message in {@code m}, and of the value's key
 * @param value bencoded, at most 1 KiB
 * @param nonceKey key within the value, a dictionary then, that is set to the {@link
 *     IncentivePeer#nonce} of each connection
 * @param privateTorrents whether peers of private torrents see it too; of a torrent that is not
 *     known yet they do not
 * @param except torrents whose peers never see it
 */
public record ExtensionOffer(
    String name,
    ByteBuffer value,
    Optional<String> nonceKey,
    boolean privateTorrents,
    Set<TorrentId> except) {

  /**
   * Keeps a read-only view from position to limit, and copies the set.
   *
   * @throws IllegalArgumentException if the value is longer than 1 KiB
   */
  public ExtensionOffer {
    if (value.remaining() > 1024) {
      throw new IllegalArgumentException("a handshake value has at most 1024 bytes");
    }
    value = value.slice().asReadOnlyBuffer();
    except = Set.copyOf(except);
  }

  @Override
  public ByteBuffer value() {
    return value.duplicate();
  }

  /**
   * An offer to the peers of all torrents, with the same value for each.
   *
   * @param name of the message and of the key
   * @param value bencoded, at most 1 KiB
   * @return the offer
   */
  public static ExtensionOffer toAll(String name, ByteBuffer value) {
    return new ExtensionOffer(name, value, Optional.empty(), true, Set.of());
  }
}
