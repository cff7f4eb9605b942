package io.quoin.wallet.key;

import io.quoin.api.ledger.Address;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Properties;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * A private key under a passphrase, as it stands in a file: lines of {@code name=value}. The key is
 * encrypted with ChaCha20-Poly1305 (RFC 8439), which covers the other lines too: none can be
 * changed without being noticed.
 */
final class Sealed {

  static final int SALT = 16;
  static final int NONCE = 12;
  private static final int TAG = 16;
  private static final String VERSION = "1";
  private static final String DERIVATION = "argon2id";
  private static final String CIPHER = "chacha20-poly1305";

  private final Address address;
  private final Effort effort;
  private final byte[] salt;
  private final byte[] nonce;
  private final byte[] box;

  private Sealed(Address address, Effort effort, byte[] salt, byte[] nonce, byte[] box) {
    this.address = address;
    this.effort = effort;
    this.salt = salt;
    this.nonce = nonce;
    this.box = box;
  }

  /** Whose key it is said to be; believed once it is opened. */
  Address address() {
    return address;
  }

  /** Encrypts 32 bytes under a fresh salt of 16 bytes and a fresh nonce of 12. */
  static Sealed seal(
      byte[] key,
      Address address,
      Passphrase passphrase,
      Effort effort,
      byte[] salt,
      byte[] nonce) {
    Sealed empty = new Sealed(address, effort, salt, nonce, new byte[0]);
    byte[] sealing = effort.derive(passphrase.bytes(), salt);
    try {
      return new Sealed(address, effort, salt, nonce, empty.process(true, sealing, key));
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("encrypting checks no tag", e);
    } finally {
      Arrays.fill(sealing, (byte) 0);
    }
  }

  /** The bytes of the key, which the caller wipes; throws if a tag or the passphrase is wrong. */
  byte[] open(Passphrase passphrase) throws InvalidCipherTextException {
    byte[] sealing = effort.derive(passphrase.bytes(), salt);
    try {
      return process(false, sealing, box);
    } finally {
      Arrays.fill(sealing, (byte) 0);
    }
  }

  private byte[] process(boolean encrypt, byte[] sealing, byte[] in)
      throws InvalidCipherTextException {
    KeyParameter key = new KeyParameter(sealing);
    try {
      ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
      cipher.init(
          encrypt,
          new AEADParameters(key, 8 * TAG, nonce, header().getBytes(StandardCharsets.US_ASCII)));
      byte[] out = new byte[cipher.getOutputSize(in.length)];
      int begun = cipher.processBytes(in, 0, in.length, out, 0);
      cipher.doFinal(out, begun);
      return out;
    } finally {
      // Its own copy, not the array that it was made of.
      Arrays.fill(key.getKey(), (byte) 0);
    }
  }

  private String header() {
    return "version="
        + VERSION
        + "\naddress="
        + address
        + "\nderivation="
        + DERIVATION
        + "\nderivation.kib="
        + effort.kib()
        + "\nderivation.passes="
        + effort.passes()
        + "\nderivation.lanes="
        + effort.lanes()
        + "\nsalt="
        + HexFormat.of().formatHex(salt)
        + "\ncipher="
        + CIPHER
        + "\nnonce="
        + HexFormat.of().formatHex(nonce)
        + "\n";
  }

  /** The whole file. */
  String text() {
    return header() + "sealed=" + HexFormat.of().formatHex(box) + "\n";
  }

  /** Reads a file; throws {@link IllegalArgumentException} naming the line that is wrong. */
  static Sealed parse(byte[] text) {
    Properties lines = new Properties();
    try {
      lines.load(new ByteArrayInputStream(text));
    } catch (IOException e) {
      throw new IllegalStateException("bytes can be read", e);
    }
    expect(lines, "version", VERSION);
    expect(lines, "derivation", DERIVATION);
    expect(lines, "cipher", CIPHER);
    return new Sealed(
        Address.parse(line(lines, "address")),
        new Effort(
            number(lines, "derivation.kib"),
            number(lines, "derivation.passes"),
            number(lines, "derivation.lanes")),
        bytes(lines, "salt", SALT),
        bytes(lines, "nonce", NONCE),
        bytes(lines, "sealed", SigningKey.BYTES + TAG));
  }

  private static String line(Properties lines, String name) {
    String value = lines.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("there is no line '" + name + "'");
    }
    return value;
  }

  private static void expect(Properties lines, String name, String value) {
    if (!line(lines, name).equals(value)) {
      throw new IllegalArgumentException("'" + name + "' is not " + value);
    }
  }

  private static int number(Properties lines, String name) {
    try {
      return Integer.parseInt(line(lines, name));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + name + "' is no number", e);
    }
  }

  private static byte[] bytes(Properties lines, String name, int length) {
    byte[] bytes;
    try {
      bytes = HexFormat.of().parseHex(line(lines, name));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + name + "' is not hexadecimal", e);
    }
    if (bytes.length != length) {
      throw new IllegalArgumentException("'" + name + "' has " + bytes.length + " bytes");
    }
    return bytes;
  }
}
