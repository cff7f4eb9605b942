package io.quoin.launcher;

import io.quoin.api.torrent.TorrentSource;
import io.quoin.metainfo.FileEntry;
import io.quoin.metainfo.InfoHash;
import io.quoin.metainfo.InfoHashes;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.Magnet;
import io.quoin.metainfo.Metainfo;
import java.io.PrintWriter;
import java.util.Optional;

/** A torrent or magnet as lines for people. */
final class TorrentText {

  private final PrintWriter out;

  private TorrentText(PrintWriter out) {
    this.out = out;
  }

  static void print(PrintWriter out, TorrentSource source) {
    TorrentText text = new TorrentText(out);
    if (source instanceof TorrentSource.Torrent torrent) {
      text.torrent(torrent.metainfo());
    } else if (source instanceof TorrentSource.Link link) {
      text.magnet(link.magnet());
    }
  }

  private void torrent(Metainfo metainfo) {
    Layout layout = metainfo.layout();
    line("name", metainfo.name());
    line("kind", kind(metainfo));
    hashes(metainfo.infoHashes());
    line("size", Units.bytes(layout.contentLength()) + " (" + layout.contentLength() + " bytes)");
    line("pieces", layout.pieceCount() + " of " + Units.bytes(layout.pieceLength()));
    if (metainfo.isPrivate()) {
      line("private", "peers come from its trackers alone");
    }
    metainfo.trackers().forEach(tier -> tier.forEach(tracker -> line("tracker", tracker)));
    metainfo.webSeeds().forEach(seed -> line("web seed", seed));
    metainfo.httpSeeds().forEach(seed -> line("http seed", seed));
    metainfo.nodes().forEach(node -> line("dht node", node.getHostString() + ":" + node.getPort()));
    line("created by", metainfo.createdBy());
    line("created at", metainfo.creationDate());
    line("comment", metainfo.comment());
    layout.files().stream().filter(file -> !file.isPad()).forEach(this::file);
    metainfo.warnings().forEach(warning -> line("warning", warning));
  }

  private void file(FileEntry file) {
    String path = String.join("/", file.path());
    String target =
        file.symlinkTarget().map(elements -> " -> " + String.join("/", elements)).orElse("");
    line("file", path + target + " (" + file.length() + " bytes)");
  }

  private void magnet(Magnet magnet) {
    line("name", magnet.name());
    line("kind", "magnet");
    hashes(magnet.infoHashes());
    magnet.trackers().forEach(tracker -> line("tracker", tracker));
    magnet.webSeeds().forEach(seed -> line("web seed", seed));
    magnet.peers().forEach(peer -> line("peer", peer.getHostString() + ":" + peer.getPort()));
    magnet.files().forEach(range -> line("files", range.first() + " to " + range.last()));
  }

  private void hashes(InfoHashes hashes) {
    line("info-hash v1", hashes.v1().map(InfoHash::hex));
    line("info-hash v2", hashes.v2().map(InfoHash::hex));
  }

  static String kind(Metainfo metainfo) {
    return metainfo.hasV1() ? metainfo.hasV2() ? "hybrid" : "v1" : "v2";
  }

  private void line(String label, Optional<?> value) {
    value.ifPresent(present -> line(label, present));
  }

  private void line(String label, Object value) {
    out.printf("%-13s %s%n", label, value);
  }
}
