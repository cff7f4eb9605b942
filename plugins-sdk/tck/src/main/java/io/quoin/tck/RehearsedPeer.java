package io.quoin.tck;

import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.TorrentFacts;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.InfoHash;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A peer that is played, one of many that differ by their number. */
final class RehearsedPeer implements IncentivePeer {

  static final TorrentId TORRENT = new TorrentId(InfoHash.ofHex("5a".repeat(20)));
  static final int PIECE = 1 << 18;

  private static final int ID = 20;
  private static final int NONCE = 32;
  private static final long PIECES = 64;
  private static final int SLOTS = 4;

  private final int number;

  RehearsedPeer(int number) {
    this.number = number;
  }

  @Override
  public TorrentId torrent() {
    return TORRENT;
  }

  @Override
  public InetSocketAddress address() {
    return new InetSocketAddress(
        "10." + (number >> 16 & 255) + '.' + (number >> 8 & 255) + '.' + (number & 255), 6881);
  }

  @Override
  public boolean incoming() {
    return number % 2 == 0;
  }

  @Override
  public byte[] localId() {
    return new byte[ID];
  }

  @Override
  public byte[] remoteId() {
    return numbered(ID);
  }

  @Override
  public boolean fast() {
    return true;
  }

  @Override
  public byte[] nonce() {
    return numbered(NONCE);
  }

  private byte[] numbered(int length) {
    return ByteBuffer.allocate(length).putInt(number).array();
  }

  @Override
  public Optional<TorrentFacts> facts() {
    return Optional.of(new TorrentFacts(PIECE, PIECES * PIECE, false, false, SLOTS));
  }

  @Override
  public String toString() {
    return "peer " + number;
  }
}
