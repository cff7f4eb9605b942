package io.quoin.protocol.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.quoin.metainfo.InfoHash;
import io.quoin.protocol.swarm.Handshake;
import io.quoin.protocol.swarm.PeerId;
import java.nio.charset.StandardCharsets;

/** The handshake as it stands on the wire (BEP 3). */
final class HandshakeCodec {
  private static final byte[] PROTOCOL =
      "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);

  private HandshakeCodec() {}

  static ByteBuf encode(Handshake handshake, ByteBufAllocator alloc) {
    return alloc
        .directBuffer(Handshake.LENGTH)
        .writeBytes(PROTOCOL)
        .writeLong(handshake.reserved())
        .writeBytes(handshake.infoHash().toByteArray())
        .writeBytes(handshake.peerId().bytes());
  }

  /** Reads a handshake of which all bytes are there. */
  static Handshake decode(ByteBuf in) throws WireFault {
    byte[] protocol = new byte[PROTOCOL.length];
    in.readBytes(protocol);
    if (!java.util.Arrays.equals(protocol, PROTOCOL)) {
      throw new WireFault("another protocol than BitTorrent's");
    }
    long reserved = in.readLong();
    byte[] hash = new byte[InfoHash.V1_BYTES];
    in.readBytes(hash);
    byte[] id = new byte[20];
    in.readBytes(id);
    return new Handshake(reserved, InfoHash.of(hash), new PeerId(id));
  }
}
