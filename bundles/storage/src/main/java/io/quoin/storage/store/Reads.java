package io.quoin.storage.store;

import io.quoin.api.lease.Lease;
import io.quoin.api.pieces.PieceStore.ReadResult;
import io.quoin.api.storage.StorageException;
import io.quoin.storage.crew.Worker;
import io.quoin.storage.read.ReadLease;
import io.quoin.storage.read.ReadPool;
import io.quoin.storage.volume.TorrentFiles;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * One torrent's reads for uploads. Several may be made at once; their results come in the order in
 * which they were asked for. On the loop, but for {@link #run}.
 */
final class Reads {

  /** Reads under way for one torrent. */
  static final int MOST = 32;

  private final StoreCore core;
  private final TorrentFiles files;
  private final Geometry geometry;
  private final ReadPool pool;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private volatile boolean closed;

  /** A read whose turn has not come. */
  private static final class Pending {
    private final long position;
    private final int length;
    private final ReadResult result;
    private boolean ready;
    private Optional<Lease> lease = Optional.empty();

    private Pending(long position, int length, ReadResult result) {
      this.position = position;
      this.length = length;
      this.result = result;
    }
  }

  Reads(StoreCore core, TorrentFiles files, Geometry geometry) {
    this.core = core;
    this.files = files;
    this.geometry = geometry;
    this.pool = core.workshop().reads();
  }

  /** False if too many are under way. */
  boolean start(int piece, int begin, int length, ReadResult result) {
    if (length < 1
        || length > ReadPool.BUFFER
        || begin < 0
        || begin > geometry.layout().pieceLength(piece) - length) {
      throw new IllegalArgumentException(
          begin + "+" + length + " cannot be read of piece " + piece + " at once");
    }
    if (pending.size() >= MOST) {
      return false;
    }
    Pending read = new Pending(geometry.position(piece) + begin, length, result);
    pending.addLast(read);
    pool.start((lease, worker) -> run(read, lease, worker));
    return true;
  }

  /** Gives all of them up. */
  void close() {
    closed = true;
    pending.forEach(read -> read.lease.ifPresent(Lease::close));
    pending.clear();
  }

  /** On a reader. */
  private void run(Pending read, ReadLease lease, Worker worker) {
    if (closed) {
      lease.close();
      return;
    }
    try {
      ByteBuffer bytes = lease.buffer();
      bytes.limit(read.length);
      files.read(read.position, bytes, worker);
      bytes.flip();
      core.box().post(() -> came(read, Optional.of(lease)));
    } catch (StorageException failed) {
      lease.close();
      core.box().post(() -> came(read, Optional.empty()));
      core.fault(Faults.of(failed));
    }
  }

  private void came(Pending read, Optional<Lease> lease) {
    if (closed) {
      lease.ifPresent(Lease::close);
      return;
    }
    read.lease = lease;
    read.ready = true;
    while (!pending.isEmpty() && pending.peekFirst().ready) {
      Pending first = pending.removeFirst();
      Optional<Lease> bytes = first.lease;
      first.lease = Optional.empty();
      first.result.done(bytes);
    }
  }
}
