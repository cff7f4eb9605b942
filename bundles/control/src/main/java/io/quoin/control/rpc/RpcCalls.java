package io.quoin.control.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Answers one call of a remote-control protocol; the transport has already checked who asks. */
public interface RpcCalls {

  /**
   * Reads one call as UTF-8 JSON (already bounded by the transport) and streams the answer as UTF-8
   * JSON; never throws for bad input, the answer says it. Nothing is written where the caller wants
   * no answer. May wait some seconds for what was asked, or up to a minute for a torrent that is
   * fetched.
   *
   * @param call what was sent; read to its end, not closed
   * @param answer where to; flushed, not closed
   * @throws IOException if the transport fails
   */
  void answer(InputStream call, OutputStream answer) throws IOException;
}
