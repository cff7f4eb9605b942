/**
 * The rules of channels and lanes: what is billed, owed and vouched for, how far a payer is
 * trusted, and how two ends agree again after a reconnect. Pure state machines with exact integers;
 * they know no clock, no key, no disk and no peer. Amounts are base units.
 */
package io.quoin.incentive.btt.channel;
