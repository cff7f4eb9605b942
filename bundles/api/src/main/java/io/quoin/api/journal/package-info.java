/**
 * What is owed, promised and paid between this address and others, so that nothing of it is lost in
 * a crash: channels, their lanes, vouchers, budgets, debts, settlements. One journal belongs to one
 * address, one network and one token; all amounts are base units of that token.
 *
 * <p>A channel pays one way: from its payer to its payee. A lane is a torrent's part of a channel.
 * Sequence, amount and bytes count for each lane from its beginning and only grow.
 *
 * <p>The journal keeps books; it speaks with no peer. What the promises look like on the wire, and
 * what exactly is signed, its writer knows.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.quoin.api.journal;
