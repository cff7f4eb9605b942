package io.quoin.protocol.swarm;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** A set of a torrent's pieces, such as those that a peer has. */
final class PieceSet {
  private final int pieces;
  private final BitSet bits;
  private int count;

  PieceSet(int pieces) {
    this.pieces = pieces;
    this.bits = new BitSet(pieces);
  }

  /** Takes over the bits. */
  PieceSet(int pieces, BitSet bits) {
    this.pieces = pieces;
    this.bits = bits;
    this.count = bits.cardinality();
  }

  /**
   * The set that a bitfield message says.
   *
   * @throws ProtocolFault if its length is wrong or spare bits are set
   */
  static PieceSet of(int pieces, ByteBuffer bitfield) throws ProtocolFault {
    if (bitfield.remaining() != (pieces + 7) / 8) {
      throw new ProtocolFault("a bitfield of " + bitfield.remaining() + " bytes for " + pieces);
    }
    BitSet bits = new BitSet(pieces);
    for (int i = 0; bitfield.hasRemaining(); i += 8) {
      int octet = bitfield.get() & 0xff;
      for (int bit = 0; octet != 0; bit++, octet = octet << 1 & 0xff) {
        if ((octet & 0x80) != 0) {
          bits.set(i + bit);
        }
      }
    }
    if (bits.length() > pieces) {
      throw new ProtocolFault("a bitfield with spare bits set");
    }
    return new PieceSet(pieces, bits);
  }

  /** The body of a bitfield message. */
  ByteBuffer bitfield() {
    byte[] body = new byte[(pieces + 7) / 8];
    for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
      body[i >> 3] |= (byte) (0x80 >> (i & 7));
    }
    return ByteBuffer.wrap(body);
  }

  boolean contains(int piece) {
    return count == pieces || bits.get(piece);
  }

  /** Whether the piece was not in the set before. */
  boolean add(int piece) {
    if (contains(piece)) {
      return false;
    }
    bits.set(piece);
    count++;
    return true;
  }

  /** Whether the piece was in the set. */
  boolean remove(int piece) {
    if (!bits.get(piece)) {
      return false;
    }
    bits.clear(piece);
    count--;
    return true;
  }

  void addAll() {
    bits.set(0, pieces);
    count = pieces;
  }

  int count() {
    return count;
  }

  boolean all() {
    return count == pieces;
  }

  /** The first piece of the set from this one on, or -1. */
  int next(int from) {
    return bits.nextSetBit(from);
  }

  /** Its pieces; the caller's own copy. */
  BitSet bits() {
    return (BitSet) bits.clone();
  }

  /** How many of this set are not in the other. */
  int without(PieceSet other) {
    BitSet rest = (BitSet) bits.clone();
    rest.andNot(other.bits);
    return rest.cardinality();
  }
}
