package io.quoin.wallet.key;

import io.quoin.api.ledger.Address;
import io.quoin.api.wallet.WalletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;

/**
 * A private key in a file, encrypted under a passphrase: Argon2id and ChaCha20-Poly1305. Power cuts
 * leave the file as it was before or after. Opening and writing take a quarter of a second and 32
 * MiB.
 */
public final class Keystore {

  /** Longer files are no keystores. */
  private static final int LIMIT = 2048;

  private final OwnerFile file;
  private final SecureRandom random;
  private final Effort effort;

  /**
   * A keystore that may not be there yet.
   *
   * @param file where
   * @param random draws keys, salts and nonces
   */
  public Keystore(Path file, SecureRandom random) {
    this(file, random, Effort.DEFAULT);
  }

  Keystore(Path file, SecureRandom random, Effort effort) {
    this.file = new OwnerFile(file);
    this.random = random;
    this.effort = effort;
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
   * Draws a key and keeps it.
   *
   * @param passphrase opens it from now on
   * @return the key's address
   * @throws WalletException {@code KEY} if there is a file of that name, or it cannot be written;
   *     {@code PASSPHRASE} if it is too short
   */
  public Address create(Passphrase passphrase) throws WalletException {
    byte[] key = SigningKey.draw(random);
    try {
      return keep(key, passphrase);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Keeps a key that exists elsewhere.
   *
   * @param key 32 bytes, which the caller wipes
   * @param passphrase opens it from now on
   * @return the key's address
   * @throws WalletException {@code KEY} if there is a file of that name, or it cannot be written;
   *     {@code PASSPHRASE} if it is too short
   * @throws IllegalArgumentException if the bytes are no key
   */
  public Address keep(byte[] key, Passphrase passphrase) throws WalletException {
    Address address = SigningKey.of(key).address();
    byte[] text = sealed(key, address, passphrase);
    try {
      if (!file.create(text)) {
        throw new WalletException(
            WalletException.Code.KEY,
            file + " is there already, and is not overwritten; it holds a key");
      }
    } catch (IOException e) {
      throw unusable(e);
    }
    return address;
  }

  /**
   * Whose key it says it holds; believed only once it is opened.
   *
   * @return the address
   * @throws WalletException {@code KEY} if there is no file, it is no keystore, or others may read
   *     it
   */
  public Address address() throws WalletException {
    return read().address();
  }

  /**
   * Opens it.
   *
   * @param passphrase of it
   * @return the key
   * @throws WalletException {@code PASSPHRASE} if it is the wrong one, or the file was changed;
   *     {@code KEY} as {@link #address}
   */
  public SigningKey open(Passphrase passphrase) throws WalletException {
    Sealed sealed = read();
    byte[] key = bytes(sealed, passphrase);
    try {
      return key(sealed, key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Has another passphrase open it; the key stays the same. Copies made before are still opened by
   * the old one.
   *
   * @param before the passphrase of now
   * @param after the one from now on
   * @throws WalletException as {@link #open}, and {@code PASSPHRASE} if the one from now on is too
   *     short; the file is then unchanged
   */
  public void change(Passphrase before, Passphrase after) throws WalletException {
    Sealed sealed = read();
    byte[] key = bytes(sealed, before);
    try {
      file.replace(sealed(key, key(sealed, key).address(), after));
    } catch (IOException e) {
      throw unusable(e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private byte[] sealed(byte[] key, Address address, Passphrase passphrase) throws WalletException {
    passphrase.requireStrength();
    byte[] salt = new byte[Sealed.SALT];
    byte[] nonce = new byte[Sealed.NONCE];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    return Sealed.seal(key, address, passphrase, effort, salt, nonce)
        .text()
        .getBytes(StandardCharsets.US_ASCII);
  }

  private Sealed read() throws WalletException {
    try {
      byte[] text = file.read(LIMIT);
      if (text.length > LIMIT) {
        throw new IllegalArgumentException("it is longer than " + LIMIT + " bytes");
      }
      return Sealed.parse(text);
    } catch (IOException e) {
      throw unusable(e);
    } catch (IllegalArgumentException e) {
      throw new WalletException(
          WalletException.Code.KEY,
          file + " is no keystore: " + e.getMessage() + "; put back the right one",
          e);
    }
  }

  private byte[] bytes(Sealed sealed, Passphrase passphrase) throws WalletException {
    try {
      return sealed.open(passphrase);
    } catch (InvalidCipherTextException e) {
      throw new WalletException(
          WalletException.Code.PASSPHRASE,
          "the passphrase does not open " + file + ": it is another one, or the file was changed",
          e);
    }
  }

  private SigningKey key(Sealed sealed, byte[] bytes) throws WalletException {
    SigningKey key = SigningKey.of(bytes);
    if (!key.address().equals(sealed.address())) {
      throw new WalletException(
          WalletException.Code.KEY,
          file + " holds the key of " + key.address() + ", not that of " + sealed.address());
    }
    return key;
  }

  private WalletException unusable(IOException e) {
    return new WalletException(
        WalletException.Code.KEY,
        "the keystore " + file + " cannot be used: " + e.getMessage() + "; see to the directory",
        e);
  }
}
