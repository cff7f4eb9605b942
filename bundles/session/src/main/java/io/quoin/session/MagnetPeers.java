package io.quoin.session;

import io.quoin.api.net.AddressLiteral;
import io.quoin.api.torrent.TorrentSource;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * The peers that a magnet names. Names are left alone: strangers do not make us ask name servers.
 */
final class MagnetPeers {

  private MagnetPeers() {}

  static List<InetSocketAddress> of(TorrentSource source) {
    return source instanceof TorrentSource.Link link
        ? link.magnet().peers().stream()
            .map(MagnetPeers::address)
            .flatMap(Optional::stream)
            .toList()
        : List.of();
  }

  private static Optional<InetSocketAddress> address(InetSocketAddress named) {
    return AddressLiteral.parse(named.getHostString())
        .map(ip -> new InetSocketAddress(ip, named.getPort()));
  }
}
