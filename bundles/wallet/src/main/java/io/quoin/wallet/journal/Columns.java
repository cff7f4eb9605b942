package io.quoin.wallet.journal;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.InfoHash;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How values stand in columns. */
final class Columns {

  static final byte[] NO_BYTES = {};

  private Columns() {}

  static Address address(ResultSet row, int column) throws SQLException {
    return Address.of(row.getBytes(column));
  }

  static Digest digest(ResultSet row, int column) throws SQLException {
    return Digest.of(row.getBytes(column));
  }

  static ChannelId channel(ResultSet row, int column) throws SQLException {
    return new ChannelId(digest(row, column));
  }

  static TorrentId torrent(ResultSet row, int column) throws SQLException {
    return new TorrentId(InfoHash.of(row.getBytes(column)));
  }

  static Instant time(ResultSet row, int column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  static byte[] of(ChannelId id) {
    return id.digest().toByteArray();
  }

  static byte[] of(TorrentId id) {
    return id.hash().toByteArray();
  }

  static byte[] of(Address address) {
    return address.toByteArray();
  }

  static long flag(boolean value) {
    return value ? 1 : 0;
  }

  /** Sixteen bytes a lease: where it begins, and its price. */
  static byte[] of(List<LeasePrice> leases) {
    ByteBuffer bytes = ByteBuffer.allocate(leases.size() * 16);
    for (LeasePrice lease : leases) {
      bytes.putLong(lease.from()).putLong(lease.price());
    }
    return bytes.array();
  }

  /** From four columns: billed, owed, due before, leases. */
  static LaneProgress progress(ResultSet row, int first) throws SQLException {
    List<LeasePrice> leases = new ArrayList<>();
    byte[] bytes = row.getBytes(first + 3);
    ByteBuffer packed = ByteBuffer.wrap(bytes == null ? NO_BYTES : bytes);
    while (packed.hasRemaining()) {
      leases.add(new LeasePrice(packed.getLong(), packed.getLong()));
    }
    return new LaneProgress(
        row.getLong(first), row.getLong(first + 1), row.getLong(first + 2), leases);
  }
}
