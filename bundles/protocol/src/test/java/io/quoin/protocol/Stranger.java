package io.quoin.protocol;

import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.incentive.TorrentFacts;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.InfoHash;
import io.quoin.protocol.swarm.SwarmPeer;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A peer without a connection, that speaks every extension unless it is told otherwise. */
final class Stranger implements SwarmPeer {
  static final TorrentId TORRENT = new TorrentId(InfoHash.of(new byte[20]));

  final List<String> sent = new ArrayList<>();
  boolean speaks = true;

  private final int number;
  private final Map<String, BValue> said = new HashMap<>();
  private Optional<TorrentFacts> facts = Optional.empty();

  Stranger(int number) {
    this.number = number;
  }

  Stranger of(TorrentFacts torrent) {
    facts = Optional.of(torrent);
    return this;
  }

  /** Has this under a key of its handshake from now on. */
  Stranger says(String key, String bencoded) {
    try {
      byte[] bytes = bencoded.getBytes(StandardCharsets.ISO_8859_1);
      said.put(key, Bencode.decode(bytes, Bencode.Mode.STRICT));
      return this;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public byte[] nonce() {
    byte[] nonce = new byte[32];
    Arrays.fill(nonce, (byte) number);
    return nonce;
  }

  @Override
  public TorrentId torrent() {
    return TORRENT;
  }

  @Override
  public Optional<TorrentFacts> facts() {
    return facts;
  }

  @Override
  public InetSocketAddress address() {
    return InetSocketAddress.createUnresolved("peer", number);
  }

  @Override
  public boolean incoming() {
    return true;
  }

  @Override
  public byte[] localId() {
    return new byte[20];
  }

  @Override
  public byte[] remoteId() {
    return new byte[20];
  }

  @Override
  public boolean fast() {
    return true;
  }

  @Override
  public boolean speaks(String name) {
    return speaks;
  }

  @Override
  public Optional<BValue> said(String key) {
    return Optional.ofNullable(said.get(key));
  }

  @Override
  public boolean sendExtended(String name, ByteBuffer body) {
    sent.add(name + " " + StandardCharsets.ISO_8859_1.decode(body.duplicate()));
    return true;
  }

  @Override
  public PeerTraffic traffic() {
    return new PeerTraffic(this, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Override
  public void countFrom(long received) {
    // Nothing is counted.
  }

  @Override
  public String toString() {
    return "stranger " + number;
  }
}
