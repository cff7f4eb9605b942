package io.quoin.incentive.btt.buying;

import io.quoin.api.journal.ChannelId;
import io.quoin.incentive.btt.channel.Span;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leases whose conversation ended while their connection did not, by the nonce of the connection:
 * the next conversation on it, or the next policy, goes on with them. Nothing of it is money.
 * Bounded: for the oldest nothing more is owed.
 */
public final class Interrupted {
  /** The most connections that are remembered. */
  public static final int MOST = 512;

  /** The most stretches of all of them. */
  public static final int MOST_SPANS = 2048;

  private final Map<ByteBuffer, Left> connections = new LinkedHashMap<>();
  private int spans;

  /**
   * What was left on a connection.
   *
   * @param channel in which it is owed
   * @param spans stretches without a verdict, in order
   */
  public record Left(ChannelId channel, List<Span> spans) {

    /** Copies the stretches. */
    public Left {
      spans = List.copyOf(spans);
    }
  }

  /**
   * Remembers what is left on a connection, if there is anything.
   *
   * @param nonce of the connection
   */
  public void put(byte[] nonce, Left left) {
    take(nonce);
    if (left.spans().isEmpty() || left.spans().size() > MOST_SPANS) {
      return;
    }
    connections.put(ByteBuffer.wrap(nonce.clone()).asReadOnlyBuffer(), left);
    spans += left.spans().size();
    Iterator<Left> oldest = connections.values().iterator();
    while (connections.size() > MOST || spans > MOST_SPANS) {
      spans -= oldest.next().spans().size();
      oldest.remove();
    }
  }

  /** What was left on a connection in a channel; asked once. */
  List<Span> take(byte[] nonce, ChannelId channel) {
    Left left = take(nonce);
    return left == null || !left.channel().equals(channel) ? List.of() : left.spans();
  }

  private Left take(byte[] nonce) {
    Left left = connections.remove(ByteBuffer.wrap(nonce));
    if (left != null) {
      spans -= left.spans().size();
    }
    return left;
  }

  /** All of them by the nonces of their connections, the oldest first. */
  public Map<ByteBuffer, Left> all() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(connections));
  }
}
