package io.quoin.wallet.journal;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.JournalException;
import io.quoin.api.ledger.Address;
import io.quoin.api.torrent.TorrentId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Books what the ledger has moved for good, in lanes, torrents and accounts. */
final class Settled {

  private final Database database;
  private final Parties parties;
  private final Spending spending;

  Settled(Database database, Parties parties, Spending spending) {
    this.database = database;
    this.parties = parties;
    this.spending = spending;
  }

  /**
   * A lane's part.
   *
   * @param channel in which channel
   * @param torrent of which torrent
   * @param increment how much it is settled further
   * @param upTo how far it is settled with that
   */
  record Part(ChannelId channel, TorrentId torrent, long increment, long upTo) {}

  void book(Address other, boolean outgoing, List<Part> parts, Instant now)
      throws SQLException, JournalException {
    long amount = 0;
    for (Part part : parts) {
      amount += part.increment();
      byte[] channel = Columns.of(part.channel());
      byte[] torrent = Columns.of(part.torrent());
      database.update(
          "UPDATE lanes SET settled = ?, settling = 0 WHERE channel = ? AND torrent = ?",
          part.upTo(),
          channel,
          torrent);
      database.update(
          "DELETE FROM marks WHERE channel = ? AND torrent = ? AND above < (SELECT max(above)"
              + " FROM marks WHERE channel = ? AND torrent = ? AND above <= ?)",
          channel,
          torrent,
          channel,
          torrent,
          part.upTo());
      spending.settled(part.torrent(), outgoing, part.increment());
    }
    Parties.Sums sums = parties.sums(other, outgoing);
    long settled = Math.addExact(sums.settled(), amount);
    parties.write(
        other,
        outgoing,
        new Parties.Sums(
            sums.vouchered(),
            settled,
            Math.min(sums.lost(), sums.vouchered() - settled),
            sums.writeOff()),
        now);
  }
}
