package io.quoin.api.ledger;

/**
 * What nodes say of the ledger that they keep.
 *
 * @param net which network
 * @param network the name of a network that everybody knows, such as {@code mainnet}; empty for any
 *     other
 * @param token the token that was asked for, as it is there
 */
public record LedgerFacts(NetId net, String network, TokenFacts token) {}
