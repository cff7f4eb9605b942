package io.quoin.storage;

import io.quoin.api.pieces.OpenMode;
import io.quoin.api.pieces.StoreOrder;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.Metainfo;
import io.quoin.storage.crew.Crew.Patience;
import io.quoin.storage.files.FilesProvider;
import io.quoin.storage.record.Disk;
import io.quoin.storage.store.Stores;
import io.quoin.storage.store.Timing;
import io.quoin.storage.store.Workshop;
import java.nio.file.Path;
import java.time.Duration;

/** A whole storage, small and impatient, for tests. */
public final class Storage implements AutoCloseable {

  /** Sixteen windows, one lane; nothing hangs for longer than half a second. */
  public static final Workshop.Sizes SMALL = new Workshop.Sizes(16, 1, 2, 2, 8, 16);

  public static final Timing QUICK =
      new Timing(
          Duration.ofMillis(200),
          256L << 20,
          Duration.ofMillis(50),
          Duration.ofSeconds(5),
          new Patience(Duration.ofMillis(300), Duration.ofMillis(900), 32));

  private final Workshop workshop;
  private final Stores stores;

  public Storage() {
    this(SMALL, QUICK, Disk.REAL);
  }

  public Storage(Workshop.Sizes sizes, Timing timing, Disk disk) {
    workshop = new Workshop(sizes, timing, disk);
    stores = new Stores(workshop);
    stores.add(FilesProvider.NAME, new FilesProvider());
  }

  public Storage with(String id, StorageProvider provider) {
    stores.add(id, provider);
    return this;
  }

  public Stores stores() {
    return stores;
  }

  public Workshop workshop() {
    return workshop;
  }

  /** Begins to open a torrent on the files provider. */
  public Torrent open(Metainfo metainfo, Path directory, OpenMode mode) {
    return open(metainfo, FilesProvider.NAME, directory, mode);
  }

  public Torrent open(Metainfo metainfo, String provider, Path directory, OpenMode mode) {
    return open(metainfo, provider, directory, mode, new HandLoop());
  }

  public Torrent open(
      Metainfo metainfo, String provider, Path directory, OpenMode mode, HandLoop loop) {
    return new Torrent(
        stores,
        new StoreOrder(
            TorrentId.of(metainfo.infoHashes()),
            metainfo,
            provider,
            directory,
            directory.resolve(".quoin/" + metainfo.infoHashes().handshake().hex()),
            mode),
        loop);
  }

  @Override
  public void close() {
    stores.close();
  }
}
