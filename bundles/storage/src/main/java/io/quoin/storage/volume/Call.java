package io.quoin.storage.volume;

import io.quoin.api.storage.StorageException;

/**
 * A call that may hang.
 *
 * @param <T> what it returns
 */
@FunctionalInterface
public interface Call<T> {

  /**
   * Makes it.
   *
   * @return its result
   * @throws StorageException if it fails
   */
  T run() throws StorageException;
}
