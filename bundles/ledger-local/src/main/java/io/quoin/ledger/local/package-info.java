/**
 * The embedded ledger: a token without a chain. It keeps accounts and transfers as a chain would,
 * with a delay until they are final, the same refusals, free transfers and fees in a coin of its
 * own, and it forgets nothing in a power cut. Its token is worth nothing outside of it.
 *
 * <pre>
 * LocalLedger   the service: takes calls from any thread, one after the other
 *   Chain       what is true: pure, a function of the records
 *   LedgerLog   the records on disk: appended and synced before they are true
 * </pre>
 *
 * One process has a ledger's file at a time. Several platforms in one virtual machine share the
 * service of one of them.
 */
package io.quoin.ledger.local;
