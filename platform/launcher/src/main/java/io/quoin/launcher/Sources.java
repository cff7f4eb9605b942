package io.quoin.launcher;

import io.quoin.api.torrent.TorrentSource;
import io.quoin.metainfo.Magnet;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What users name torrents by: a file, a magnet link, a URL. */
final class Sources {

  /** The largest torrent that is read. */
  static final int MAX_BYTES = 10_000_000;

  private Sources() {}

  static boolean isMagnet(String source) {
    return source.toLowerCase(Locale.ROOT).startsWith("magnet:");
  }

  static boolean isUrl(String source) {
    String lower = source.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://");
  }

  /** A file or magnet, parsed. */
  static TorrentSource local(String source) throws Failure, MetainfoException {
    if (isUrl(source)) {
      throw new Failure(source + " is a URL; only 'quoin get' fetches those");
    }
    return isMagnet(source)
        ? new TorrentSource.Link(Magnet.parse(source))
        : new TorrentSource.Torrent(torrent(Path.of(source)));
  }

  static Metainfo torrent(Path file) throws Failure, MetainfoException {
    return Metainfo.parse(read(file));
  }

  private static byte[] read(Path file) throws Failure {
    try {
      if (Files.isDirectory(file)) {
        throw new Failure(file + " is a directory, not a torrent");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new Failure(file + " is longer than any torrent (" + MAX_BYTES + " bytes)");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Failure(file + " cannot be read: " + Reasons.of(e), e);
    }
  }
}
