package io.quoin.protocol.swarm;

import io.quoin.metainfo.Layout;
import java.util.BitSet;
import java.util.Optional;

/**
 * What a peer said of its pieces, kept until the torrent's layout is known. What it says first says
 * it all (BEP 3, 6); single pieces follow, or another bitfield: aria2 sends one where it has got so
 * many pieces that this is shorter.
 */
final class SaidPieces {
  /** No torrent has more pieces. */
  static final int MOST = Layout.MAX_PIECES;

  private Optional<Message> all = Optional.empty();
  private BitSet single = new BitSet();
  private boolean something;

  /**
   * The peer says which pieces it has.
   *
   * @throws ProtocolFault if that must have been said before
   */
  void all(Message message) throws ProtocolFault {
    if (something && !(message instanceof Message.Bitfield)) {
      throw new ProtocolFault("its pieces said twice");
    }
    something = true;
    if (all.filter(Message.HaveAll.INSTANCE::equals).isEmpty()) {
      all = Optional.of(message);
    }
  }

  /** The peer has got one more. */
  void have(int piece) {
    something = true;
    single.set(piece);
  }

  /** Whether the peer said anything of its pieces yet. */
  boolean anything() {
    return something;
  }

  /** The peer said something of its pieces that is taken elsewhere. */
  void something() {
    something = true;
  }

  /**
   * The pieces that the peer has; forgets them.
   *
   * @throws ProtocolFault if what it said does not fit the torrent
   */
  PieceSet resolve(int pieces) throws ProtocolFault {
    PieceSet has = new PieceSet(pieces);
    if (all.isPresent() && all.get() instanceof Message.Bitfield bitfield) {
      has = PieceSet.of(pieces, bitfield.bits());
    } else if (all.isPresent() && all.get() == Message.HaveAll.INSTANCE) {
      has.addAll();
    }
    if (single.length() > pieces) {
      throw new ProtocolFault("a piece out of range: " + (single.length() - 1));
    }
    for (int piece = single.nextSetBit(0); piece >= 0; piece = single.nextSetBit(piece + 1)) {
      has.add(piece);
    }
    all = Optional.empty();
    single = new BitSet();
    return has;
  }
}
