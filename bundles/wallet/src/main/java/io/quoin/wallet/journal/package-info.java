/**
 * The money journal in SQLite. Entries from any thread wait in a bounded queue; the {@link
 * io.quoin.wallet.journal.Clerk} takes what has gathered, makes it one transaction and one sync,
 * and then answers. The books themselves are plain functions over one connection: they know no
 * thread, and their clock is given to them.
 *
 * <pre>
 * SqliteJournal, EpochWriter   what others call
 *   Clerk                      groups, commits, answers
 *     Channels, Vouchers, Parties, Spending, Settlements, PaymentBook, Credits   rules, in SQL
 *       Database               one connection, write-ahead log, synchronous=FULL
 * Cashier                      takes settlements and payments through the ledger, step by step
 * HotKey                       what the key must be for anything to be spent
 * </pre>
 */
package io.quoin.wallet.journal;
