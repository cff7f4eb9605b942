package io.quoin.shell.command;

import io.quoin.api.session.Session;
import io.quoin.api.torrent.TorrentSnapshot;
import java.io.IOException;
import java.util.List;

/** Torrents by what people write for them. */
final class TorrentIds {

  private TorrentIds() {}

  /**
   * The one torrent whose id starts so.
   *
   * @param start of an id, as lists show it
   */
  static TorrentSnapshot find(Session session, String start) throws IOException {
    List<TorrentSnapshot> found =
        session.torrents().stream()
            .filter(torrent -> torrent.id().toString().startsWith(start))
            .toList();
    if (found.size() != 1) {
      throw new IOException(
          (found.isEmpty() ? "no torrent has" : found.size() + " torrents have")
              + " an id that starts with '"
              + start
              + "'; see torrent:list");
    }
    return found.get(0);
  }
}
