package io.quoin.api.ledger;

/**
 * A transfer that a ledger knows.
 *
 * @param id its name
 * @param from who paid
 * @param to who was paid
 * @param token of which token
 * @param amount base units
 * @param isFinal whether it can no longer be undone; until then it may vanish
 */
public record TransferFacts(
    TransferId id, Address from, Address to, TokenId token, long amount, boolean isFinal) {}
