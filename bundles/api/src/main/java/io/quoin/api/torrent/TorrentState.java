package io.quoin.api.torrent;

/** What a torrent is doing. */
public enum TorrentState {
  /** Its info dictionary is being fetched from peers (BEP 9). */
  METADATA,
  /** Data that is there is being verified. */
  CHECKING,
  /** Pieces are wanted. */
  DOWNLOADING,
  /** Every wanted piece is verified and on disk; peers are served. */
  SEEDING,
  /** It is to run when it is its turn: as many run already as may at once. */
  QUEUED,
  /** The user paused it. */
  PAUSED,
  /** Something it needs is missing or failed: the snapshot's reason says what, and what to do. */
  HALTED,
  /** The engine or the storage is away; it goes on when they return. */
  WAITING
}
