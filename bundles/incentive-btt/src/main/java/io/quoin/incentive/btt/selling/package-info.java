/**
 * Being paid: channels that payers open, an auction each round, leases and how far they are served
 * on trust, vouchers, settlements, and debts that nobody pays. The rules are those of the channel
 * and auction packages; here is who is asked, what is stored first, and what is said.
 */
package io.quoin.incentive.btt.selling;
