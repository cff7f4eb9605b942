package io.quoin.session;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageFile;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.storage.StorageVolume;
import io.quoin.api.storage.StorageVolume.Access;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.metainfo.FileEntry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves a torrent's files from one directory to another through their storage provider: by renaming
 * within the nearest directory that both have in common, or else by copying. Files that are at
 * their new place already are left there, so that a move that was cut off can be done again.
 */
final class Relocating {

  private static final int BUFFER = 1 << 20;
  private static final String UNFINISHED = ".moving";

  private final StorageProvider provider;
  private final Path from;
  private final Path to;

  Relocating(StorageProvider provider, Path from, Path to) {
    this.provider = provider;
    this.from = from.toAbsolutePath().normalize();
    this.to = to.toAbsolutePath().normalize();
  }

  /** Moves whatever is there. */
  void move(AddTorrent wish) throws StorageException {
    if (from.equals(to) || !(wish.source() instanceof TorrentSource.Torrent torrent)) {
      return;
    }
    try (StorageVolume old = provider.open(from);
        StorageVolume next = provider.open(to)) {
      for (FileEntry file : torrent.metainfo().layout().files()) {
        if (!file.isPad()) {
          move(file, old, next);
        }
      }
    }
  }

  private void move(FileEntry file, StorageVolume old, StorageVolume next) throws StorageException {
    if (file.symlinkTarget().isPresent()) {
      old.delete(file.path());
    } else if (old.stamp(file.path()).isPresent()) {
      if (next.stamp(file.path()).isPresent()) {
        throw new StorageException(
            StorageException.Code.DENIED,
            "'"
                + String.join("/", file.path())
                + "' is in '"
                + from
                + "' and in '"
                + to
                + "'; delete one of them");
      }
      if (!renamed(file, old)) {
        copy(file, old, next);
      }
    }
  }

  private boolean renamed(FileEntry file, StorageVolume old) throws StorageException {
    Path common = from;
    while (common != null && !to.startsWith(common)) {
      common = common.getParent();
    }
    if (common == null) {
      return false;
    }
    try (StorageVolume both = provider.open(common)) {
      both.rename(path(common, from, file), path(common, to, file));
      return true;
    } catch (StorageException otherFileSystem) {
      return old.stamp(file.path()).isEmpty();
    }
  }

  private static List<String> path(Path common, Path directory, FileEntry file) {
    List<String> path = new ArrayList<>();
    if (!directory.equals(common)) {
      common.relativize(directory).forEach(name -> path.add(name.toString()));
    }
    path.addAll(file.path());
    return path;
  }

  private static void copy(FileEntry file, StorageVolume old, StorageVolume next)
      throws StorageException {
    List<String> unfinished = new ArrayList<>(file.path());
    unfinished.set(unfinished.size() - 1, unfinished.get(unfinished.size() - 1) + UNFINISHED);
    try (StorageFile in = old.open(file.path(), Access.READ);
        StorageFile out = next.open(unfinished, Access.WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      long position = 0;
      for (int read = in.read(buffer, 0); read > 0; read = in.read(buffer.clear(), position)) {
        out.write(buffer.flip(), position);
        position += read;
      }
      out.length(position);
      out.sync();
    }
    next.rename(unfinished, file.path());
    old.delete(file.path());
  }
}
