package io.quoin.wallet.journal;

import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.ledger.TransferId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What payers have settled with us, each transfer once. */
final class Credits {

  private final Database database;
  private final Channels channels;
  private final Settled settled;

  Credits(Database database, Channels channels, Settled settled) {
    this.database = database;
    this.channels = channels;
    this.settled = settled;
  }

  void requireNew(TransferId transfer) throws SQLException, JournalException {
    if (database.number(
            "SELECT count(*) FROM credits WHERE transfer = ?", transfer.digest().toByteArray())
        > 0) {
      throw new JournalException(
          Code.ALREADY_CREDITED, "transfer " + transfer + " has been credited before");
    }
  }

  /** Takes a transfer into the books that the ledger has shown to be final, and of this amount. */
  long credit(SettlementClaim claim, long amount, Instant now)
      throws SQLException, JournalException {
    requireNew(claim.transfer());
    List<Settled.Part> parts = parts(claim);
    checkSum(claim, parts, amount);
    database.update(
        "INSERT INTO credits VALUES (?, ?, ?, ?)",
        claim.transfer().digest().toByteArray(),
        Columns.of(claim.payer()),
        amount,
        now.toEpochMilli());
    settled.book(claim.payer(), false, parts, now);
    return amount;
  }

  private List<Settled.Part> parts(SettlementClaim claim) throws SQLException, JournalException {
    List<Settled.Part> parts = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (LaneSettlement lane : claim.lanes()) {
      Channels.Head channel =
          channels.head(lane.channel()).orElseThrow(() -> Refusals.unknown(lane.channel()));
      if (channel.outgoing() || !channel.terms().payer().equals(claim.payer())) {
        throw notAsClaimed(claim, "channel " + lane.channel() + " does not pay us for it");
      }
      if (!seen.add(List.of(lane.channel(), lane.lane()))) {
        throw notAsClaimed(claim, "a lane is named twice");
      }
      parts.add(part(claim, lane));
    }
    return parts;
  }

  private Settled.Part part(SettlementClaim claim, LaneSettlement lane)
      throws SQLException, JournalException {
    long[] standing =
        database
            .one(
                "SELECT settled, amount FROM lanes WHERE channel = ? AND torrent = ?",
                row -> new long[] {row.getLong(1), row.getLong(2)},
                Columns.of(lane.channel()),
                Columns.of(lane.lane()))
            .orElse(new long[2]);
    if (lane.upTo() <= standing[0] || lane.upTo() > standing[1]) {
      throw notAsClaimed(
          claim,
          "lane "
              + lane.lane()
              + " is settled up to "
              + standing[0]
              + " of "
              + standing[1]
              + ", which "
              + lane.upTo()
              + " does not fit");
    }
    return new Settled.Part(lane.channel(), lane.lane(), lane.upTo() - standing[0], lane.upTo());
  }

  private static void checkSum(SettlementClaim claim, List<Settled.Part> parts, long amount)
      throws JournalException {
    long sum = 0;
    for (Settled.Part part : parts) {
      // Debts of one payer are part of a total that fits.
      sum += part.increment();
    }
    if (sum != amount) {
      throw notAsClaimed(claim, "its lanes lack " + sum + ", and it is of " + amount);
    }
  }

  private static JournalException notAsClaimed(SettlementClaim claim, String why) {
    return new JournalException(
        Code.NOT_AS_CLAIMED, "transfer " + claim.transfer() + " is not credited: " + why);
  }
}
