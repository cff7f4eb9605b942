package io.quoin.storage.files;

import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageException.Code;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** Says what went wrong with a file, and what to do about it. */
public final class Failures {

  private Failures() {}

  /**
   * The typed form of a failure.
   *
   * @param doing what was being done, as in "writing"
   * @param file to which file
   * @param cause why it failed
   * @return with a sentence that says what to do
   */
  public static StorageException of(String doing, Path file, IOException cause) {
    if (cause instanceof StorageException typed) {
      return typed;
    }
    String reason = reason(cause);
    Code code = code(cause, reason.toLowerCase(Locale.ROOT));
    return new StorageException(
        code, "Failed " + doing + " '" + file + "': " + reason + "; " + advice(code), cause);
  }

  private static Code code(IOException cause, String reason) {
    if (cause instanceof NoSuchFileException) {
      return Code.MISSING;
    }
    if (reason.contains("no space left")
        || reason.contains("not enough space")
        || reason.contains("disk quota")) {
      return Code.FULL;
    }
    if (cause instanceof AccessDeniedException
        || reason.contains("read-only file system")
        || reason.contains("permission denied")
        || reason.contains("operation not permitted")
        || reason.contains("access is denied")) {
      return Code.DENIED;
    }
    return Code.IO;
  }

  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "it is not there";
    }
    if (cause instanceof AccessDeniedException denied) {
      return Objects.requireNonNullElse(denied.getReason(), "permission denied");
    }
    String message =
        cause instanceof FileSystemException typed ? typed.getReason() : cause.getMessage();
    return Objects.requireNonNullElse(message, cause.getClass().getSimpleName());
  }

  private static String advice(Code code) {
    return switch (code) {
      case MISSING -> "put it back, or check the torrent again to fetch what is missing";
      case DENIED -> "make it and its directory readable and writable for this user";
      case FULL -> "make room on that disk, then start the torrent again";
      case IO -> "look at the disk and the system's log, then start the torrent again";
    };
  }
}
