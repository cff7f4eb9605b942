package io.quoin.protocol.swarm;

import java.net.InetSocketAddress;

/** A connection to a peer after the handshakes. Used on the swarm's loop only. */
public interface Link {

  /** Begins to deliver what arrives. Called once, after the receiver is ready. */
  void start(LinkEvents events);

  /**
   * Queues a message; it leaves when {@link #flush} is called, in order. A {@link Message.Piece}'s
   * payload is given back when it is handed to the socket or dropped.
   */
  void send(Message message);

  /** Hands what is queued to the socket, as far as it takes it. */
  void flush();

  /** Payload bytes queued and not yet handed to the socket. */
  long unsent();

  /** All bytes queued and not yet handed to the socket, messages' included. */
  long queued();

  /**
   * Asks for one {@link LinkEvents#writable} as soon as fewer payload bytes than this are unsent.
   */
  void notifyBelow(long unsent);

  /** Stops or resumes reading, for rate limits. */
  void limitReading(boolean stopped);

  /** Closes the connection; {@link LinkEvents#closed} follows, not before this returns. */
  void close();

  /** The peer's end. */
  InetSocketAddress remote();
}
