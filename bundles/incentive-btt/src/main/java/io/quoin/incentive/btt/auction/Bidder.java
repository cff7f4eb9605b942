package io.quoin.incentive.btt.auction;

import io.quoin.api.ledger.Address;

/**
 * A bid that may win: its channel is acknowledged, its peer is interested and lacks something we
 * have, is not served free, has room in all bounds, and its limit is no less than the ask.
 *
 * @param peer who bids
 * @param payer who would pay
 * @param limit base units per GiB
 * @param settledBefore whether the payer ever finally settled with us
 * @param leasedJustNow whether its lease has just ended
 * @param recentBytes paid bytes to the payer in the last 10 minutes
 * @param vouchedRecently whether the payer vouchered here in the last 10 minutes
 */
public record Bidder<P>(
    P peer,
    Address payer,
    long limit,
    boolean settledBefore,
    boolean leasedJustNow,
    long recentBytes,
    boolean vouchedRecently) {}
