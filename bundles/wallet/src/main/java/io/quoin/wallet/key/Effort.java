package io.quoin.wallet.key;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What one guess of a passphrase costs (Argon2id, RFC 9106).
 *
 * @param kib memory in KiB, 8 for each lane at least, 262144 at most
 * @param passes over the memory, 1 to 64
 * @param lanes 1 to 16
 */
record Effort(int kib, int passes, int lanes) {

  /** A quarter of a second and 32 MiB, which a platform of any size has to spare at its start. */
  static final Effort DEFAULT = new Effort(32 << 10, 4, 1);

  private static final int MOST_KIB = 256 << 10;
  private static final int MOST_PASSES = 64;
  private static final int MOST_LANES = 16;

  Effort {
    if (lanes < 1 || lanes > MOST_LANES || passes < 1 || passes > MOST_PASSES) {
      throw new IllegalArgumentException(
          "Argon2 is used with 1 to "
              + MOST_LANES
              + " lanes and 1 to "
              + MOST_PASSES
              + " passes, not "
              + lanes
              + " and "
              + passes);
    }
    if (kib < 8 * lanes || kib > MOST_KIB) {
      throw new IllegalArgumentException(
          "Argon2 is used with " + 8 * lanes + " to " + MOST_KIB + " KiB, not " + kib);
    }
  }

  /** A key of 32 bytes, which the caller wipes. */
  byte[] derive(byte[] passphrase, byte[] salt) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(kib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] key = new byte[32];
    generator.generateBytes(passphrase, key);
    return key;
  }
}
