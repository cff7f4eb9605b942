package io.quoin.storage.crew;

/** Whose calls to a provider are watched. */
public interface Watched {

  /**
   * A call has not returned within its time. Comes once for a call, on the keeper's thread.
   *
   * @param doing what was being done, as in "writing 'a/b'"
   * @param seconds since when
   */
  void overdue(String doing, long seconds);
}
