package io.quoin.wallet.key;

import io.quoin.api.wallet.WalletException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A private key in a file of its own: 64 hexadecimal digits and a line feed, for its owner's eyes
 * only. It is made once, whole or not at all, and never written again.
 */
public final class KeyFile {

  private static final int DIGITS = 2 * SigningKey.BYTES;

  private final OwnerFile file;

  /**
   * A key file that may not be there yet.
   *
   * @param file where
   */
  public KeyFile(Path file) {
    this.file = new OwnerFile(file);
  }

  /**
   * Whether there is one.
   *
   * @return true if there is a file, whatever is in it
   */
  public boolean exists() {
    return file.exists();
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
      if (!file.exists()) {
        create(random);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
    byte[] bytes = bytes();
    try {
      return SigningKey.of(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * Reads the bytes of the key.
   *
   * @return 32 bytes that are a key; the caller wipes them
   * @throws WalletException {@code KEY} if there is no file, it is no key, or others may read it
   */
  public byte[] bytes() throws WalletException {
    try {
      byte[] text = file.read(DIGITS + 1);
      try {
        return parse(text);
      } finally {
        Arrays.fill(text, (byte) 0);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Takes the key away, and whatever a crash has left of its making. Once this returns, a power cut
   * does not bring it back.
   *
   * @throws WalletException {@code KEY} if it cannot be deleted
   */
  public void delete() throws WalletException {
    try {
      file.delete();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private WalletException unusable(IOException e) {
    return new WalletException(
        WalletException.Code.KEY,
        "the key file " + file + " cannot be used: " + e.getMessage() + "; see to the directory",
        e);
  }

  private byte[] parse(byte[] text) throws WalletException {
    byte[] bytes = new byte[SigningKey.BYTES];
    try {
      if (text.length != DIGITS && (text.length != DIGITS + 1 || text[DIGITS] != '\n')) {
        throw new IllegalArgumentException("it is not 64 digits and a line feed");
      }
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (digit(text[2 * i]) << 4 | digit(text[2 * i + 1]));
      }
      SigningKey.check(bytes);
      return bytes;
    } catch (IllegalArgumentException e) {
      Arrays.fill(bytes, (byte) 0);
      throw new WalletException(
          WalletException.Code.KEY,
          file + " is no key file: " + e.getMessage() + "; put back the right one");
    }
  }

  private static int digit(byte character) {
    if (!HexFormat.isHexDigit(character)) {
      throw new IllegalArgumentException("a character is no hexadecimal digit");
    }
    return HexFormat.fromHexDigit(character);
  }

  private void create(SecureRandom random) throws IOException {
    byte[] bytes = SigningKey.draw(random);
    byte[] text = new byte[DIGITS + 1];
    try {
      for (int i = 0; i < bytes.length; i++) {
        text[2 * i] = (byte) HexFormat.of().toLowHexDigit(bytes[i] >> 4);
        text[2 * i + 1] = (byte) HexFormat.of().toLowHexDigit(bytes[i]);
      }
      text[DIGITS] = '\n';
      // Whoever was first at it has made the key.
      file.create(text);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
  }
}
