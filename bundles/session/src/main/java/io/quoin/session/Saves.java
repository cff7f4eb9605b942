package io.quoin.session;

import io.quoin.api.torrent.TorrentId;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Torrents that wait for their turn to be written: of each only the newest. A torrent that cannot
 * be written goes on, and the log says what will be forgotten.
 */
final class Saves {

  private static final Logger LOG = LoggerFactory.getLogger(Saves.class);

  private final RegisterFolder folder;
  private final Executor disk;
  private final Map<TorrentId, TorrentRecord> waiting = new HashMap<>();

  Saves(RegisterFolder folder, Executor disk) {
    this.folder = folder;
    this.disk = disk;
  }

  void save(TorrentId id, TorrentRecord record) {
    boolean first;
    synchronized (waiting) {
      first = waiting.put(id, record) == null;
    }
    if (first) {
      disk.execute(() -> write(id));
    }
  }

  /** Completes when the torrent is not in the register's folder any more, or has to stay there. */
  CompletableFuture<Void> delete(TorrentId id) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    synchronized (waiting) {
      waiting.remove(id);
    }
    disk.execute(
        () -> {
          try {
            folder.delete(id);
          } catch (IOException failure) {
            LOG.warn("{} was removed but will be back after a restart: {}", id, failure.toString());
          }
          done.complete(null);
        });
    return done;
  }

  private void write(TorrentId id) {
    Optional<TorrentRecord> record;
    synchronized (waiting) {
      record = Optional.ofNullable(waiting.remove(id));
    }
    try {
      if (record.isPresent()) {
        folder.save(id, RecordCodec.encode(record.get()));
      }
    } catch (IOException failure) {
      LOG.warn(
          "{} cannot be remembered over a restart: {}; free space or check the data directory",
          id,
          failure.toString());
    }
  }
}
