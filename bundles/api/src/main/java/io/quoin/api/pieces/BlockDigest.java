package io.quoin.api.pieces;

/**
 * The first 128 bits of a cryptographic digest of one block as it arrived; equal for equal bytes.
 *
 * @param high bytes 0 to 7, big-endian
 * @param low bytes 8 to 15, big-endian
 */
public record BlockDigest(long high, long low) {}
