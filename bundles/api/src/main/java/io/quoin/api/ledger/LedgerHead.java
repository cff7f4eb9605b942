package io.quoin.api.ledger;

import java.time.Instant;

/**
 * The newest block that can no longer be undone.
 *
 * @param number counted from 0
 * @param time when it was made, by the ledger's clock
 */
public record LedgerHead(long number, Instant time) {}
