package io.quoin.testbed.network;

/** Sees what happens on a network. */
public interface NetworkWatch {

  /** A connection is open. */
  void opened(Host dialler, Host listener);

  /** A connection is closed; told once, when one end has closed it. */
  void closed(Host closer, Host other);

  /** A block has arrived. */
  void block(Host from, Host to, int piece, int begin);

  /**
   * An extension message has arrived (BEP 10).
   *
   * @param id of the message, 0 for the handshake
   * @param length of its body in bytes
   */
  void extended(Host from, Host to, int id, int length);
}
