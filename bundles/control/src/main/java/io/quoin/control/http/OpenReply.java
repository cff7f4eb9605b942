package io.quoin.control.http;

import io.quoin.api.control.ControlStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer that goes on: one write at a time, and so many bytes that wait for it. */
final class OpenReply implements ControlStream {

  private static final Logger LOG = LoggerFactory.getLogger(OpenReply.class);

  private final Response response;
  private final Callback callback;
  private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
  private final List<Runnable> actions = new ArrayList<>();
  private int waitingBytes;
  private boolean writing;
  private boolean closing;
  private boolean closed;

  OpenReply(Response response, Callback callback) {
    this.response = response;
    this.callback = callback;
  }

  @Override
  public boolean send(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    synchronized (this) {
      if (bytes.remaining() == 0) {
        return !closing && !closed;
      }
      if (closing || closed || waitingBytes + bytes.remaining() > MOST_WAITING) {
        return false;
      }
      waitingBytes += bytes.remaining();
      waiting.add(bytes);
    }
    goOn();
    return true;
  }

  /** Messages that wait. */
  synchronized int waiting() {
    return waiting.size();
  }

  private void goOn() {
    ByteBuffer next;
    boolean last;
    synchronized (this) {
      if (writing || closed || (waiting.isEmpty() && !closing)) {
        return;
      }
      writing = true;
      last = waiting.isEmpty();
      next = last ? BufferUtil.EMPTY_BUFFER : waiting.remove();
    }
    int bytes = next.remaining();
    response.write(last, next, Callback.from(() -> written(bytes, last), failure -> fail(failure)));
  }

  private void written(int bytes, boolean last) {
    synchronized (this) {
      writing = false;
      waitingBytes -= bytes;
    }
    if (!last) {
      goOn();
    } else if (ended()) {
      callback.succeeded();
    }
  }

  /** Closes it because the connection is of no use any more. */
  void fail(Throwable failure) {
    if (ended()) {
      callback.failed(failure);
    }
  }

  private boolean ended() {
    List<Runnable> due;
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
      waiting.clear();
      due = List.copyOf(actions);
      actions.clear();
    }
    due.forEach(OpenReply::run);
    return true;
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warn("What was to be done at the end of an answer failed", e);
    }
  }

  @Override
  public void whenClosed(Runnable action) {
    synchronized (this) {
      if (!closed) {
        actions.add(action);
        return;
      }
    }
    run(action);
  }

  @Override
  public void close() {
    synchronized (this) {
      closing = true;
    }
    goOn();
  }
}
