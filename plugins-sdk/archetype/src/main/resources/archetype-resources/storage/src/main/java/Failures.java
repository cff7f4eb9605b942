package ${package};

import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageException.Code;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a failure of the file system is to a torrent. */
final class Failures {

  private Failures() {}

  static StorageException of(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new StorageException(Code.MISSING, file + " is not there", e);
    }
    if (e instanceof AccessDeniedException) {
      return new StorageException(
          Code.DENIED, file + " may not be read or written; look at its owner and its mode", e);
    }
    if (String.valueOf(e.getMessage()).contains("No space left")) {
      return new StorageException(Code.FULL, "no space is left for " + file, e);
    }
    return new StorageException(Code.IO, file + ": " + e.getMessage(), e);
  }
}
