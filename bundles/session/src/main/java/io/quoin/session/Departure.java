package io.quoin.session;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session.Removal;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.storage.StorageVolume;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.metainfo.FileEntry;
import io.quoin.metainfo.Metainfo;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Deletes what a torrent leaves behind, its resume record and its data, or takes both to another
 * place. On a lane of its own, because storage providers take their time.
 */
final class Departure {

  private final Executor lane;
  private final Providers providers;

  Departure(Executor lane, Providers providers) {
    this.lane = lane;
    this.providers = providers;
  }

  /** Completes when everything is gone that was to go, exceptionally with what prevented that. */
  CompletableFuture<Void> remove(AddTorrent wish, Path record, Removal removal) {
    return onLane(
        () -> {
          if (removal != Removal.KEEP_DATA) {
            deleteRecord(record);
          }
          if (removal == Removal.DELETE_DATA
              && wish.source() instanceof TorrentSource.Torrent torrent) {
            deleteData(torrent.metainfo(), wish);
          }
        });
  }

  /** Completes when the record is gone, or has to stay. */
  CompletableFuture<Void> forget(Path record) {
    return onLane(() -> deleteRecord(record)).exceptionally(kept -> null);
  }

  /** Completes when data and record are at their new places, exceptionally with what prevented. */
  CompletableFuture<Void> move(AddTorrent wish, Path to, Path record, Path newRecord) {
    return onLane(
        () -> {
          StorageProvider provider =
              providers.find(wish.provider()).orElseThrow(() -> absent(wish.source(), wish));
          new Relocating(provider, wish.directory(), to).move(wish);
          if (!record.equals(newRecord) && Files.exists(record)) {
            Files.createDirectories(newRecord.getParent());
            Files.move(record, newRecord, StandardCopyOption.REPLACE_EXISTING);
            deleteRecord(record);
          }
        });
  }

  private CompletableFuture<Void> onLane(Deletion deletion) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    lane.execute(
        () -> {
          try {
            deletion.run();
            done.complete(null);
          } catch (IOException | RuntimeException | LinkageError failure) {
            done.completeExceptionally(failure);
          }
        });
    return done;
  }

  /** The record, and its directory if nothing else is in it. */
  private static void deleteRecord(Path record) throws IOException {
    Files.deleteIfExists(record);
    try {
      Files.deleteIfExists(record.getParent());
    } catch (DirectoryNotEmptyException | NoSuchFileException kept) {
      // Other torrents have their records there.
    }
  }

  private void deleteData(Metainfo metainfo, AddTorrent wish) throws StorageException {
    StorageProvider provider =
        providers.find(wish.provider()).orElseThrow(() -> absent(wish.source(), wish));
    try (StorageVolume volume = provider.open(wish.directory())) {
      for (FileEntry file : metainfo.layout().files()) {
        if (!file.isPad()) {
          volume.delete(file.path());
        }
      }
    }
  }

  private static StorageException absent(TorrentSource source, AddTorrent wish) {
    String name =
        source instanceof TorrentSource.Torrent torrent ? torrent.metainfo().name() : "it";
    return new StorageException(
        StorageException.Code.MISSING,
        "the files of "
            + name
            + " stay in "
            + wish.directory()
            + " because their storage provider '"
            + wish.provider()
            + "' is not there; start that, or see to them by hand");
  }

  /** Something that may fail. */
  @FunctionalInterface
  private interface Deletion {
    void run() throws IOException;
  }
}
