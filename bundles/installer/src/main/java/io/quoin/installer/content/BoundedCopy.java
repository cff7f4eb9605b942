package io.quoin.installer.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Copies bytes of strangers: no more than may be, with their digest. */
public final class BoundedCopy {

  private static final int BUFFER = 64 << 10;

  private BoundedCopy() {}

  /** There was more than there may be. */
  public static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A copy that was made.
   *
   * @param bytes how many
   * @param digest their SHA-256 in lower-case hexadecimal digits
   */
  public record Copied(long bytes, String digest) {}

  static Copied toFile(InputStream in, Path target, long most) throws IOException {
    try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      return copy(in, out, most);
    }
  }

  /**
   * Copies a stream.
   *
   * @param in read to its end
   * @param out not closed
   * @param most bytes that there may be
   * @return how many there were, and their digest
   * @throws IOException {@link TooLong}, or what reading and writing throws
   */
  public static Copied copy(InputStream in, OutputStream out, long most) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    long total = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      total += read;
      if (total > most) {
        throw new TooLong();
      }
      digest.update(buffer, 0, read);
      out.write(buffer, 0, read);
    }
    return new Copied(total, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
