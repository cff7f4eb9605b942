package io.quoin.protocol;

import io.quoin.metainfo.BValue;
import io.quoin.protocol.swarm.ExtensionDesk;
import io.quoin.protocol.swarm.SwarmPeer;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The extension messages that plugins brought. A name keeps its id for the life of the engine (BEP
 * 10), so that a message that was on its way when its extension went is never taken for another
 * one's.
 */
final class ExtensionRegistry implements ExtensionDesk {
  private static final int FIRST_ID = 2;
  private static final int LAST_ID = 255;

  private final Map<String, Integer> ids = new HashMap<>();
  private final Runnable changed;
  private long made;
  private volatile Map<String, Offer> offers = Map.of();

  /** Gets what peers say. Called on loops; must not wait. */
  interface Receiver {
    /** A peer that speaks the extension is there. */
    void joined(SwarmPeer peer);

    /** Its extension handshake has come again. */
    default void joinedAgain(SwarmPeer peer) {
      // Most extensions have no key in it.
    }

    /** It sent a message. */
    void received(SwarmPeer peer, ByteBuffer body);

    /** It is gone or speaks it no more. */
    void left(SwarmPeer peer);
  }

  /** What is offered to a peer under the extension's key in the handshake. */
  interface Terms {
    /** Whether the peer is offered it at all. Asked on the swarm's loop. */
    boolean covers(SwarmPeer peer);

    /** What stands under the key. Asked on the swarm's loop. */
    Optional<BValue> key(SwarmPeer peer);

    /** The same for everybody, without a key. */
    Terms PLAIN =
        new Terms() {
          @Override
          public boolean covers(SwarmPeer peer) {
            return true;
          }

          @Override
          public Optional<BValue> key(SwarmPeer peer) {
            return Optional.empty();
          }
        };
  }

  private record Offer(Offered message, Terms terms, Receiver receiver, Set<SwarmPeer> peers) {}

  /**
   * An empty registry.
   *
   * @param changed has peers sent the new handshake
   */
  ExtensionRegistry(Runnable changed) {
    this.changed = changed;
  }

  /** Offers an extension; false if its name is taken or all ids are. */
  boolean offer(String name, Terms terms, Receiver receiver) {
    synchronized (this) {
      if (offers.containsKey(name) || (!ids.containsKey(name) && ids.size() > LAST_ID - FIRST_ID)) {
        return false;
      }
      int id = ids.computeIfAbsent(name, n -> FIRST_ID + ids.size());
      Map<String, Offer> more = new LinkedHashMap<>(offers);
      more.put(
          name, new Offer(new Offered(id, ++made), terms, receiver, ConcurrentHashMap.newKeySet()));
      offers = Collections.unmodifiableMap(more);
    }
    changed.run();
    return true;
  }

  /** Takes an extension back. */
  void withdraw(String name) {
    Offer gone;
    synchronized (this) {
      Map<String, Offer> fewer = new LinkedHashMap<>(offers);
      gone = fewer.remove(name);
      offers = Collections.unmodifiableMap(fewer);
    }
    if (gone != null) {
      gone.peers().forEach(gone.receiver()::left);
      changed.run();
    }
  }

  @Override
  public Map<String, Offered> messages(SwarmPeer peer) {
    Map<String, Offered> messages = new HashMap<>();
    offers.forEach(
        (name, offer) -> {
          if (offer.terms().covers(peer)) {
            messages.put(name, offer.message());
          }
        });
    return messages;
  }

  @Override
  public Map<String, BValue> keys(SwarmPeer peer) {
    Map<String, BValue> keys = new HashMap<>();
    offers.forEach(
        (name, offer) -> {
          if (offer.terms().covers(peer)) {
            offer.terms().key(peer).ifPresent(value -> keys.put(name, value));
          }
        });
    return keys;
  }

  @Override
  public void offered(SwarmPeer peer) {
    greeted(peer);
  }

  @Override
  public void greeted(SwarmPeer peer) {
    offers.forEach(
        (name, offer) -> {
          if (!peer.speaks(name) || !offer.terms().covers(peer)) {
            if (offer.peers().remove(peer)) {
              offer.receiver().left(peer);
            }
          } else if (offer.peers().add(peer)) {
            offer.receiver().joined(peer);
          } else {
            offer.receiver().joinedAgain(peer);
          }
        });
  }

  @Override
  public void received(SwarmPeer peer, int id, ByteBuffer body) {
    for (Offer offer : offers.values()) {
      if (offer.message().id() == id && offer.peers().contains(peer)) {
        offer.receiver().received(peer, body);
      }
    }
  }

  @Override
  public void left(SwarmPeer peer) {
    for (Offer offer : offers.values()) {
      if (offer.peers().remove(peer)) {
        offer.receiver().left(peer);
      }
    }
  }
}
