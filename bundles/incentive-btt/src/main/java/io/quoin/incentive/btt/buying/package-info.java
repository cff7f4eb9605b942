/**
 * Paying: channels with sellers, bids for leases, vouchers for what has verified, and settlements,
 * all within what the user allows. The rules are those of the channel package; here is who is
 * asked, what is stored first, and what is said.
 */
package io.quoin.incentive.btt.buying;
