package io.quoin.protocol;

import io.quoin.api.incentive.ExtensionOffer;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import io.quoin.protocol.swarm.SwarmPeer;
import java.util.Optional;

/** Whom an incentive's extension is offered to, and with what in the handshake. */
final class OfferedTerms implements ExtensionRegistry.Terms {
  private final ExtensionOffer offer;
  private final BValue value;

  private OfferedTerms(ExtensionOffer offer, BValue value) {
    this.offer = offer;
    this.value = value;
  }

  /**
   * The terms of an offer.
   *
   * @throws IllegalArgumentException if its value is not what it should be
   */
  static OfferedTerms of(ExtensionOffer offer) {
    byte[] bytes = new byte[offer.value().remaining()];
    offer.value().get(bytes);
    try {
      BValue value = Bencode.decode(bytes, Bencode.Mode.STRICT);
      if (offer.nonceKey().isPresent() && !(value instanceof BDictionary)) {
        throw new IllegalArgumentException("a value with a nonce is a dictionary");
      }
      return new OfferedTerms(offer, value);
    } catch (BencodeException e) {
      throw new IllegalArgumentException("a handshake value is bencoded: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean covers(SwarmPeer peer) {
    boolean open = offer.privateTorrents() || peer.facts().filter(f -> !f.isPrivate()).isPresent();
    return open && !offer.except().contains(peer.torrent());
  }

  @Override
  public Optional<BValue> key(SwarmPeer peer) {
    if (offer.nonceKey().isEmpty() || !(value instanceof BDictionary dictionary)) {
      return Optional.of(value);
    }
    BDictionary.Builder own = BDictionary.builder();
    dictionary.entries().forEach(entry -> own.put(entry.getKey(), entry.getValue()));
    own.put(BString.of(offer.nonceKey().get()), BString.of(peer.nonce()));
    return Optional.of(own.build());
  }
}
