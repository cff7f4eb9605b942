package io.quoin.protocol.net;

import io.netty.buffer.ByteBuf;
import io.quoin.protocol.swarm.LinkEvents;
import io.quoin.protocol.swarm.Message;
import io.quoin.protocol.swarm.Slot;
import java.nio.ByteBuffer;

/**
 * Turns a stream of bytes into messages. The body of a block is copied once, from the receive
 * buffer to its slot; nothing is allocated for a message before its length has been found plausible
 * for its kind.
 *
 * <pre>
 *   LENGTH -> ID -> BLOCK_HEAD -> BLOCK_BODY -> LENGTH
 *                -> BODY (collected if it comes in parts) -> LENGTH
 * </pre>
 */
final class MessageDecoder {
  /** Longest block. */
  static final int LONGEST_BLOCK = 128 * 1024;

  private static final int LONGEST_BITFIELD = (2_097_152 + 7) / 8;
  private static final int LONGEST_EXTENDED = 256 * 1024;
  private static final int LONGEST_UNKNOWN = 64 * 1024;
  private static final int BLOCK_HEAD = 8;

  private enum State {
    LENGTH,
    ID,
    BODY,
    SKIPPED_BODY,
    BLOCK_HEAD,
    BLOCK_BODY
  }

  private final LinkEvents events;
  private final ByteBuffer head = ByteBuffer.allocate(BLOCK_HEAD);
  private State state = State.LENGTH;
  private int id;
  private int remaining;
  private ByteBuffer body = ByteBuffer.allocate(0);

  private Slot slot = Slot.NONE;
  private ByteBuffer place = ByteBuffer.allocate(0);
  private int piece;
  private int begin;
  private int length;

  MessageDecoder(LinkEvents events) {
    this.events = events;
    head.limit(4);
  }

  /** Takes one step; there is at least one byte to read. */
  void step(ByteBuf in) throws WireFault {
    switch (state) {
      case LENGTH -> {
        if (fill(head, in)) {
          length(head.getInt(0));
        }
      }
      case ID -> {
        id = in.readUnsignedByte();
        remaining--;
        identified();
      }
      case BODY -> {
        if (fill(body, in)) {
          body.flip();
          next();
          events.message(message(id, body));
        }
      }
      case SKIPPED_BODY -> {
        int passing = Math.min(remaining, in.readableBytes());
        in.skipBytes(passing);
        remaining -= passing;
        if (remaining == 0) {
          next();
          events.message(new Message.Unknown(id));
        }
      }
      case BLOCK_HEAD -> {
        if (fill(head, in)) {
          blockBegins();
        }
      }
      case BLOCK_BODY -> blockGoesOn(in);
    }
  }

  private static boolean fill(ByteBuffer target, ByteBuf in) {
    int count = Math.min(target.remaining(), in.readableBytes());
    int end = target.limit();
    target.limit(target.position() + count);
    in.readBytes(target);
    target.limit(end);
    return !target.hasRemaining();
  }

  private void next() {
    state = State.LENGTH;
    head.clear().limit(4);
  }

  private void length(int said) throws WireFault {
    if (said == 0) {
      next();
      events.message(Message.KeepAlive.INSTANCE);
      return;
    }
    if (said < 0 || said > LONGEST_BITFIELD + 1) {
      throw new WireFault("a message of " + Integer.toUnsignedString(said) + " bytes");
    }
    remaining = said;
    state = State.ID;
  }

  private void identified() throws WireFault {
    if (id == Wire.PIECE) {
      length = remaining - BLOCK_HEAD;
      if (length <= 0 || length > LONGEST_BLOCK) {
        throw new WireFault("a block of " + length + " bytes");
      }
      head.clear();
      state = State.BLOCK_HEAD;
      return;
    }
    if (!plausible()) {
      throw new WireFault("a message " + id + " with " + remaining + " bytes");
    }
    if (remaining == 0) {
      next();
      events.message(message(id, ByteBuffer.allocate(0)));
    } else if (Wire.known(id)) {
      body = ByteBuffer.allocate(remaining);
      state = State.BODY;
    } else {
      state = State.SKIPPED_BODY;
    }
  }

  private boolean plausible() {
    return switch (id) {
      case Wire.CHOKE,
          Wire.UNCHOKE,
          Wire.INTERESTED,
          Wire.NOT_INTERESTED,
          Wire.HAVE_ALL,
          Wire.HAVE_NONE ->
          remaining == 0;
      case Wire.HAVE, Wire.SUGGEST, Wire.ALLOWED_FAST -> remaining == 4;
      case Wire.REQUEST, Wire.CANCEL, Wire.REJECT -> remaining == 12;
      case Wire.PORT -> remaining == 2;
      case Wire.BITFIELD -> remaining <= LONGEST_BITFIELD;
      case Wire.EXTENDED -> remaining >= 1 && remaining <= LONGEST_EXTENDED;
      default -> remaining <= LONGEST_UNKNOWN;
    };
  }

  private void blockBegins() {
    piece = head.getInt(0);
    begin = head.getInt(4);
    remaining = length;
    slot = events.slot(piece, begin, length);
    place = slot.revoked() ? ByteBuffer.allocate(0) : slot.place();
    state = State.BLOCK_BODY;
  }

  private void blockGoesOn(ByteBuf in) {
    int count = Math.min(remaining, in.readableBytes());
    if (place.capacity() == 0 || slot.revoked()) {
      in.skipBytes(count);
    } else {
      place.limit(place.position() + count);
      in.readBytes(place);
    }
    remaining -= count;
    if (remaining == 0) {
      Slot done = slot;
      slot = Slot.NONE;
      next();
      events.blockDone(done, piece, begin, length);
    }
  }

  private static Message message(int id, ByteBuffer body) {
    return switch (id) {
      case Wire.CHOKE -> Message.Choke.INSTANCE;
      case Wire.UNCHOKE -> Message.Unchoke.INSTANCE;
      case Wire.INTERESTED -> Message.Interested.INSTANCE;
      case Wire.NOT_INTERESTED -> Message.NotInterested.INSTANCE;
      case Wire.HAVE -> new Message.Have(body.getInt());
      case Wire.BITFIELD -> new Message.Bitfield(body);
      case Wire.REQUEST -> new Message.Request(body.getInt(), body.getInt(), body.getInt());
      case Wire.CANCEL -> new Message.Cancel(body.getInt(), body.getInt(), body.getInt());
      case Wire.PORT -> new Message.Port(body.getShort() & 0xffff);
      case Wire.SUGGEST -> new Message.Suggest(body.getInt());
      case Wire.HAVE_ALL -> Message.HaveAll.INSTANCE;
      case Wire.HAVE_NONE -> Message.HaveNone.INSTANCE;
      case Wire.REJECT -> new Message.Reject(body.getInt(), body.getInt(), body.getInt());
      case Wire.ALLOWED_FAST -> new Message.AllowedFast(body.getInt());
      case Wire.EXTENDED -> new Message.Extended(body.get() & 0xff, body.slice());
      default -> new Message.Unknown(id);
    };
  }
}
