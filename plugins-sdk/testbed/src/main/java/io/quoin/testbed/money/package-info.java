/**
 * Money for a testbed: a ledger, wallets and journals in memory and on the virtual clock. They keep
 * the rules of the services that they stand in for, but no disk, and no cryptography: {@link
 * io.quoin.testbed.money.StandInWallet} signs with a checksum that anybody could make. For
 * simulations alone.
 */
package io.quoin.testbed.money;
