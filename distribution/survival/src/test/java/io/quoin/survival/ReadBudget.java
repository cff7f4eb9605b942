package io.quoin.survival;

import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageException.Code;
import java.util.concurrent.TimeUnit;

/** How many bytes may be read in all; a read that has none left waits until there are more. */
final class ReadBudget {

  private long left;

  ReadBudget(long bytes) {
    left = bytes;
  }

  static ReadBudget unlimited() {
    return new ReadBudget(Long.MAX_VALUE);
  }

  synchronized void extend(long bytes) {
    left += bytes;
    notifyAll();
  }

  /** From now on nothing waits. */
  synchronized void lift() {
    left = Long.MAX_VALUE;
    notifyAll();
  }

  synchronized void take(int bytes) throws StorageException {
    long deadline = System.nanoTime() + House.PATIENCE.toNanos();
    try {
      while (left < bytes) {
        long wait = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (wait <= 0) {
          throw new StorageException(Code.IO, "nothing more may be read");
        }
        wait(wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(Code.IO, "interrupted while it waited to read", e);
    }
    left -= bytes;
  }
}
