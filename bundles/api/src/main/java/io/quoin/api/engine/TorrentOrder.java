package io.quoin.api.engine;

import io.quoin.api.pieces.OpenMode;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSource;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * What the engine needs to run a torrent.
 *
 * @param source torrent or magnet
 * @param provider id of the storage provider
 * @param directory where its files are
 * @param record file of its resume record
 * @param mode what to believe of data that is there
 * @param limits of this torrent
 * @param selection which files are fetched, and in which order
 * @param priority which torrents' bytes pass first where a rate is limited
 * @param peers addresses to try first
 */
public record TorrentOrder(
    TorrentSource source,
    String provider,
    Path directory,
    Path record,
    OpenMode mode,
    Limits limits,
    Selection selection,
    Priority priority,
    List<InetSocketAddress> peers) {

  /** Copies the peers. */
  public TorrentOrder {
    peers = List.copyOf(peers);
  }

  /**
   * The torrent's id.
   *
   * @return derived from the source's info-hashes
   */
  public TorrentId id() {
    return TorrentId.of(source.infoHashes());
  }
}
