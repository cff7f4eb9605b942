package io.quoin.api.journal;

import io.quoin.api.ledger.Digest;

/**
 * Names a channel: the hash of its terms.
 *
 * @param digest 32 bytes
 */
public record ChannelId(Digest digest) {

  /** Sixty-four hexadecimal digits of lower case. */
  @Override
  public String toString() {
    return digest.hex();
  }
}
