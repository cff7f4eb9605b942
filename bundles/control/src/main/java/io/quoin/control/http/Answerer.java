package io.quoin.control.http;

import io.quoin.control.user.Doorkeeper.Visitor;
import java.io.IOException;

/** Answers requests of those who have been let in. */
interface Answerer {

  /**
   * Answers; nothing said is 204.
   *
   * @throws IOException if the connection fails, or what is read from it is refused
   */
  void answer(Exchange exchange, Visitor visitor) throws IOException;
}
