package io.quoin.incentive.btt.buying;

import io.quoin.api.ledger.Digest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The channels that we opened, by the peer id of the seller: after a reconnect the same one is
 * opened again. Nothing of it is money. Bounded: the oldest are forgotten, and get a new channel.
 */
public final class KnownSellers {
  /** The most that are remembered. */
  public static final int MOST = 1024;

  private final Map<ByteBuffer, Draft> drafts = new LinkedHashMap<>();

  /**
   * What an open is made of, the same each time.
   *
   * @param nonce of the channel
   * @param capacity base units
   * @param expiry whole seconds
   */
  public record Draft(Digest nonce, long capacity, Instant expiry) {}

  /** What was opened with a seller. */
  public Optional<Draft> find(byte[] peerId) {
    return Optional.ofNullable(drafts.get(ByteBuffer.wrap(peerId)));
  }

  /** Remembers what is opened with a seller. */
  public void put(byte[] peerId, Draft draft) {
    ByteBuffer key = ByteBuffer.wrap(peerId.clone()).asReadOnlyBuffer();
    drafts.remove(key);
    drafts.put(key, draft);
    if (drafts.size() > MOST) {
      Iterator<ByteBuffer> oldest = drafts.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** The channel is of no use any more. */
  public void forget(byte[] peerId) {
    drafts.remove(ByteBuffer.wrap(peerId));
  }

  /** All of them, the oldest first. */
  public Map<ByteBuffer, Draft> all() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(drafts));
  }
}
