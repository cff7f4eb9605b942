package io.quoin.protocol.swarm;

import java.nio.ByteBuffer;

/**
 * The messages of BEP 3, 6 and 10. Numbers are as they stand on the wire, not yet checked against a
 * torrent.
 */
public sealed interface Message {

  /** Nothing is said; the connection is kept. */
  enum KeepAlive implements Message {
    /** The only one. */
    INSTANCE
  }

  /** Requests will not be answered. */
  enum Choke implements Message {
    /** The only one. */
    INSTANCE
  }

  /** Requests will be answered. */
  enum Unchoke implements Message {
    /** The only one. */
    INSTANCE
  }

  /** The sender wants something that the receiver has. */
  enum Interested implements Message {
    /** The only one. */
    INSTANCE
  }

  /** The sender wants nothing that the receiver has. */
  enum NotInterested implements Message {
    /** The only one. */
    INSTANCE
  }

  /** The sender has every piece (BEP 6). */
  enum HaveAll implements Message {
    /** The only one. */
    INSTANCE
  }

  /** The sender has no piece (BEP 6). */
  enum HaveNone implements Message {
    /** The only one. */
    INSTANCE
  }

  /** The sender has a piece. */
  record Have(int piece) implements Message {}

  /**
   * The sender's pieces, first piece in the highest bit.
   *
   * @param bits the message's body, not yet checked for length and spare bits; owned by the
   *     receiver
   */
  record Bitfield(ByteBuffer bits) implements Message {}

  /** A block is wanted. */
  record Request(int piece, int begin, int length) implements Message {}

  /** A block is no longer wanted. */
  record Cancel(int piece, int begin, int length) implements Message {}

  /** A request will not be answered (BEP 6). */
  record Reject(int piece, int begin, int length) implements Message {}

  /** A piece worth asking for (BEP 6). */
  record Suggest(int piece) implements Message {}

  /** A piece that may be asked for while choked (BEP 6). */
  record AllowedFast(int piece) implements Message {}

  /** The sender's DHT port (BEP 5). */
  record Port(int port) implements Message {}

  /**
   * An extension message (BEP 10).
   *
   * @param id 0 for the handshake
   * @param body owned by the receiver
   */
  record Extended(int id, ByteBuffer body) implements Message {}

  /** A block on its way out. Incoming blocks are no messages: they go to their {@link Slot}. */
  record Piece(int piece, int begin, int length, Payload payload) implements Message {}

  /** A message of a kind that is not understood; ignored. */
  record Unknown(int id) implements Message {}
}
