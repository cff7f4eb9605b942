package io.quoin.api.storage;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** The place of a torrent's files. Paths are lists of safe names, at least one. Thread-safe. */
@ConsumerType
public interface StorageVolume extends AutoCloseable {

  /**
   * Opens a file.
   *
   * @param path its names
   * @param access for reading, or for both; writing makes the file and its directories if they are
   *     missing
   * @return the file, closed by the caller
   * @throws StorageException {@code MISSING} if it is to be read and is not there
   */
  StorageFile open(List<String> path, Access access) throws StorageException;

  /** What a file is opened for. */
  enum Access {
    /** Reading. */
    READ,
    /** Reading and writing. */
    WRITE
  }

  /**
   * Length and time of a file.
   *
   * @param path its names
   * @return empty if it is not there
   * @throws StorageException if that cannot be told
   */
  Optional<FileStamp> stamp(List<String> path) throws StorageException;

  /**
   * Renames a file within the volume; makes missing directories.
   *
   * @param from its names
   * @param to its new names, where nothing is
   * @throws StorageException if it cannot be done
   */
  void rename(List<String> from, List<String> to) throws StorageException;

  /**
   * Deletes a file, and directories that become empty by it. A file that is not there is no error.
   *
   * @param path its names
   * @throws StorageException if it cannot be done
   */
  void delete(List<String> path) throws StorageException;

  /**
   * Makes a symbolic link (BEP 47) where nothing is. A volume that knows no links does nothing.
   *
   * @param path the link's names
   * @param target names of what it points to, counted from the volume's directory; never outside it
   * @throws StorageException if it cannot be done
   */
  default void link(List<String> path, List<String> target) throws StorageException {}

  /**
   * Makes a file executable (BEP 47). A volume that knows no such mark does nothing.
   *
   * @param path its names
   * @throws StorageException if it cannot be done
   */
  default void executable(List<String> path) throws StorageException {}

  /**
   * Closes the volume; its files are closed before.
   *
   * @throws StorageException if something that was written may be lost
   */
  @Override
  void close() throws StorageException;
}
