/**
 * Many payments from one file. The file is read and checked whole before anybody is paid; each row
 * is a payment of its own in the wallet's journal, named after the file's content and the row's
 * line, so that whatever is repeated pays nobody twice.
 *
 * <pre>
 * AirdropFile   what the CSV file says: rows, sums, duplicates; or everything that is wrong with it
 * Binding       beside the file: with whose tokens and out of which journal it is being paid
 * Airdrop       pays the rows, so many at a time, until each is paid or can't be
 * Report        what came of each row, as CSV
 * </pre>
 */
package io.quoin.launcher.airdrop;
