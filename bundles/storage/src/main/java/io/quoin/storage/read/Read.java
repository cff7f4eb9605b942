package io.quoin.storage.read;

import io.quoin.storage.crew.Worker;

/** One read. */
@FunctionalInterface
public interface Read {

  /**
   * Reads, or finds that nobody wants it any more.
   *
   * @param lease memory to read into, now its own to pass on or close
   * @param worker the thread
   */
  void run(ReadLease lease, Worker worker);
}
