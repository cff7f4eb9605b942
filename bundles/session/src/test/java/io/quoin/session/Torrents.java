package io.quoin.session;

import io.quoin.metainfo.InfoHash;
import io.quoin.metainfo.InfoHashes;
import io.quoin.metainfo.Magnet;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import io.quoin.metainfo.TorrentBuilder;
import io.quoin.metainfo.TorrentBuilder.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Small torrents and addresses to test with. */
final class Torrents {

  static final URI TRACKER = URI.create("http://tracker.example/announce");
  private static final int SIZE = 40_000;

  private Torrents() {}

  static Metainfo torrent(int seed) {
    return torrent(Kind.V1, seed, false);
  }

  static Metainfo privateTorrent(int seed) {
    return torrent(Kind.V1, seed, true);
  }

  static Metainfo torrent(Kind kind, int seed, boolean isPrivate) {
    byte[] bytes = new byte[SIZE];
    new Random(seed).nextBytes(bytes);
    try {
      return TorrentBuilder.directory(kind, "torrent-" + seed)
          .file(
              List.of("data", "file.bin"),
              SIZE,
              () -> Channels.newChannel(new ByteArrayInputStream(bytes)))
          .pieceLength(16_384)
          .isPrivate(isPrivate)
          .trackers(List.of(List.of(TRACKER)))
          .build((done, total) -> {})
          .metainfo();
    } catch (IOException | MetainfoException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A link to a torrent with a peer that is an address and one that is a name. */
  static Magnet magnet(Metainfo torrent) {
    return Magnet.of(
        torrent.infoHashes(),
        torrent.name(),
        List.of(TRACKER),
        List.of(),
        List.of(
            InetSocketAddress.createUnresolved("192.0.2.1", 6881),
            InetSocketAddress.createUnresolved("peer.example", 6881)),
        List.of());
  }

  /** A link that differs from all others only in its hash: cheap enough for thousands. */
  static Magnet numbered(int number) {
    byte[] hash = ByteBuffer.allocate(InfoHash.V1_BYTES).putInt(number).array();
    return Magnet.of(
        InfoHashes.of(InfoHash.of(hash)), "", List.of(), List.of(), List.of(), List.of());
  }

  static InetSocketAddress peer(int number) {
    byte[] address = {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address), 6881);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static List<InetSocketAddress> peers(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(Torrents::peer).toList();
  }
}
