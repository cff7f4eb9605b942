package io.quoin.api.torrent;

import io.quoin.metainfo.Metainfo;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a torrent was doing at one moment. Rates are averages over the last few seconds.
 *
 * @param id the torrent
 * @param name its safe name, or the id while only a magnet without a name is known
 * @param state what it is doing
 * @param reason why it is halted or waiting, one sentence; empty otherwise
 * @param directory where its files are
 * @param totalBytes payload bytes of all pieces; 0 until the metadata is known
 * @param verifiedBytes payload bytes of the pieces that are verified and written
 * @param wantedBytes payload bytes of the pieces that are wanted; 0 until the metadata is known
 * @param missingBytes of those: not verified yet
 * @param receivedBytes payload bytes taken from peers since the torrent was started, good or not
 * @param wastedBytes of those: unasked for, duplicate, or of a piece that failed
 * @param sentBytes payload bytes sent to peers
 * @param downloadRate bytes a second
 * @param uploadRate bytes a second
 * @param pieces number of pieces; 0 until the metadata is known
 * @param verifiedPieces pieces verified and written
 * @param checkedPieces pieces examined so far while {@link TorrentState#CHECKING}
 * @param peers connections
 * @param seeds of those: peers that have everything
 * @param metainfo the torrent's metainfo, empty until known
 */
public record TorrentSnapshot(
    TorrentId id,
    String name,
    TorrentState state,
    String reason,
    Path directory,
    long totalBytes,
    long verifiedBytes,
    long wantedBytes,
    long missingBytes,
    long receivedBytes,
    long wastedBytes,
    long sentBytes,
    long downloadRate,
    long uploadRate,
    int pieces,
    int verifiedPieces,
    int checkedPieces,
    int peers,
    int seeds,
    Optional<Metainfo> metainfo) {

  /**
   * Whether every byte is verified and on disk.
   *
   * @return true once the metadata is known and no piece is missing
   */
  public boolean complete() {
    return pieces > 0 && verifiedPieces == pieces;
  }

  /**
   * Whether every byte that is wanted is verified and on disk.
   *
   * @return true once the metadata is known and no wanted piece is missing
   */
  public boolean done() {
    return pieces > 0 && missingBytes == 0;
  }
}
