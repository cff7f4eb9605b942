package io.quoin.api.journal;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import java.time.Instant;

/**
 * What two addresses agreed on when a channel was opened. Nothing of it changes later.
 *
 * @param id made from the other terms
 * @param payer who promises to pay
 * @param payee who is paid
 * @param signer whose signature vouchers bear: the payer, or a key that may spend for it
 * @param capacity the most that all its lanes together may come to, at least 1
 * @param expiry after which nothing is promised, in whole seconds
 * @param nonce 32 bytes that the payer drew; no two channels of a payer have the same
 */
public record ChannelTerms(
    ChannelId id,
    Address payer,
    Address payee,
    Address signer,
    long capacity,
    Instant expiry,
    Digest nonce) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public ChannelTerms {
    if (payer.equals(payee)) {
      throw new IllegalArgumentException("a channel from " + payer + " to itself pays nobody");
    }
    if (capacity < 1) {
      throw new IllegalArgumentException("a capacity is at least 1 base unit, not " + capacity);
    }
    if (expiry.getNano() != 0 || expiry.getEpochSecond() < 0) {
      throw new IllegalArgumentException("an expiry is in whole seconds from 1970 on");
    }
  }
}
