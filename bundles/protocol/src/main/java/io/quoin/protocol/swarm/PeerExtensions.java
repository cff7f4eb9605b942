package io.quoin.protocol.swarm;

import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BInteger;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The extension protocol with one peer (BEP 10): both handshakes and who gets which message. A
 * handshake may come again; it changes only what it names.
 */
final class PeerExtensions {
  private static final int MOST_NAMES = 64;
  private static final int LONGEST_NAME = 64;
  private static final int MOST_KEYS = 32;
  private static final int LONGEST_VALUE = 1024;
  private static final int MOST_UNREAD = 256 * 1024;
  private static final ExtensionDesk.Offered OFF = new ExtensionDesk.Offered(0, 0);
  private static final Bencode.Limits LIMITS = new Bencode.Limits(8, 1000, 64 * 1024);

  private final Peer peer;
  private final Swarm swarm;
  private final Map<String, Integer> theirIds = new HashMap<>();
  private final Map<String, BValue> said = new HashMap<>();
  private final Map<String, ExtensionDesk.Offered> told = new HashMap<>();
  private byte[] greeting = new byte[0];
  private boolean greeted;
  private Optional<String> client = Optional.empty();

  PeerExtensions(Peer peer, Swarm swarm) {
    this.peer = peer;
    this.swarm = swarm;
  }

  /** The name that the peer gives itself. */
  Optional<String> client() {
    return client;
  }

  /** Sends our handshake if it has changed; what is no longer offered gets id 0. */
  void greet() {
    if (!peer.extended()) {
      return;
    }
    Map<String, ExtensionDesk.Offered> offered = swarm.desk().messages(peer);
    Map<String, ExtensionDesk.Offered> stayed = new HashMap<>(offered);
    stayed.entrySet().removeIf(e -> !e.getValue().equals(told.get(e.getKey())));
    boolean renewed = offered.keySet().stream().anyMatch(n -> isOn(n) && !stayed.containsKey(n));
    if (renewed) {
      // Whoever is there must learn that it was taken back, however soon it was offered again.
      greet(stayed);
    }
    greet(offered);
  }

  private boolean isOn(String name) {
    return !told.getOrDefault(name, OFF).equals(OFF);
  }

  private void greet(Map<String, ExtensionDesk.Offered> offered) {
    told.replaceAll((name, before) -> OFF);
    told.putAll(offered);
    BDictionary.Builder m = BDictionary.builder();
    m.put(MetadataExchange.NAME, MetadataExchange.ID);
    told.forEach((name, message) -> m.put(name, message.id()));
    BDictionary.Builder handshake = BDictionary.builder();
    handshake.put("m", m.build());
    handshake.put("reqq", PeerUploads.KEPT);
    handshake.put("v", Swarm.CLIENT);
    swarm.metadata().size().ifPresent(size -> handshake.put("metadata_size", (long) size));
    Map<String, BValue> keys = new HashMap<>(swarm.desk().keys(peer));
    keys.keySet().removeIf(name -> !offered.containsKey(name));
    keys.forEach(handshake::put);
    byte[] encoded = Bencode.encode(handshake.build());
    if (!Arrays.equals(encoded, greeting)) {
      greeting = encoded;
      peer.say(new Message.Extended(0, ByteBuffer.wrap(encoded)));
    }
  }

  boolean speaks(String name) {
    return theirIds.containsKey(name);
  }

  Optional<BValue> said(String key) {
    return Optional.ofNullable(said.get(key));
  }

  /** Ours has changed: sends it, and looks again who speaks with whom. */
  void greetAgain() {
    greet();
    if (greeted) {
      swarm.desk().offered(peer);
    }
  }

  boolean send(String name, ByteBuffer body) {
    Integer id = theirIds.get(name);
    if (id == null || peer.unread() > MOST_UNREAD) {
      return false;
    }
    peer.say(new Message.Extended(id, body));
    return true;
  }

  void received(int id, ByteBuffer body) throws ProtocolFault {
    if (!peer.extended()) {
      throw new ProtocolFault("an extension message without the extension protocol");
    }
    if (id == 0) {
      handshake(body);
    } else if (id == MetadataExchange.ID) {
      swarm.metadata().received(peer, body);
    } else {
      swarm.desk().received(peer, id, body);
    }
  }

  void left() {
    if (greeted) {
      swarm.desk().left(peer);
    }
  }

  private void handshake(ByteBuffer body) throws ProtocolFault {
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    BDictionary theirs;
    try {
      if (!(Bencode.decode(bytes, Bencode.Mode.TOLERANT, LIMITS)
          instanceof BDictionary dictionary)) {
        throw new ProtocolFault("an extension handshake that is no dictionary");
      }
      theirs = dictionary;
    } catch (BencodeException e) {
      throw new ProtocolFault("an extension handshake that is not bencoded: " + e.getMessage());
    }
    theirs.dictionary("m").ifPresent(this::names);
    theirs.integer("reqq").ifPresent(peer.downloads().depth()::peerKeeps);
    theirs.string("v").flatMap(BString::text).ifPresent(this::name);
    theirs.integer("metadata_size").ifPresent(size -> swarm.metadata().sizeSaid(peer, size));
    keep(theirs);
    greeted = true;
    swarm.desk().greeted(peer);
  }

  private void keep(BDictionary handshake) {
    for (Map.Entry<BString, BValue> entry : handshake.entries()) {
      Optional<String> key = entry.getKey().text();
      boolean fits =
          key.isPresent()
              && key.get().length() <= LONGEST_NAME
              && !key.get().equals("m")
              && entry.getValue().raw().remaining() <= LONGEST_VALUE
              && (said.size() < MOST_KEYS || said.containsKey(key.get()));
      if (fits) {
        said.put(key.get(), entry.getValue());
      }
    }
  }

  private void names(BDictionary m) {
    for (Map.Entry<BString, BValue> entry : m.entries()) {
      Optional<String> name = entry.getKey().text();
      if (name.isEmpty()
          || name.get().length() > LONGEST_NAME
          || !(entry.getValue() instanceof BInteger id)) {
        continue;
      }
      if (id.value() == 0) {
        theirIds.remove(name.get());
      } else if (id.value() > 0
          && id.value() < 256
          && (theirIds.size() < MOST_NAMES || theirIds.containsKey(name.get()))) {
        theirIds.put(name.get(), (int) id.value());
      }
    }
  }

  private void name(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .filter(c -> Character.isLetterOrDigit(c) || " .-_/+()[]".indexOf(c) >= 0)
        .limit(40)
        .forEach(safe::appendCodePoint);
    client = Optional.of(safe.toString().strip()).filter(name -> !name.isEmpty());
  }
}
