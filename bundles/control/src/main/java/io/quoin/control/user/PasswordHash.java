package io.quoin.control.user;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is kept of a password: salt and PBKDF2 with HMAC-SHA-256 (RFC 8018), as {@code
 * pbkdf2-sha256$ROUNDS$SALT$HASH} with Base64.
 */
public final class PasswordHash {

  /** As OWASP's cheat sheet on password storage has it for this function. */
  private static final int ROUNDS = 600_000;

  private static final int MOST_ROUNDS = 10_000_000;
  private static final String KIND = "pbkdf2-sha256";
  private static final int FIELDS = 4;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

  private final int rounds;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int rounds, byte[] salt, byte[] hash) {
    this.rounds = rounds;
    this.salt = salt;
    this.hash = hash;
  }

  /**
   * Hashes a password with a salt of its own. Takes some tenths of a second.
   *
   * @param password not kept
   */
  public static PasswordHash of(char[] password) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new PasswordHash(ROUNDS, salt, derived(password, salt, ROUNDS));
  }

  /** A hash that no password has; to compare with it takes as long as with any. */
  static PasswordHash ofNobody() {
    return new PasswordHash(ROUNDS, new byte[SALT_BYTES], new byte[HASH_BYTES]);
  }

  /** The hash of a text that {@link #toString} made. */
  static Optional<PasswordHash> parse(String text) {
    String[] fields = text.split("\\$", -1);
    if (fields.length != FIELDS || !fields[0].equals(KIND)) {
      return Optional.empty();
    }
    try {
      int rounds = Integer.parseInt(fields[1]);
      byte[] salt = Base64.getDecoder().decode(fields[2]);
      byte[] hash = Base64.getDecoder().decode(fields[3]);
      return rounds >= ROUNDS
              && rounds <= MOST_ROUNDS
              && salt.length > 0
              && hash.length == HASH_BYTES
          ? Optional.of(new PasswordHash(rounds, salt, hash))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether this is the hash of a password; takes as long as to make it. */
  public boolean isOf(char[] password) {
    return MessageDigest.isEqual(hash, derived(password, salt, rounds));
  }

  private static byte[] derived(char[] password, byte[] salt, int rounds) {
    PBEKeySpec key = new PBEKeySpec(password, salt, rounds, HASH_BYTES * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", e);
    } finally {
      key.clearPassword();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PasswordHash one
        && rounds == one.rounds
        && Arrays.equals(salt, one.salt)
        && MessageDigest.isEqual(hash, one.hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hash);
  }

  /** As the file of users has it. */
  @Override
  public String toString() {
    return KIND
        + "$"
        + rounds
        + "$"
        + ENCODER.encodeToString(salt)
        + "$"
        + ENCODER.encodeToString(hash);
  }
}
