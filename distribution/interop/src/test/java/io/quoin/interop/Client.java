package io.quoin.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/** A program that serves and fetches torrents, started as its users start it. */
interface Client {
  /** The client of this name. */
  static Client named(String name) {
    return switch (name) {
      case "libtorrent" -> new Libtorrent();
      case "aria2" -> new Aria2();
      case "transmission" -> new Transmission();
      case "quoin" -> new QuoinCommand();
      case "opted-in" -> new OptedInQuoin();
      default -> throw new IllegalArgumentException("a client that is not known: " + name);
    };
  }

  /** Skips the test, with the reason, where the client is not installed. */
  void assumeInstalled();

  /** Whether pad files mean nothing to it, so that it wants them on disk as any other file. */
  boolean storesPads();

  /** Whether a file without bytes is there when all has been fetched. */
  boolean makesEmptyFiles();

  /** Serves the torrent's files, which are in the directory; returns when they are checked. */
  Running seed(Host host, int port, Torrent torrent, Path directory);

  /**
   * Fetches a torrent; returns when it is complete and the client has ended.
   *
   * @param source a torrent's path, or a magnet link
   * @param directory where the files go
   * @param peer to connect to, besides those that a tracker knows
   */
  void fetch(Host host, String source, Path directory, Optional<InetSocketAddress> peer);
}
