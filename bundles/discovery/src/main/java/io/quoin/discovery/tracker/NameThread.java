package io.quoin.discovery.tracker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks names up with the JDK, which blocks: on a thread of its own, so that a name server that
 * does not answer delays no announcement by address or over HTTP. The thread is there while it is
 * needed.
 */
final class NameThread implements NameLookup, AutoCloseable {

  static final int WAITING = 256;
  private static final int IDLE_SECONDS = 5;

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING),
          NameThread::daemon);

  NameThread() {
    thread.allowCoreThreadTimeOut(true);
  }

  @Override
  public void lookUp(String host, Consumer<List<InetAddress>> told) {
    try {
      thread.execute(() -> told.accept(addresses(host)));
    } catch (RejectedExecutionException full) {
      told.accept(List.of());
    }
  }

  private static List<InetAddress> addresses(String host) {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException unknown) {
      return List.of();
    }
  }

  /** A look-up cannot be interrupted; it must not keep a program from ending. */
  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "quoin-discovery-names");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
