package io.quoin.protocol.swarm;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One end of a connection in a {@link HandNetwork}. Strict about what a link promises. */
final class HandLink implements Link {
  static final long LATENCY_NANOS = 1_000_000L;

  private final HandLoop loop;
  private final HandNetwork.Host here;
  private final InetSocketAddress remote;
  private final ArrayDeque<Message> outbox = new ArrayDeque<>();
  private final ArrayDeque<Message> inbox = new ArrayDeque<>();
  private final List<Message> held = new ArrayList<>();

  HandLink other;
  private Consumer<Message> tap = message -> {};
  private LinkEvents events;
  private long unsent;
  private long queued;
  private long notifyBelow;
  private long busyUntil;
  private boolean paused;
  private boolean delivering;
  private boolean closed;
  private boolean gone;
  private boolean told;

  HandLink(HandLoop loop, HandNetwork.Host here, InetSocketAddress remote) {
    this.loop = loop;
    this.here = here;
    this.remote = remote;
  }

  boolean used() {
    return events != null || closed;
  }

  boolean paused() {
    return paused;
  }

  LinkEvents receiver() {
    return events;
  }

  @Override
  public void start(LinkEvents receiver) {
    if (events != null) {
      throw new AssertionError("started twice");
    }
    events = receiver;
    if (gone) {
      loop.execute(() -> end("the connection was closed"));
    } else {
      loop.execute(this::deliverAll);
    }
  }

  // --- out ---

  @Override
  public void send(Message message) {
    if (closed) {
      if (message instanceof Message.Piece piece) {
        piece.payload().done();
      }
      return;
    }
    if (message instanceof Message.Piece piece) {
      unsent += piece.length();
    } else {
      queued += size(message);
    }
    outbox.add(message);
  }

  private static long size(Message message) {
    if (message instanceof Message.Extended extended) {
      return 6L + extended.body().remaining();
    }
    return message instanceof Message.Bitfield field ? 5L + field.bits().remaining() : 17;
  }

  @Override
  public void flush() {
    if (!closed) {
      depart();
    }
  }

  private void depart() {
    while (!outbox.isEmpty()) {
      Message message = outbox.poll();
      long cost = 0;
      if (message instanceof Message.Piece piece) {
        message = copy(piece);
        if (here.drainsAtOnce) {
          unsent -= piece.length();
        }
        cost = here.rate == Long.MAX_VALUE ? 0 : (long) (piece.length() * 1e9 / here.rate);
      }
      busyUntil = Math.max(loop.nanoTime(), busyUntil) + cost;
      Message departing = message;
      loop.after(busyUntil - loop.nanoTime() + LATENCY_NANOS, () -> travel(departing));
    }
  }

  /** What a socket does with it. */
  private Message copy(Message.Piece piece) {
    byte[] bytes = new byte[piece.length()];
    piece.payload().bytes().get(bytes);
    piece.payload().done();
    ByteBuffer sent = ByteBuffer.wrap(here.spoil.apply(bytes));
    return new Message.Piece(
        piece.piece(),
        piece.begin(),
        piece.length(),
        new Payload() {
          @Override
          public ByteBuffer bytes() {
            return sent;
          }

          @Override
          public void done() {
            throw new AssertionError("done already");
          }
        });
  }

  private void travel(Message message) {
    if (here.stalled() && message instanceof Message.Piece) {
      held.add(message);
    } else {
      other.arrive(message);
    }
  }

  void letBlocksGo() {
    List<Message> going = List.copyOf(held);
    held.clear();
    going.forEach(other::arrive);
  }

  /** The other end has taken a message, or will never take it. */
  private void taken(Message message) {
    if (!(message instanceof Message.Piece piece)) {
      queued -= size(message);
      return;
    }
    if (!here.drainsAtOnce) {
      unsent -= piece.length();
    }
    if (unsent < notifyBelow && !closed) {
      notifyBelow = 0;
      events.writable();
    }
  }

  @Override
  public long unsent() {
    return unsent;
  }

  @Override
  public long queued() {
    return queued + unsent;
  }

  @Override
  public void notifyBelow(long watermark) {
    notifyBelow = watermark;
    if (unsent < watermark) {
      notifyBelow = 0;
      loop.execute(
          () -> {
            if (!closed) {
              events.writable();
            }
          });
    }
  }

  // --- in ---

  private void arrive(Message message) {
    if (closed || gone) {
      other.taken(message);
    } else {
      inbox.add(message);
      if (events != null) {
        deliverAll();
      }
    }
  }

  private void deliverAll() {
    if (delivering) {
      return;
    }
    delivering = true;
    while (!inbox.isEmpty() && !paused && !closed) {
      Message message = inbox.poll();
      other.taken(message);
      deliver(message);
    }
    delivering = false;
    if (!closed) {
      events.readDone();
    }
  }

  /** Has everything that arrives here shown, in order. */
  void tap(Consumer<Message> watcher) {
    tap = watcher;
  }

  private void deliver(Message message) {
    tap.accept(message);
    if (message instanceof Message.Piece piece) {
      here.received += piece.length();
      Slot slot = events.slot(piece.piece(), piece.begin(), piece.length());
      if (!slot.revoked()) {
        slot.place().put(piece.payload().bytes().duplicate());
      }
      events.blockDone(slot, piece.piece(), piece.begin(), piece.length());
    } else {
      events.message(message);
    }
  }

  @Override
  public void limitReading(boolean stopped) {
    boolean resumed = paused && !stopped;
    paused = stopped;
    if (resumed && events != null) {
      loop.execute(this::resumed);
    }
  }

  private void resumed() {
    if (!paused && !closed && !inbox.isEmpty()) {
      deliverAll();
    }
  }

  // --- the end ---

  @Override
  public void close() {
    if (closed) {
      return;
    }
    depart();
    closed = true;
    if (events != null) {
      loop.execute(() -> end("closed here"));
    }
    inbox.forEach(other::taken);
    inbox.clear();
    loop.after(Math.max(0, busyUntil - loop.nanoTime()) + LATENCY_NANOS, other::remoteClosed);
  }

  private void remoteClosed() {
    gone = true;
    if (!closed && events != null) {
      end("the peer closed the connection");
    }
  }

  private void end(String reason) {
    closed = true;
    if (!told) {
      told = true;
      events.closed(reason);
    }
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }
}
