package io.quoin.api.control;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An answer that stays open. Thread-safe. A connection on which nothing is sent for 30 seconds is
 * taken for lost and closed: something has to be sent more often, such as a comment.
 */
@ProviderType
public interface ControlStream extends AutoCloseable {

  /** Bytes that may wait for who reads slowly. */
  int MOST_WAITING = 256 * 1024;

  /**
   * Sends something; never waits.
   *
   * @param text sent as UTF-8, whole or not at all
   * @return false if it was not sent: the stream is closed, or {@link #MOST_WAITING} bytes wait
   *     already
   */
  boolean send(String text);

  /**
   * Has something done when the stream is closed, by either side; at once if it is closed already.
   *
   * @param action short, called once on any thread; whatever it throws is ignored
   */
  void whenClosed(Runnable action);

  /** Ends the answer once what waits is sent. */
  @Override
  void close();
}
