package io.quoin.control.rpc;

import io.quoin.api.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Answers one call of a remote-control protocol; the transport has already checked who asks. */
public interface RpcCalls {

  /**
   * Reads one call and streams its answer, both JSON in UTF-8. What is wrong with a call is said in
   * the answer.
   *
   * @param call bounded by the transport in size and time
   * @param answer not closed; nothing is written where nothing is answered
   * @param role of who asks
   * @throws IOException if the transport fails
   */
  void answer(InputStream call, OutputStream answer, Role role) throws IOException;
}
