package io.quoin.api.incentive;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What an allocation gives one peer.
 *
 * @param uploadClass why it is served
 * @param weight its share of the upload rate relative to others' weights, 1 to 1 000 000; ignored
 *     for {@link UploadClass#NONE}
 * @param sendUpTo absolute count of payload bytes, since the peer joined, that may be handed to its
 *     socket; obeyed to the block. {@link Long#MAX_VALUE} for no limit
 * @param message sent in stream order just before this share takes effect, at most 1 KiB; once for
 *     an allocation
 * @param requestUpTo absolute count of payload bytes, since the peer joined, that may be requested
 *     from it; obeyed to the block. {@link Long#MAX_VALUE} for no limit
 * @param preference among peers that could supply a block: higher first; 0 is ordinary
 * @param wholePieces whether pieces begun with this peer are left to it, two at most at a time:
 *     nobody else is asked for their blocks unless it is silent for 30 s, and it is asked for no
 *     second copy of a block that somebody else was asked for
 */
public record PeerShare(
    UploadClass uploadClass,
    int weight,
    long sendUpTo,
    Optional<ByteBuffer> message,
    long requestUpTo,
    int preference,
    boolean wholePieces) {

  /** An ordinary slot without limits. */
  public static final PeerShare FREE =
      new PeerShare(
          UploadClass.FREE, 100, Long.MAX_VALUE, Optional.empty(), Long.MAX_VALUE, 0, false);

  /** Left to the engine in either direction, without limits. */
  public static final PeerShare OPEN =
      new PeerShare(
          UploadClass.OPEN, 100, Long.MAX_VALUE, Optional.empty(), Long.MAX_VALUE, 0, false);

  /** Choked; requests to it are not limited. */
  public static final PeerShare CHOKED =
      new PeerShare(
          UploadClass.NONE, 1, Long.MAX_VALUE, Optional.empty(), Long.MAX_VALUE, 0, false);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public PeerShare {
    if (weight < 1 || weight > 1_000_000) {
      throw new IllegalArgumentException("a weight is 1 to 1000000, not " + weight);
    }
    if (sendUpTo < 0 || requestUpTo < 0) {
      throw new IllegalArgumentException("a limit is an absolute count of bytes, not negative");
    }
    if (message.isPresent() && message.get().remaining() > 1024) {
      throw new IllegalArgumentException("a share's message has at most 1024 bytes");
    }
  }
}
