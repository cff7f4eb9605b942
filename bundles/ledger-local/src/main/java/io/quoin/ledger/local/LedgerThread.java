package io.quoin.ledger.local;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger's one thread; as much waits for it as has room. */
final class LedgerThread implements Executor {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerThread.class);
  private static final int WAITING = 4096;
  private static final int CLOSING_SECONDS = 10;

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          task -> new Thread(task, "quoin-ledger-local"));

  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  /** Does what was taken, then closes the log, so that the next can open it. */
  void close(LedgerLog log) {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The ledger's disk is slow; what was asked last may not be kept");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      log.close();
    } catch (IOException e) {
      LOG.warn("The ledger was not closed: {}", e.getMessage());
    }
  }
}
