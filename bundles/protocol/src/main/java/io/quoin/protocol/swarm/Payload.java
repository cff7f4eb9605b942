package io.quoin.protocol.swarm;

import java.nio.ByteBuffer;

/** The bytes of a block on its way out. Surroundings without real bytes never ask for them. */
public interface Payload {

  /** A view of the block's bytes, valid until {@link #done}. */
  ByteBuffer bytes();

  /** The bytes were handed to the socket or dropped; called exactly once. */
  void done();
}
