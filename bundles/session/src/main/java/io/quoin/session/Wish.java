package io.quoin.session;

import io.quoin.api.engine.TorrentOrder;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.TorrentSource;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * What was wished of a torrent, as it stands by now: magnets become torrents, limits change, and a
 * check that was done is not done again.
 */
final class Wish {

  private AddTorrent wish;
  private boolean examined;

  Wish(AddTorrent wish) {
    this.wish = wish;
  }

  AddTorrent asItStands() {
    return wish;
  }

  void limit(Limits limits) {
    wish = wish.withLimits(limits);
  }

  void learn(TorrentSource known) {
    wish =
        new AddTorrent(
            known,
            wish.directory(),
            wish.provider(),
            wish.check(),
            wish.paused(),
            wish.limits(),
            wish.peers(),
            wish.excludedSources(),
            wish.stopRule());
  }

  /** The data that is there has been looked at: from now on the resume record is believed. */
  void examined() {
    examined = true;
  }

  boolean excludes(Sources.Source source) {
    return wish.excludedSources().contains(source.name());
  }

  TorrentOrder order(Path record, List<InetSocketAddress> peers) {
    return new TorrentOrder(
        wish.source(),
        wish.provider(),
        wish.directory(),
        record,
        mode(check()),
        wish.limits(),
        peers);
  }

  AddTorrent kept(List<InetSocketAddress> peers, boolean paused) {
    return wish.withPeers(peers).withPaused(paused).withCheck(check());
  }

  private AddTorrent.Check check() {
    return examined ? AddTorrent.Check.RESUME : wish.check();
  }

  private static OpenMode mode(AddTorrent.Check check) {
    return switch (check) {
      case RESUME -> OpenMode.RESUME;
      case FULL -> OpenMode.CHECK;
      case TRUST -> OpenMode.TRUST;
    };
  }
}
