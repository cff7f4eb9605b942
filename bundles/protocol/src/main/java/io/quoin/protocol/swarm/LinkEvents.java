package io.quoin.protocol.swarm;

/** What a connection tells its peer object, on the swarm's loop. */
public interface LinkEvents {

  /** A message other than a piece. */
  void message(Message message);

  /**
   * A block begins to arrive.
   *
   * @return where it goes; {@link Slot#NONE} to skip it as it passes
   */
  Slot slot(int piece, int begin, int length);

  /**
   * All of a block has been put into the slot that was asked for last, or skipped if there was
   * none.
   */
  void blockDone(Slot slot, int piece, int begin, int length);

  /** All that had arrived has been delivered: the time to answer and to flush. */
  void readDone();

  /** The watermark of {@link Link#notifyBelow} is reached. */
  void writable();

  /**
   * The connection is gone; nothing else comes.
   *
   * @param reason one short sentence
   */
  void closed(String reason);
}
