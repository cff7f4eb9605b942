package io.quoin.api.storage;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps the bytes of files. Registered as a service with the property {@value #ID}; torrents are
 * bound to their provider by that id. Calls come from storage threads, several at once for
 * different files or ranges, and may take their time: one that takes longer than storage is set to
 * bear (30 s unless told otherwise) halts its torrent. Threads are never interrupted.
 */
@ConsumerType
public interface StorageProvider {

  /** Service property: the id that torrents name. */
  String ID = "quoin.storage.id";

  /**
   * Opens the place of a torrent's files.
   *
   * @param directory the directory that the user named; its meaning is the provider's
   * @return the place, closed by the caller
   * @throws StorageException if it cannot be used
   */
  StorageVolume open(Path directory) throws StorageException;
}
