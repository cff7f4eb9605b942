package io.quoin.control.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;

/**
 * The body of an answer. What fits into one buffer goes as one write with its length; more goes as
 * it comes, as slowly as it is read, within bounds.
 */
final class ReplyBody extends OutputStream {

  private static final int BUFFER = 32 * 1024;

  private final Response response;
  private final Pace pace;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private boolean begun;
  private boolean ended;

  ReplyBody(Response response, Pace pace) {
    this.response = response;
    this.pace = pace;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (!buffer.hasRemaining()) {
        send(false);
      }
      int count = Math.min(buffer.remaining(), length - done);
      buffer.put(bytes, offset + done, count);
      done += count;
    }
  }

  /** Whether there is a body at all. */
  boolean isEmpty() {
    return !begun && buffer.position() == 0;
  }

  /** Sends the rest. */
  void end() throws IOException {
    if (!ended) {
      send(true);
    }
  }

  private void send(boolean last) throws IOException {
    if (ended) {
      throw new IOException("the answer has ended");
    }
    begun = true;
    ended = last;
    buffer.flip();
    int bytes = buffer.remaining();
    try (Blocker.Callback written = Blocker.callback()) {
      response.write(last, buffer, written);
      written.block();
    }
    buffer.clear();
    pace.moved(bytes);
  }
}
