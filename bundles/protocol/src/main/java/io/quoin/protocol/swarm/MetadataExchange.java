package io.quoin.protocol.swarm;

import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import io.quoin.metainfo.InfoHashes;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gets a magnet's info dictionary from peers, and gives it to those who lack it (BEP 9). Peers that
 * name different sizes are tried side by side; what does not hash right is thrown away, and if one
 * peer alone sent it, so is the peer.
 */
final class MetadataExchange {
  static final String NAME = "ut_metadata";
  static final int ID = 1;
  static final int PIECE = 16_384;

  /** As long as a torrent file may be. */
  static final int LARGEST = 10_000_000;

  /** Sizes that are tried at a time. */
  static final int MOST_SIZES = 4;

  private static final long PATIENCE_NANOS = 15_000_000_000L;
  private static final long REST_NANOS = 30_000_000_000L;

  /** Answers wait for a peer that leaves this much unread. */
  private static final long MOST_UNREAD = 128 * 1024;

  /** How often a peer may have the whole of it. */
  private static final int MOST_COPIES = 4;

  private static final Bencode.Limits LIMITS = new Bencode.Limits(4, 50, 64 * 1024);

  private static final int REQUEST = 0;
  private static final int DATA = 1;
  private static final int REJECT = 2;

  private final InfoHashes hashes;
  private final Loop loop;
  private final Consumer<byte[]> arrived;
  private final Consumer<Peer> liar;
  private final Map<Peer, Integer> sizes = new LinkedHashMap<>();
  private final Map<Integer, MetadataAttempt> attempts = new LinkedHashMap<>();
  private final Map<Peer, Asked> asked = new LinkedHashMap<>();
  private final Map<Peer, Long> resting = new HashMap<>();
  private final Map<Peer, Integer> answered = new HashMap<>();

  private byte[] info;

  private record Asked(int piece, long at) {}

  /**
   * Begins with the dictionary, or without it.
   *
   * @param arrived told of the dictionary once it is there and hashes right
   * @param liar told of a peer that alone sent a wrong one
   */
  MetadataExchange(
      InfoHashes hashes,
      Optional<byte[]> info,
      Loop loop,
      Consumer<byte[]> arrived,
      Consumer<Peer> liar) {
    this.hashes = hashes;
    this.info = info.orElseGet(() -> new byte[0]);
    this.loop = loop;
    this.arrived = arrived;
    this.liar = liar;
  }

  boolean known() {
    return info.length > 0;
  }

  OptionalInt size() {
    return known() ? OptionalInt.of(info.length) : OptionalInt.empty();
  }

  /** A peer says how long the dictionary is. */
  void sizeSaid(Peer peer, long size) {
    if (!known() && size > 0 && size <= LARGEST) {
      Integer before = sizes.put(peer, (int) size);
      if (before != null && before != size && attempts.containsKey(before)) {
        attempts.get(before).without(peer);
        asked.remove(peer);
      }
      askAll();
    }
  }

  void left(Peer peer) {
    resting.remove(peer);
    answered.remove(peer);
    if (sizes.containsKey(peer)) {
      rests(peer);
      resting.remove(peer);
      sizes.remove(peer);
      askAll();
    }
  }

  void received(Peer peer, ByteBuffer body) throws ProtocolFault {
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    try {
      Bencode.Prefix prefix = Bencode.decodePrefix(bytes, 0, Bencode.Mode.TOLERANT, LIMITS);
      if (!(prefix.value() instanceof BDictionary said)) {
        throw new ProtocolFault("a metadata message that is no dictionary");
      }
      long type = said.integer("msg_type").orElse(-1);
      long piece = said.integer("piece").orElse(-1);
      if (type == REQUEST) {
        answer(peer, piece);
      } else if (type == DATA) {
        take(peer, piece, ByteBuffer.wrap(bytes, prefix.end(), bytes.length - prefix.end()));
      } else if (type == REJECT && asked.containsKey(peer)) {
        rests(peer);
        askAll();
      }
    } catch (BencodeException e) {
      throw new ProtocolFault("a metadata message that is not bencoded: " + e.getMessage());
    }
  }

  // --- giving ---

  private void answer(Peer peer, long piece) {
    boolean has = known() && piece >= 0 && piece < MetadataAttempt.pieces(info.length);
    boolean given = has && peer.unread() <= MOST_UNREAD && counted(peer);
    BDictionary.Builder head = BDictionary.builder();
    head.put("msg_type", given ? DATA : REJECT);
    head.put("piece", piece);
    ByteBuffer data = ByteBuffer.allocate(0);
    if (given) {
      int from = (int) piece * PIECE;
      data = ByteBuffer.wrap(info, from, Math.min(PIECE, info.length - from));
      head.put("total_size", info.length);
    }
    byte[] encoded = Bencode.encode(head.build());
    peer.extensions()
        .send(
            NAME,
            ByteBuffer.allocate(encoded.length + data.remaining()).put(encoded).put(data).flip());
  }

  private boolean counted(Peer peer) {
    int count = answered.merge(peer, 1, Integer::sum);
    return count <= MOST_COPIES * MetadataAttempt.pieces(info.length);
  }

  // --- getting ---

  private void take(Peer peer, long piece, ByteBuffer data) {
    Asked expected = asked.get(peer);
    if (known() || expected == null || expected.piece() != piece) {
      return;
    }
    MetadataAttempt attempt = attempts.get(sizes.get(peer));
    if (attempt.take(peer, expected.piece(), data)) {
      asked.remove(peer);
    } else {
      rests(peer);
    }
    if (attempt.complete()) {
      check(attempt);
    }
    askAll();
  }

  private void check(MetadataAttempt attempt) {
    byte[] bytes = attempt.bytes();
    if (hashes.verify(bytes)) {
      info = bytes;
      sizes.clear();
      attempts.clear();
      asked.clear();
      resting.clear();
      arrived.accept(info);
      return;
    }
    List<Peer> senders = attempt.wrong();
    if (senders.size() == 1) {
      liar.accept(senders.get(0));
    }
  }

  /** The peer is left alone for a while, and comes last then. */
  private void rests(Peer peer) {
    asked.remove(peer);
    resting.put(peer, loop.nanoTime() + REST_NANOS);
    int size = sizes.remove(peer);
    sizes.put(peer, size);
    if (attempts.containsKey(size)) {
      attempts.get(size).without(peer);
    }
  }

  private void askAll() {
    if (known()) {
      return;
    }
    for (Map.Entry<Peer, Integer> said : List.copyOf(sizes.entrySet())) {
      Peer peer = said.getKey();
      if (!asked.containsKey(peer) && !resting.containsKey(peer)) {
        attempt(said.getValue()).ifPresent(attempt -> ask(peer, attempt));
      }
    }
  }

  /** The attempt at a size; none if too many others are under way. */
  private Optional<MetadataAttempt> attempt(int size) {
    if (!attempts.containsKey(size) && attempts.size() < MOST_SIZES) {
      attempts.put(size, new MetadataAttempt(size));
    }
    return Optional.ofNullable(attempts.get(size));
  }

  private void ask(Peer peer, MetadataAttempt attempt) {
    if (!attempt.takesFrom(peer)) {
      return;
    }
    Set<Integer> underWay = new HashSet<>();
    asked.forEach(
        (other, what) -> {
          if (sizes.get(other).equals(sizes.get(peer))) {
            underWay.add(what.piece());
          }
        });
    int piece = attempt.next(underWay);
    if (piece < 0) {
      return;
    }
    BDictionary.Builder request = BDictionary.builder();
    request.put("msg_type", REQUEST);
    request.put("piece", piece);
    if (peer.extensions().send(NAME, ByteBuffer.wrap(Bencode.encode(request.build())))) {
      asked.put(peer, new Asked(piece, loop.nanoTime()));
    }
  }

  /** Asks somebody else for what does not come, and those again who have rested. */
  void tick(long now) {
    if (known()) {
      return;
    }
    for (Map.Entry<Peer, Asked> late : List.copyOf(asked.entrySet())) {
      if (now - late.getValue().at() > PATIENCE_NANOS) {
        rests(late.getKey());
      }
    }
    resting.values().removeIf(until -> now - until > 0);
    makeRoom();
    askAll();
  }

  /** An attempt all of whose peers rest or have left gives way to a size that waits. */
  private void makeRoom() {
    boolean waiting = sizes.values().stream().anyMatch(size -> !attempts.containsKey(size));
    if (waiting && attempts.size() >= MOST_SIZES) {
      attempts
          .keySet()
          .removeIf(
              size ->
                  sizes.entrySet().stream()
                      .filter(said -> said.getValue().equals(size))
                      .allMatch(said -> resting.containsKey(said.getKey())));
    }
  }
}
