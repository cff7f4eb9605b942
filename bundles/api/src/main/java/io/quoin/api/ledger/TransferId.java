package io.quoin.api.ledger;

/**
 * Names a transfer: the SHA-256 of its raw bytes, which is also what its signer signs. Known before
 * it is sent; transfers with equal fields have equal ids.
 *
 * @param digest 32 bytes
 */
public record TransferId(Digest digest) {

  /** Sixty-four hexadecimal digits of lower case. */
  @Override
  public String toString() {
    return digest.hex();
  }
}
