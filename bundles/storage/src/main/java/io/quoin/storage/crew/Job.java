package io.quoin.storage.crew;

/** Something a thread of a crew does. */
@FunctionalInterface
public interface Job {

  /**
   * Does it.
   *
   * @param worker the thread that does it, with its tools
   */
  void run(Worker worker);
}
