package io.quoin.session;

import io.quoin.api.session.AddTorrent;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;

/**
 * What the register keeps of a torrent over restarts.
 *
 * @param wish what is wanted, paused or not, with the peers known
 * @param history what was
 * @param standing where it stands; empty until it is registered
 * @param verified pieces that were there when it last ran
 * @param movingTo where its files are being moved
 */
record TorrentRecord(
    AddTorrent wish,
    History history,
    Optional<Standing> standing,
    BitSet verified,
    Optional<Path> movingTo) {

  /** Of a torrent that is new. */
  TorrentRecord(AddTorrent wish, History history) {
    this(wish, history, Optional.empty(), new BitSet(), Optional.empty());
  }
}
