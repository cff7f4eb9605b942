/** Being paid: channels that payers open, bids, leases, vouchers and settlements. */
package io.quoin.incentive.btt.selling;
