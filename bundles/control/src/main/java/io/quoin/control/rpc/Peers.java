package io.quoin.control.rpc;

import io.quoin.api.torrent.PeerSnapshot;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Writes a torrent's connections. */
final class Peers {

  private Peers() {}

  static long serving(TorrentView view) {
    return view.snapshot().peers() == 0
        ? 0
        : view.peers().stream().filter(peer -> peer.downloadRate() > 0).count();
  }

  static long served(TorrentView view) {
    return view.snapshot().peers() == 0
        ? 0
        : view.peers().stream().filter(peer -> peer.uploadRate() > 0).count();
  }

  static void write(TorrentView view, Out out) throws IOException {
    out.list(
        () -> TorrentFields.each(view.peers(), peer -> out.object(() -> write(view, peer, out))));
  }

  private static void write(TorrentView view, PeerSnapshot peer, Out out) throws IOException {
    int pieces = view.snapshot().pieces();
    out.put(Name.of("address"), host(peer.address()))
        .put(Name.of("port"), peer.address().getPort())
        .put(Name.of("clientName"), peer.client())
        .put(Name.of("peer_id"), "")
        .put(Name.of("clientIsChoked"), peer.choking())
        .put(Name.of("clientIsInterested"), peer.interested())
        .put(Name.of("peerIsChoked"), peer.choked())
        .put(Name.of("peerIsInterested"), peer.peerInterested())
        .put(Name.of("isDownloadingFrom"), isDownloading(peer))
        .put(Name.of("isUploadingTo"), isUploading(peer))
        .put(Name.of("isEncrypted"), false)
        .put(Name.of("isIncoming"), peer.incoming())
        .put(new Name("isUTP", "is_utp"), false)
        .put(Name.of("flagStr"), flags(peer))
        .put(Name.of("progress"), pieces == 0 ? 0 : (double) peer.havePieces() / pieces)
        .put(Name.of("rateToClient"), peer.downloadRate())
        .put(Name.of("rateToPeer"), peer.uploadRate())
        .put(Name.of("bytes_to_client"), peer.receivedBytes())
        .put(Name.of("bytes_to_peer"), peer.sentBytes());
  }

  private static String host(InetSocketAddress address) {
    return address.getAddress() == null
        ? address.getHostString()
        : address.getAddress().getHostAddress();
  }

  private static boolean isDownloading(PeerSnapshot peer) {
    return peer.interested() && !peer.choking();
  }

  private static boolean isUploading(PeerSnapshot peer) {
    return peer.peerInterested() && !peer.choked();
  }

  /** The letters that Transmission's clients explain to people. */
  private static String flags(PeerSnapshot peer) {
    StringBuilder flags = new StringBuilder();
    if (isDownloading(peer)) {
      flags.append('D');
    } else if (peer.interested()) {
      flags.append('d');
    }
    if (isUploading(peer)) {
      flags.append('U');
    } else if (peer.peerInterested()) {
      flags.append('u');
    }
    if (!peer.choking() && !peer.interested()) {
      flags.append('K');
    }
    if (!peer.choked() && !peer.peerInterested()) {
      flags.append('?');
    }
    if (peer.incoming()) {
      flags.append('I');
    }
    return flags.toString();
  }

  /** Where they came from is known of those alone that came to us. */
  static void writeOrigins(TorrentView view, Out out) throws IOException {
    out.object(
        () ->
            out.put(Name.of("fromCache"), 0)
                .put(Name.of("fromDht"), 0)
                .put(
                    Name.of("fromIncoming"),
                    view.peers().stream().filter(PeerSnapshot::incoming).count())
                .put(Name.of("fromLpd"), 0)
                .put(Name.of("fromLtep"), 0)
                .put(Name.of("fromPex"), 0)
                .put(Name.of("fromTracker"), 0));
  }
}
