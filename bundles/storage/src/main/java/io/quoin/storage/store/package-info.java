/**
 * One torrent's pieces, from the block that is reserved to the piece that is on record.
 *
 * <p>What a torrent's loop knows and what its lanes know are kept apart. The loop decides which
 * block goes where ({@link io.quoin.storage.store.TorrentStore}, {@code Assembly}, {@code Region});
 * it tells a lane what to do by jobs, in order. The lane hashes and writes ({@code StoreLane},
 * {@code PieceWork}) and answers through the {@code LoopBox}. The desk opens, syncs, records and
 * closes.
 */
package io.quoin.storage.store;
