package io.quoin.wallet.key;

import io.quoin.api.ledger.Digest;
import java.nio.ByteBuffer;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256: SHA-3 as it was before it became a standard, with the padding it had then. */
public final class Keccak {

  private Keccak() {}

  /**
   * Hashes bytes.
   *
   * @param bytes from position to limit; both stay as they are
   * @return the digest
   */
  public static Digest digest(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return Digest.of(hash(copy, 0, copy.length));
  }

  static byte[] hash(byte[] bytes, int offset, int length) {
    KeccakDigest keccak = new KeccakDigest(256);
    keccak.update(bytes, offset, length);
    byte[] digest = new byte[Digest.BYTES];
    keccak.doFinal(digest, 0);
    return digest;
  }
}
