package io.quoin.control.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which a request begins and its header does not end: a byte now and then
 * keeps them from being idle, and there are only so many.
 */
final class SlowConnections implements Connection.Listener {

  private final LongSupplier nanoTime;
  private final long patience;
  private final Map<Connection, Waiting> waiting = new ConcurrentHashMap<>();

  /** Since when something is waited for, and how much had come by then. */
  private record Waiting(long since, long bytes) {}

  SlowConnections(LongSupplier nanoTime, Duration patience) {
    this.nanoTime = nanoTime;
    this.patience = patience.toNanos();
  }

  /** Looks from now on, again and again. */
  void watch(Scheduler scheduler) {
    scheduler.schedule(
        () -> {
          sweep();
          watch(scheduler);
        },
        Math.max(1, patience / 4),
        TimeUnit.NANOSECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection) {
      waiting.put(connection, new Waiting(nanoTime.getAsLong(), -1));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    waiting.remove(connection);
  }

  /** Notes that a request's header has come. */
  void asked(Request request) {
    Connection connection = request.getConnectionMetaData().getConnection();
    waiting.remove(connection);
    Request.addCompletionListener(
        request,
        failure ->
            waiting.put(connection, new Waiting(nanoTime.getAsLong(), connection.getBytesIn())));
  }

  private void sweep() {
    long now = nanoTime.getAsLong();
    waiting.forEach(
        (connection, one) -> {
          if (!connection.getEndPoint().isOpen()) {
            waiting.remove(connection);
          } else if (connection.getBytesIn() == one.bytes()) {
            waiting.replace(connection, one, new Waiting(now, one.bytes()));
          } else if (now - one.since() > patience) {
            connection.getEndPoint().close();
          }
        });
  }
}
