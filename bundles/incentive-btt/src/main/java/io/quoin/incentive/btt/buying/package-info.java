/** Paying: channels that we open, bids, what leases brought, vouchers and settlements. */
package io.quoin.incentive.btt.buying;
