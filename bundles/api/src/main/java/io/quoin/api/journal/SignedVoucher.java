package io.quoin.api.journal;

import io.quoin.api.ledger.Signature;

/**
 * A voucher with the signature of its channel's signer.
 *
 * @param voucher what is promised
 * @param signature of the voucher's digest
 */
public record SignedVoucher(Voucher voucher, Signature signature) {}
