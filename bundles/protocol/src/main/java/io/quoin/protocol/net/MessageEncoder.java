package io.quoin.protocol.net;

import io.netty.buffer.ByteBuf;
import io.quoin.protocol.swarm.Message;
import java.nio.ByteBuffer;

/** Writes messages as they stand on the wire; of a piece only what comes before its block. */
final class MessageEncoder {
  private MessageEncoder() {}

  static void encode(Message message, ByteBuf out) {
    if (message instanceof Message.Piece m) {
      out.writeInt(9 + m.length()).writeByte(Wire.PIECE).writeInt(m.piece()).writeInt(m.begin());
    } else if (message instanceof Message.Request m) {
      block(out, Wire.REQUEST, m.piece(), m.begin(), m.length());
    } else if (message instanceof Message.Have m) {
      number(out, Wire.HAVE, m.piece());
    } else if (message instanceof Message.Cancel m) {
      block(out, Wire.CANCEL, m.piece(), m.begin(), m.length());
    } else if (message instanceof Message.Reject m) {
      block(out, Wire.REJECT, m.piece(), m.begin(), m.length());
    } else if (message instanceof Message.Suggest m) {
      number(out, Wire.SUGGEST, m.piece());
    } else if (message instanceof Message.AllowedFast m) {
      number(out, Wire.ALLOWED_FAST, m.piece());
    } else if (message instanceof Message.Bitfield m) {
      body(out.writeInt(1 + m.bits().remaining()).writeByte(Wire.BITFIELD), m.bits());
    } else if (message instanceof Message.Extended m) {
      out.writeInt(2 + m.body().remaining()).writeByte(Wire.EXTENDED).writeByte(m.id());
      body(out, m.body());
    } else if (message instanceof Message.Port m) {
      out.writeInt(3).writeByte(Wire.PORT).writeShort(m.port());
    } else {
      plain(message, out);
    }
  }

  private static void plain(Message message, ByteBuf out) {
    if (message == Message.KeepAlive.INSTANCE) {
      out.writeInt(0);
      return;
    }
    int id;
    if (message == Message.Choke.INSTANCE) {
      id = Wire.CHOKE;
    } else if (message == Message.Unchoke.INSTANCE) {
      id = Wire.UNCHOKE;
    } else if (message == Message.Interested.INSTANCE) {
      id = Wire.INTERESTED;
    } else if (message == Message.NotInterested.INSTANCE) {
      id = Wire.NOT_INTERESTED;
    } else if (message == Message.HaveAll.INSTANCE) {
      id = Wire.HAVE_ALL;
    } else if (message == Message.HaveNone.INSTANCE) {
      id = Wire.HAVE_NONE;
    } else {
      throw new IllegalArgumentException("not to be sent: " + message);
    }
    out.writeInt(1).writeByte(id);
  }

  private static void number(ByteBuf out, int id, int number) {
    out.writeInt(5).writeByte(id).writeInt(number);
  }

  private static void block(ByteBuf out, int id, int piece, int begin, int length) {
    out.writeInt(13).writeByte(id).writeInt(piece).writeInt(begin).writeInt(length);
  }

  private static void body(ByteBuf out, ByteBuffer body) {
    out.writeBytes(body.duplicate());
  }
}
