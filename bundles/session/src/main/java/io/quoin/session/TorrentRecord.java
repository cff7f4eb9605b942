package io.quoin.session;

import io.quoin.api.session.AddTorrent;

/**
 * What the register keeps of a torrent over restarts.
 *
 * @param wish what is wanted, paused or not, with the peers known
 * @param history what was
 */
record TorrentRecord(AddTorrent wish, History history) {}
