package io.quoin.api.storage;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** An open file. Reads and writes name their position and may come from several threads at once. */
@ConsumerType
public interface StorageFile extends AutoCloseable {

  /**
   * Reads until the buffer is full or the file ends.
   *
   * @param into where to; the caller's, not kept
   * @param position first byte
   * @return bytes read, 0 at the end
   * @throws StorageException if they cannot be read
   */
  int read(ByteBuffer into, long position) throws StorageException;

  /**
   * Writes all of the buffer; the file grows as needed.
   *
   * @param from what; the caller's, not kept
   * @param position first byte
   * @throws StorageException if not all is written; {@code FULL} if no space is left
   */
  void write(ByteBuffer from, long position) throws StorageException;

  /**
   * Returns when everything written to the file before, on whichever of its handles, survives a
   * power cut, and so does the file's name. Works for files that were opened to be read, too.
   *
   * @throws StorageException if that cannot be promised
   */
  void sync() throws StorageException;

  /**
   * The file's length.
   *
   * @return bytes
   * @throws StorageException if that cannot be told
   */
  long length() throws StorageException;

  /**
   * Makes the file this long: cut, or grown with zeros.
   *
   * @param length bytes
   * @throws StorageException if it cannot be done
   */
  void length(long length) throws StorageException;

  /**
   * Closes the file.
   *
   * @throws StorageException if something that was written may be lost
   */
  @Override
  void close() throws StorageException;
}
