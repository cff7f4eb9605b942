package io.quoin.session;

import io.quoin.api.engine.TorrentOrder;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.TorrentSettings;
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

  void learn(TorrentSource known) {
    wish = wish.withSource(known);
  }

  void change(TorrentSettings settings) {
    wish = wish.withSettings(settings);
  }

  void relocate(Path directory) {
    wish = wish.withDirectory(directory);
  }

  /** Nothing that is there is believed at the next start. */
  void doubt() {
    wish = wish.withCheck(AddTorrent.Check.FULL);
    examined = false;
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
        wish.settings().selection(),
        wish.settings().transfer().priority(),
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
