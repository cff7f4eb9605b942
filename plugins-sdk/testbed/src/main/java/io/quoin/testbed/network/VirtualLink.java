package io.quoin.testbed.network;

import io.quoin.protocol.swarm.Link;
import io.quoin.protocol.swarm.LinkEvents;
import io.quoin.protocol.swarm.Message;
import io.quoin.protocol.swarm.Slot;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * One end of a connection: a {@link Stream} goes out from it and one comes in.
 *
 * <p>Blocks have no bytes: of a slot nothing is asked but whether it is there.
 */
final class VirtualLink implements Link {
  private final NetworkWatch watch;
  private final Host here;
  private final Host there;

  private VirtualLink other;
  private Stream out;
  private Stream in;
  private LinkEvents events;
  private long notifyBelow;
  private long payloadReceived;
  private boolean paused;
  private boolean heard;
  private boolean closed;
  private boolean told;

  VirtualLink(NetworkWatch watch, Host here, Host there) {
    this.watch = watch;
    this.here = here;
    this.there = there;
  }

  /** A connection between two hosts; the end at the first one. */
  static VirtualLink between(Network network, Host first, Host second) {
    VirtualLink near = new VirtualLink(network.watch(), first, second);
    VirtualLink far = new VirtualLink(network.watch(), second, first);
    near.other = far;
    far.other = near;
    near.out = new Stream(network, near, far);
    near.in = new Stream(network, far, near);
    far.out = near.in;
    far.in = near.out;
    first.linked(near);
    second.linked(far);
    return near;
  }

  Host here() {
    return here;
  }

  Host there() {
    return there;
  }

  VirtualLink other() {
    return other;
  }

  long payloadReceived() {
    return payloadReceived;
  }

  @Override
  public InetSocketAddress remote() {
    return there.address();
  }

  // --- out ---

  @Override
  public void send(Message message) {
    if (!closed) {
      out.send(own(message));
    } else if (message instanceof Message.Piece piece) {
      piece.payload().done();
    }
  }

  /** What a sender does with its buffers afterwards must not change what arrives. */
  private static Message own(Message message) {
    if (message instanceof Message.Extended extended) {
      return new Message.Extended(extended.id(), copy(extended.body()));
    }
    if (message instanceof Message.Bitfield field) {
      return new Message.Bitfield(copy(field.bits()));
    }
    return message;
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
  }

  @Override
  public void flush() {
    if (!closed) {
      out.flush();
    }
  }

  @Override
  public long unsent() {
    return out.unsent();
  }

  @Override
  public long queued() {
    return out.unsent() + out.unsentMessages();
  }

  @Override
  public void notifyBelow(long watermark) {
    notifyBelow = watermark;
    drained(out.unsent());
  }

  /** So much is unsent now. */
  void drained(long unsent) {
    if (unsent < notifyBelow && !closed) {
      notifyBelow = 0;
      here.loop().execute(this::tellWritable);
    }
  }

  private void tellWritable() {
    if (!closed) {
      events.writable();
    }
  }

  // --- in ---

  @Override
  public void start(LinkEvents receiver) {
    events = receiver;
    if (closed) {
      here.loop().execute(() -> ended("the connection was closed"));
    } else if (in.hasUnread()) {
      here.loop().execute(this::readAll);
    }
  }

  @Override
  public void limitReading(boolean stopped) {
    boolean resumed = paused && !stopped;
    paused = stopped;
    if (resumed && in.hasUnread()) {
      here.loop().execute(this::readAll);
    }
  }

  /** Whether what comes is read at once. */
  boolean reads() {
    return events != null && !paused && !closed;
  }

  boolean isClosed() {
    return closed;
  }

  private void readAll() {
    while (in.hasUnread() && reads()) {
      in.readNext();
    }
    readDone();
  }

  void read(Message message) {
    if (message instanceof Message.Piece piece) {
      read(piece);
    } else if (message == Stream.END) {
      out.stop();
      ended("the peer closed the connection");
    } else {
      if (message instanceof Message.Extended extended) {
        watch.extended(there, here, extended.id(), extended.body().remaining());
      }
      heard = true;
      events.message(message);
    }
  }

  private void read(Message.Piece piece) {
    heard = true;
    payloadReceived += piece.length();
    here.receivedPayload(piece.length());
    watch.block(there, here, piece.piece(), piece.begin());
    here.arriving(there.spoilsNext());
    Slot slot = events.slot(piece.piece(), piece.begin(), piece.length());
    events.blockDone(slot, piece.piece(), piece.begin(), piece.length());
    here.arriving(false);
  }

  void readDone() {
    if (heard && !closed) {
      heard = false;
      events.readDone();
    }
  }

  // --- the end ---

  @Override
  public void close() {
    if (!closed) {
      out.flush();
      out.finish();
      shut();
      if (events != null) {
        here.loop().execute(() -> ended("closed here"));
      }
    }
  }

  private void shut() {
    if (!other.closed) {
      watch.closed(here, there);
    }
    closed = true;
    here.unlinked(this);
    in.forget();
  }

  private void ended(String reason) {
    if (!closed) {
      shut();
    }
    if (!told) {
      told = true;
      events.closed(reason);
    }
  }
}
