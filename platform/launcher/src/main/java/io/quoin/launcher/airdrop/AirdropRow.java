package io.quoin.launcher.airdrop;

import io.quoin.api.ledger.Address;

/**
 * Somebody who is to be paid.
 *
 * @param line where it stands in the file, counted from 1; no other row has it
 * @param payee who
 * @param amount base units, at least 1
 */
public record AirdropRow(long line, Address payee, long amount) {}
