package io.quoin.session;

import io.quoin.api.engine.SwarmSnapshot;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.torrent.PieceMap;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.Metainfo;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;

/**
 * What is known of a torrent at one moment, put together on the state lane and read by anybody.
 *
 * @param id the torrent
 * @param wish what is wanted of it, with the source as it is known by now
 * @param state of a torrent that does not run
 * @param reason for that state; empty where it needs none
 * @param run the run under way, if it is not about to end
 * @param history what was in earlier runs
 * @param verified pieces that were there at the end of the last run; not changed any more
 * @param standing where it stands among the others
 */
record Reading(
    TorrentId id,
    AddTorrent wish,
    TorrentState state,
    String reason,
    Optional<Run> run,
    History history,
    BitSet verified,
    Standing standing) {

  TorrentSnapshot snapshot() {
    return run.flatMap(Run::snapshot).map(this::running).orElseGet(this::resting);
  }

  Instant added() {
    return history.added();
  }

  /** What was there of pieces when it last ran. */
  PieceMap pieces() {
    return new PieceMap(
        metainfo().map(known -> known.layout().pieceCount()).orElse(0),
        (BitSet) verified.clone(),
        new int[0]);
  }

  Optional<Metainfo> metainfo() {
    return wish.source() instanceof TorrentSource.Torrent torrent
        ? Optional.of(torrent.metainfo())
        : Optional.empty();
  }

  private TorrentSnapshot running(SwarmSnapshot swarm) {
    Totals totals = history.totals().plus(swarm);
    return new TorrentSnapshot(
        id,
        name(),
        swarm.state(),
        swarm.reason(),
        wish.directory(),
        swarm.totalBytes(),
        swarm.verifiedBytes(),
        swarm.wantedBytes(),
        swarm.missingBytes(),
        totals.received(),
        totals.wasted(),
        totals.sent(),
        swarm.downloadRate(),
        swarm.uploadRate(),
        swarm.pieces(),
        swarm.verifiedPieces(),
        swarm.checkedPieces(),
        swarm.peers(),
        swarm.seeds(),
        metainfo());
  }

  private TorrentSnapshot resting() {
    return new TorrentSnapshot(
        id,
        name(),
        state,
        reason,
        wish.directory(),
        history.extent().totalBytes(),
        history.extent().verifiedBytes(),
        history.extent().wantedBytes(),
        history.extent().missingBytes(),
        history.totals().received(),
        history.totals().wasted(),
        history.totals().sent(),
        0,
        0,
        history.extent().pieces(),
        history.extent().verifiedPieces(),
        0,
        0,
        0,
        metainfo());
  }

  private String name() {
    if (wish.source() instanceof TorrentSource.Link link) {
      return link.magnet().name().orElse(id.toString());
    }
    return metainfo().map(Metainfo::name).orElse(id.toString());
  }
}
