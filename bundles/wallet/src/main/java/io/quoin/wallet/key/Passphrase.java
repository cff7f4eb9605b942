package io.quoin.wallet.key;

import io.quoin.api.wallet.WalletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** What opens a keystore: its bytes in UTF-8, wiped when it is closed. Not thread-safe. */
public final class Passphrase implements AutoCloseable {

  /** The most bytes. */
  public static final int LIMIT = 1024;

  /** The fewest bytes, blanks not counted, of one that is to protect something. */
  public static final int LEAST = 8;

  private final byte[] bytes;

  private Passphrase(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A passphrase that somebody typed.
   *
   * @param typed characters, which the caller wipes
   * @return the passphrase
   * @throws WalletException {@code PASSPHRASE} if it is empty or longer than {@link #LIMIT}
   */
  public static Passphrase of(char[] typed) throws WalletException {
    // Three bytes a char at most; with replacements for what is no character, as String does it.
    ByteBuffer encoded = ByteBuffer.allocate(3 * typed.length);
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(typed), encoded, true);
    byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
    Arrays.fill(encoded.array(), (byte) 0);
    return checked(bytes, "the passphrase");
  }

  /**
   * The first line of a file that only its owner may read.
   *
   * @param file in UTF-8
   * @return the passphrase, without the line's end
   * @throws WalletException {@code PASSPHRASE} if the file cannot be read, or its first line is
   *     empty or too long; {@code KEY} if others may read it
   */
  public static Passphrase read(Path file) throws WalletException {
    byte[] text;
    try {
      text = new OwnerFile(file).read(LIMIT + 2);
    } catch (IOException e) {
      throw new WalletException(
          WalletException.Code.PASSPHRASE,
          "the passphrase file " + file + " cannot be read: " + e.getMessage(),
          e);
    }
    try {
      return checked(Arrays.copyOf(text, lineLength(text)), "the first line of " + file);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static int lineLength(byte[] text) {
    int end = 0;
    while (end < text.length && text[end] != '\n' && text[end] != '\r') {
      end++;
    }
    return end;
  }

  private static Passphrase checked(byte[] bytes, String what) throws WalletException {
    if (bytes.length == 0 || bytes.length > LIMIT) {
      Arrays.fill(bytes, (byte) 0);
      throw new WalletException(
          WalletException.Code.PASSPHRASE,
          what + " is " + (bytes.length == 0 ? "empty" : "longer than " + LIMIT + " bytes"));
    }
    return new Passphrase(bytes);
  }

  /**
   * Refuses one that is guessed too soon. What it opens already is opened by any.
   *
   * @throws WalletException {@code PASSPHRASE} if it has fewer than {@link #LEAST} bytes
   */
  void requireStrength() throws WalletException {
    int counted = 0;
    for (byte one : bytes) {
      counted += one == ' ' || one == '\t' ? 0 : 1;
    }
    if (counted < LEAST) {
      throw new WalletException(
          WalletException.Code.PASSPHRASE,
          "a new passphrase has at least " + LEAST + " characters; take some words of your own");
    }
  }

  /** Its own bytes, wiped when it is closed. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  /** Does not show it. */
  @Override
  public String toString() {
    return "a passphrase";
  }
}
