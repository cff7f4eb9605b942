package io.quoin.devnet.chain;

/**
 * What all accounts have together. Tokens are never made or lost, and neither are coins once those
 * are counted that fees have burnt.
 *
 * @param tokens in base units
 * @param sun coins, in millionths of a TRX
 * @param burnt coins that fees took out of the world
 */
public record Sums(long tokens, long sun, long burnt) {}
