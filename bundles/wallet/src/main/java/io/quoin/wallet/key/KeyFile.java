package io.quoin.wallet.key;

import static java.nio.file.StandardOpenOption.WRITE;

import io.quoin.api.wallet.WalletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * A private key in a file of its own: 64 hexadecimal digits and a line feed, for its owner's eyes
 * only. It is made once, whole or not at all, and never written again.
 */
public final class KeyFile {

  private static final int DIGITS = 2 * SigningKey.BYTES;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;

  /**
   * A key file that may not be there yet.
   *
   * @param file where
   */
  public KeyFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the key, or draws one if there is no file.
   *
   * @param random draws it
   * @return the key that the file holds now, on disk for good
   * @throws WalletException {@code KEY} if there is a file that is no key or that others may read,
   *     or none can be made
   */
  public SigningKey openOrCreate(SecureRandom random) throws WalletException {
    try {
      if (Files.notExists(file)) {
        create(random);
      }
      return read();
    } catch (IOException e) {
      throw new WalletException(
          WalletException.Code.KEY,
          "the key file " + file + " cannot be used: " + e.getMessage() + "; see to the directory",
          e);
    }
  }

  private SigningKey read() throws IOException, WalletException {
    if (posix() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw new WalletException(
          WalletException.Code.KEY,
          "others may read the key file " + file + "; take their permissions away (chmod 600)");
    }
    byte[] text = new byte[DIGITS + 2];
    try {
      return parse(text, fill(text));
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private int fill(byte[] text) throws IOException {
    try (ReadableByteChannel in = Files.newByteChannel(file)) {
      ByteBuffer buffer = ByteBuffer.wrap(text);
      int read = 0;
      while (buffer.hasRemaining() && read >= 0) {
        read = in.read(buffer);
      }
      return buffer.position();
    }
  }

  private SigningKey parse(byte[] text, int length) throws WalletException {
    byte[] bytes = new byte[SigningKey.BYTES];
    try {
      if (length != DIGITS && (length != DIGITS + 1 || text[DIGITS] != '\n')) {
        throw new IllegalArgumentException("it is not 64 digits and a line feed");
      }
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (digit(text[2 * i]) << 4 | digit(text[2 * i + 1]));
      }
      return SigningKey.of(bytes);
    } catch (IllegalArgumentException e) {
      throw new WalletException(
          WalletException.Code.KEY,
          file + " is no key file: " + e.getMessage() + "; put back the right one");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static int digit(byte character) {
    if (!HexFormat.isHexDigit(character)) {
      throw new IllegalArgumentException("a character is no hexadecimal digit");
    }
    return HexFormat.fromHexDigit(character);
  }

  /** Written aside, synced and linked to its name, which fails if somebody else was first. */
  private void create(SecureRandom random) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path draft = Files.createTempFile(directory, file.getFileName() + ".", ".new", ownerOnly());
    try {
      writeDrawn(draft, random);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException otherWasFirst) {
      return;
    } finally {
      Files.delete(draft);
    }
    sync(directory);
  }

  private static void writeDrawn(Path draft, SecureRandom random) throws IOException {
    byte[] bytes = SigningKey.draw(random);
    byte[] text = new byte[DIGITS + 1];
    try (FileChannel out = FileChannel.open(draft, WRITE)) {
      for (int i = 0; i < bytes.length; i++) {
        text[2 * i] = (byte) HexFormat.of().toLowHexDigit(bytes[i] >> 4);
        text[2 * i + 1] = (byte) HexFormat.of().toLowHexDigit(bytes[i]);
      }
      text[DIGITS] = '\n';
      out.write(ByteBuffer.wrap(text));
      out.force(true);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
  }

  private FileAttribute<?>[] ownerOnly() {
    return posix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private boolean posix() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
