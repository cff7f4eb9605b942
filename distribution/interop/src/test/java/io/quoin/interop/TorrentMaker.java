package io.quoin.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A program that makes torrents. */
interface TorrentMaker {

  /** The maker of this name. */
  static TorrentMaker named(String name) {
    return (TorrentMaker) Client.named(name);
  }

  /** Skips the test, with the reason, where the program is not installed. */
  void assumeInstalled();

  /**
   * Makes a torrent.
   *
   * @param path the file or directory that it is of
   * @param file where it goes
   */
  Torrent make(Path path, Torrent.Kind kind, int pieceLength, Optional<String> tracker, Path file)
      throws IOException;
}
