package io.quoin.wallet.journal;

import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.journal.Lane;
import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Signature;
import io.quoin.api.torrent.TorrentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Channels and how far their lanes have come. */
final class Channels {

  private static final String TERMS =
      "SELECT id, outgoing, other, signer, capacity, expiry, nonce, closed FROM channels ";
  private static final String LANES =
      "SELECT torrent, settled, billed, owed, due_before, leases, sequence, amount, bytes,"
          + " signature FROM lanes WHERE channel = ? ";

  /** How long after its expiry an empty channel's id is remembered. */
  private static final long AFTERLIFE_SECONDS = 24 * 3600L;

  private final Database database;
  private final Owner owner;
  private final Limits limits;

  Channels(Database database, Owner owner, Limits limits) {
    this.database = database;
    this.owner = owner;
    this.limits = limits;
  }

  /**
   * A channel without its lanes.
   *
   * @param terms what was agreed
   * @param outgoing whether we pay
   * @param closed whether nothing is promised in it any more
   */
  record Head(ChannelTerms terms, boolean outgoing, boolean closed) {}

  Optional<Head> head(ChannelId id) throws SQLException {
    return database.one(TERMS + "WHERE id = ?", this::head, Columns.of(id));
  }

  private Head head(ResultSet row) throws SQLException {
    boolean outgoing = row.getLong(2) == 1;
    Address other = Columns.address(row, 3);
    ChannelTerms terms =
        new ChannelTerms(
            Columns.channel(row, 1),
            outgoing ? owner.address() : other,
            outgoing ? other : owner.address(),
            Columns.address(row, 4),
            row.getLong(5),
            Instant.ofEpochSecond(row.getLong(6)),
            Columns.digest(row, 7));
    return new Head(terms, outgoing, row.getLong(8) == 1);
  }

  Optional<Channel> find(ChannelId id) throws SQLException {
    Optional<Head> head = head(id);
    return head.isPresent() ? Optional.of(whole(head.get())) : Optional.empty();
  }

  List<Channel> with(Address other) throws SQLException {
    List<Head> heads =
        database.all(
            TERMS
                + "WHERE other = ? AND (closed = 0 OR EXISTS (SELECT 1 FROM lanes"
                + " WHERE channel = id AND settled < amount)) ORDER BY used, id",
            this::head,
            Columns.of(other));
    List<Channel> channels = new ArrayList<>();
    for (Head head : heads) {
      channels.add(whole(head));
    }
    return channels;
  }

  List<Channel> unvouchered(int most) throws SQLException {
    List<Head> heads =
        database.all(
            TERMS
                + "WHERE outgoing = 0 AND EXISTS (SELECT 1 FROM lanes"
                + " WHERE channel = id AND billed > bytes) ORDER BY used DESC, id LIMIT ?",
            this::head,
            (long) most);
    List<Channel> channels = new ArrayList<>();
    for (Head head : heads) {
      channels.add(whole(head));
    }
    return channels;
  }

  private Channel whole(Head head) throws SQLException {
    ChannelId id = head.terms().id();
    return new Channel(
        head.terms(),
        head.closed(),
        database.all(LANES + "ORDER BY torrent", row -> lane(id, row), Columns.of(id)));
  }

  Lane lane(ChannelId id, TorrentId torrent) throws SQLException {
    return database
        .one(LANES + "AND torrent = ?", row -> lane(id, row), Columns.of(id), Columns.of(torrent))
        .orElse(new Lane(torrent, Optional.empty(), 0, LaneProgress.NONE));
  }

  private static Lane lane(ChannelId id, ResultSet row) throws SQLException {
    TorrentId torrent = Columns.torrent(row, 1);
    return new Lane(torrent, newest(id, torrent, row), row.getLong(2), Columns.progress(row, 3));
  }

  private static Optional<SignedVoucher> newest(ChannelId id, TorrentId torrent, ResultSet row)
      throws SQLException {
    long sequence = row.getLong(7);
    if (sequence == 0) {
      return Optional.empty();
    }
    byte[] signature = row.getBytes(10);
    if (signature == null || signature.length == 0) {
      throw new AwaitsSignature();
    }
    Voucher voucher = new Voucher(id, torrent, sequence, row.getLong(8), row.getLong(9));
    return Optional.of(new SignedVoucher(voucher, Signature.of(signature)));
  }

  Channel open(ChannelTerms terms, Instant now) throws SQLException, JournalException {
    Optional<Head> kept = head(terms.id());
    if (kept.isPresent()) {
      return again(kept.get(), terms, now);
    }
    boolean outgoing = terms.payer().equals(owner.address());
    if (!outgoing && !terms.payee().equals(owner.address())) {
      throw new JournalException(
          Code.OTHER_TERMS, "channel " + terms.id() + " is not one of " + owner.address());
    }
    makeRoom(outgoing, now);
    database.update(
        "INSERT INTO channels VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)",
        Columns.of(terms.id()),
        Columns.flag(outgoing),
        Columns.of(outgoing ? terms.payee() : terms.payer()),
        Columns.of(terms.signer()),
        terms.capacity(),
        terms.expiry().getEpochSecond(),
        terms.nonce().toByteArray(),
        now.toEpochMilli());
    return new Channel(terms, false, List.of());
  }

  private Channel again(Head kept, ChannelTerms terms, Instant now)
      throws SQLException, JournalException {
    if (kept.closed()) {
      throw Refusals.closed(terms.id());
    }
    if (!kept.terms().equals(terms)) {
      throw new JournalException(
          Code.OTHER_TERMS, "channel " + terms.id() + " is kept with other terms");
    }
    used(terms.id(), now);
    return whole(kept);
  }

  /** The channel, if it may be promised in. */
  Head requireOpen(ChannelId id, boolean outgoing) throws SQLException, JournalException {
    Head head = head(id).orElseThrow(() -> Refusals.unknown(id));
    if (head.outgoing() != outgoing) {
      throw Refusals.wrongWay(id, outgoing);
    }
    if (head.closed()) {
      throw Refusals.closed(id);
    }
    return head;
  }

  void close(ChannelId id) throws SQLException, JournalException {
    if (database.update("UPDATE channels SET closed = 1 WHERE id = ?", Columns.of(id)) == 0) {
      throw Refusals.unknown(id);
    }
  }

  void progress(ChannelId id, TorrentId torrent, LaneProgress progress, Instant now)
      throws SQLException, JournalException {
    if (head(id).isEmpty()) {
      throw Refusals.unknown(id);
    }
    ensureLane(id, torrent);
    database.update(
        "UPDATE lanes SET billed = ?, owed = ?, due_before = ?, leases = ?"
            + " WHERE channel = ? AND torrent = ?",
        progress.billed(),
        progress.owed(),
        progress.dueBefore(),
        Columns.of(progress.leases()),
        Columns.of(id),
        Columns.of(torrent));
    used(id, now);
  }

  /** Makes the lane's row if it is not there. */
  void ensureLane(ChannelId id, TorrentId torrent) throws SQLException, JournalException {
    byte[] channel = Columns.of(id);
    int made =
        database.update(
            "INSERT OR IGNORE INTO lanes VALUES (?, ?, 0, 0, 0, ?, 0, 0, 0, 0, 0, ?)",
            channel,
            Columns.of(torrent),
            Columns.NO_BYTES,
            Columns.NO_BYTES);
    if (made > 0
        && database.number("SELECT count(*) FROM lanes WHERE channel = ?", channel)
            > limits.lanes()) {
      throw new JournalException(
          Code.FULL, "channel " + id + " has its " + limits.lanes() + " lanes; open another");
    }
  }

  /** What all lanes of a channel come to. */
  long promised(ChannelId id) throws SQLException {
    return database.number(
        "SELECT coalesce(sum(amount), 0) FROM lanes WHERE channel = ?", Columns.of(id));
  }

  void used(ChannelId id, Instant now) throws SQLException {
    database.update(
        "UPDATE channels SET used = ? WHERE id = ?", now.toEpochMilli(), Columns.of(id));
  }

  private void makeRoom(boolean outgoing, Instant now) throws SQLException, JournalException {
    clear(now);
    if (outgoing || count() < limits.channels()) {
      return;
    }
    // Whoever only opened and never paid gives way, the least recently used first.
    database.update(
        "DELETE FROM channels WHERE id IN (SELECT id FROM channels c WHERE outgoing = 0"
            + " AND NOT EXISTS (SELECT 1 FROM lanes WHERE channel = c.id AND sequence > 0)"
            + " ORDER BY used LIMIT ?)",
        Math.max(1L, limits.channels() / 16));
    if (count() >= limits.channels()) {
      throw new JournalException(
          Code.FULL,
          "as many channels are kept as may be (" + limits.channels() + "); serve for free");
    }
  }

  private long count() throws SQLException {
    return database.number("SELECT count(*) FROM channels WHERE outgoing = 0");
  }

  /** Forgets channels that have expired and that nothing is owed in; their sums are kept. */
  private void clear(Instant now) throws SQLException {
    database.update(
        "DELETE FROM channels WHERE id IN (SELECT id FROM channels c WHERE expiry < ?"
            + " AND NOT EXISTS (SELECT 1 FROM lanes WHERE channel = c.id AND settled < amount)"
            + " LIMIT 64)",
        now.getEpochSecond() - AFTERLIFE_SECONDS);
  }
}
