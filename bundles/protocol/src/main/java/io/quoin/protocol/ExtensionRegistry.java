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
  private volatile Map<String, Offer> offers = Map.of();

  /** Gets what peers say. Called on loops; must not wait. */
  interface Receiver {
    /** A peer that speaks the extension is there. */
    void joined(SwarmPeer peer);

    /** It sent a message. */
    void received(SwarmPeer peer, ByteBuffer body);

    /** It is gone or speaks it no more. */
    void left(SwarmPeer peer);
  }

  private record Offer(int id, Optional<BValue> key, Receiver receiver, Set<SwarmPeer> peers) {}

  /**
   * An empty registry.
   *
   * @param changed has peers sent the new handshake
   */
  ExtensionRegistry(Runnable changed) {
    this.changed = changed;
  }

  /** Offers an extension; false if its name is taken or all ids are. */
  boolean offer(String name, Optional<BValue> key, Receiver receiver) {
    synchronized (this) {
      if (offers.containsKey(name) || (!ids.containsKey(name) && ids.size() > LAST_ID - FIRST_ID)) {
        return false;
      }
      int id = ids.computeIfAbsent(name, n -> FIRST_ID + ids.size());
      Map<String, Offer> more = new LinkedHashMap<>(offers);
      more.put(name, new Offer(id, key, receiver, ConcurrentHashMap.newKeySet()));
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
  public Map<String, Integer> messages() {
    Map<String, Integer> messages = new HashMap<>();
    offers.forEach((name, offer) -> messages.put(name, offer.id()));
    return messages;
  }

  @Override
  public Map<String, BValue> keys() {
    Map<String, BValue> keys = new HashMap<>();
    offers.forEach((name, offer) -> offer.key().ifPresent(value -> keys.put(name, value)));
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
          if (!peer.speaks(name)) {
            if (offer.peers().remove(peer)) {
              offer.receiver().left(peer);
            }
          } else if (offer.peers().add(peer)) {
            offer.receiver().joined(peer);
          }
        });
  }

  @Override
  public void received(SwarmPeer peer, int id, ByteBuffer body) {
    for (Offer offer : offers.values()) {
      if (offer.id() == id && offer.peers().contains(peer)) {
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
