package io.quoin.shell.command;

import io.quoin.api.torrent.TorrentSnapshot;
import java.util.Locale;

/** A torrent as programs read it: sizes in bytes, rates in bytes a second. */
record TorrentFacts(
    String id,
    String name,
    String state,
    String reason,
    String directory,
    long totalBytes,
    long verifiedBytes,
    long receivedBytes,
    long wastedBytes,
    long sentBytes,
    long downloadRate,
    long uploadRate,
    int peers,
    int seeds)
    implements Answer {

  static TorrentFacts of(TorrentSnapshot torrent) {
    return new TorrentFacts(
        torrent.id().toString(),
        torrent.name(),
        torrent.state().name().toLowerCase(Locale.ROOT),
        torrent.reason(),
        torrent.directory().toString(),
        torrent.totalBytes(),
        torrent.verifiedBytes(),
        torrent.receivedBytes(),
        torrent.wastedBytes(),
        torrent.sentBytes(),
        torrent.downloadRate(),
        torrent.uploadRate(),
        torrent.peers(),
        torrent.seeds());
  }

  String done() {
    return totalBytes <= 0
        ? "-"
        : String.format(
            Locale.ROOT, "%.1f %%", Math.floor(verifiedBytes * 1000.0 / totalBytes) / 10);
  }

  @Override
  public String text(int columns) {
    Table table = new Table("torrent", id);
    table.row("name", name);
    table.row("state", reason.isEmpty() ? state : state + ": " + reason);
    table.row("directory", directory);
    table.row("verified", Quantity.bytes(verifiedBytes) + " of " + Quantity.bytes(totalBytes));
    table.row(
        "received",
        Quantity.bytes(receivedBytes) + ", of which wasted " + Quantity.bytes(wastedBytes));
    table.row("sent", Quantity.bytes(sentBytes));
    table.row("rates", Quantity.rate(downloadRate) + " down, " + Quantity.rate(uploadRate) + " up");
    table.row("peers", peers + ", of which seeds " + seeds);
    return table.text(columns);
  }
}
