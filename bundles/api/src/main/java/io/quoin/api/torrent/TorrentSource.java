package io.quoin.api.torrent;

import io.quoin.metainfo.InfoHashes;
import io.quoin.metainfo.Magnet;
import io.quoin.metainfo.Metainfo;

/** What a torrent is started from. */
public sealed interface TorrentSource {

  /**
   * The info-hashes, known in either case.
   *
   * @return of version 1, 2 or both
   */
  InfoHashes infoHashes();

  /**
   * A parsed torrent.
   *
   * @param metainfo what it says
   */
  record Torrent(Metainfo metainfo) implements TorrentSource {
    @Override
    public InfoHashes infoHashes() {
      return metainfo.infoHashes();
    }
  }

  /**
   * A magnet link; the info dictionary comes from peers (BEP 9).
   *
   * @param magnet what it says
   */
  record Link(Magnet magnet) implements TorrentSource {
    @Override
    public InfoHashes infoHashes() {
      return magnet.infoHashes();
    }
  }
}
