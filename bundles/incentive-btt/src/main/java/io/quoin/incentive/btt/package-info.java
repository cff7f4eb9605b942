/**
 * The BTT incentive: whoever pays is served sooner, and seeding on earns. It knows the engine only
 * through the incentive's seam, ledgers and keys only through services; no chain, no key, no disk.
 * docs/btt-extension.md says what peers exchange.
 */
package io.quoin.incentive.btt;
