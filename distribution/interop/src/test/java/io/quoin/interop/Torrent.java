package io.quoin.interop;

import io.quoin.metainfo.FileEntry;
import io.quoin.metainfo.InfoHash;
import io.quoin.metainfo.InfoHashes;
import io.quoin.metainfo.Magnet;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A torrent file. */
record Torrent(Path file, Metainfo metainfo) {

  /** The version that it is for. */
  enum Kind {
    V1,
    V2,
    HYBRID
  }

  /** How one who fetches is told of it. */
  enum Link {
    TORRENT,
    /** With every hash that the torrent has. */
    MAGNET,
    /** With the hash of version 1 alone, so that a hybrid torrent is one of version 1. */
    V1_MAGNET
  }

  static Torrent read(Path file) throws IOException {
    try {
      return new Torrent(file, Metainfo.parse(Files.readAllBytes(file)));
    } catch (MetainfoException e) {
      throw new AssertionError(file + " must be refused: " + e.getMessage(), e);
    }
  }

  String link(Link link) {
    Magnet magnet = Magnet.of(metainfo);
    return switch (link) {
      case TORRENT -> file.toString();
      case MAGNET -> magnet.toString();
      case V1_MAGNET ->
          Magnet.of(
                  InfoHashes.of(magnet.infoHashes().v1().orElseThrow()),
                  metainfo.name(),
                  magnet.trackers(),
                  List.of(),
                  List.of(),
                  List.of())
              .toString();
    };
  }

  /** The info-hashes as trackers know them: in hexadecimal, that of version 2 cut to 20 bytes. */
  List<String> hashes() {
    return Stream.of(metainfo.infoHashes().v1(), metainfo.infoHashes().v2())
        .flatMap(Optional::stream)
        .map(InfoHash::truncated)
        .map(InfoHash::hex)
        .toList();
  }

  /** Writes the pad files below a directory, for clients that do not know what they are. */
  void writePads(Path directory) throws IOException {
    for (FileEntry entry : metainfo.layout().files()) {
      if (entry.isPad()) {
        Path pad = directory.resolve(metainfo.name()).resolve(String.join("/", entry.path()));
        Files.createDirectories(pad.getParent());
        Files.write(pad, new byte[Math.toIntExact(entry.length())]);
      }
    }
  }
}
