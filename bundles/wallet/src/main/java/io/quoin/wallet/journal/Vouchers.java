package io.quoin.wallet.journal;

import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.journal.Lane;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.journal.VoucherOrder;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Signature;
import io.quoin.api.torrent.TorrentId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is promised in lanes: issued by us, or accepted from others. */
final class Vouchers {

  /** Of a lane's promises so close together only the first one's time is kept. */
  private static final Duration MARKS_APART = Duration.ofMinutes(10);

  private final Database database;
  private final Channels channels;
  private final Parties parties;
  private final Spending spending;

  Vouchers(Database database, Channels channels, Parties parties, Spending spending) {
    this.database = database;
    this.channels = channels;
    this.parties = parties;
    this.spending = spending;
  }

  /** Checks everything, takes the sequence and all sums; the signature is still missing. */
  Voucher draft(VoucherOrder order, Budgets budgets, Address signer, Instant now)
      throws SQLException, JournalException {
    Channels.Head channel = channels.requireOpen(order.channel(), true);
    if (!channel.terms().signer().equals(signer)) {
      throw new JournalException(
          Code.NOT_SIGNED,
          "vouchers of channel "
              + order.channel()
              + " are signed by "
              + channel.terms().signer()
              + ", and the wallet signs by "
              + signer
              + "; open another channel");
    }
    Lane lane = channels.lane(order.channel(), order.lane());
    long sequence = 1 + lane.newest().map(newest -> newest.voucher().sequence()).orElse(0L);
    Voucher voucher =
        new Voucher(order.channel(), order.lane(), sequence, order.amount(), order.bytes());
    checkGrows(voucher, lane);
    long more = voucher.amount() - lane.amount();
    checkCapacity(channel, more);
    Spending.check(spending.use(budgets, channel.terms().payee(), voucher.lane(), now), more);
    store(voucher, Optional.empty(), lane, channel, now);
    return voucher;
  }

  void sign(Voucher voucher, Signature signature) throws SQLException {
    database.update(
        "UPDATE lanes SET signature = ? WHERE channel = ? AND torrent = ?",
        signature.toByteArray(),
        Columns.of(voucher.channel()),
        Columns.of(voucher.lane()));
  }

  void adopt(SignedVoucher newest, Instant now) throws SQLException, JournalException {
    take(newest, true, now);
  }

  void accept(SignedVoucher newest, Instant now) throws SQLException, JournalException {
    take(newest, false, now);
  }

  private void take(SignedVoucher newest, boolean outgoing, Instant now)
      throws SQLException, JournalException {
    Voucher voucher = newest.voucher();
    Channels.Head channel = channels.requireOpen(voucher.channel(), outgoing);
    Lane lane = channels.lane(voucher.channel(), voucher.lane());
    if (lane.newest().equals(Optional.of(newest))) {
      return;
    }
    if (lane.newest().isPresent()
        && voucher.sequence() <= lane.newest().get().voucher().sequence()) {
      throw new JournalException(
          Code.OLD_VOUCHER,
          describe(voucher) + " is not newer than " + lane.newest().get().voucher().sequence());
    }
    checkGrows(voucher, lane);
    checkCapacity(channel, voucher.amount() - lane.amount());
    store(voucher, Optional.of(newest.signature()), lane, channel, now);
  }

  private static void checkGrows(Voucher voucher, Lane lane) throws JournalException {
    long bytes = lane.newest().map(newest -> newest.voucher().bytes()).orElse(0L);
    if (voucher.amount() < lane.amount() || voucher.bytes() <= bytes) {
      throw new JournalException(
          Code.NOT_MORE,
          describe(voucher)
              + " is for "
              + voucher.amount()
              + " and "
              + voucher.bytes()
              + " bytes after "
              + lane.amount()
              + " and "
              + bytes);
    }
  }

  private void checkCapacity(Channels.Head channel, long more)
      throws SQLException, JournalException {
    ChannelId id = channel.terms().id();
    long promised = channels.promised(id);
    if (more > channel.terms().capacity() - promised) {
      throw new JournalException(
          Code.OVER_CAPACITY,
          "channel "
              + id
              + " has "
              + (channel.terms().capacity() - promised)
              + " left, not "
              + more
              + "; open another");
    }
  }

  private void store(
      Voucher voucher, Optional<Signature> signature, Lane lane, Channels.Head channel, Instant now)
      throws SQLException, JournalException {
    long more = voucher.amount() - lane.amount();
    channels.ensureLane(voucher.channel(), voucher.lane());
    database.update(
        "UPDATE lanes SET sequence = ?, amount = ?, bytes = ?, signature = ?"
            + " WHERE channel = ? AND torrent = ?",
        voucher.sequence(),
        voucher.amount(),
        voucher.bytes(),
        signature.map(Signature::toByteArray).orElse(Columns.NO_BYTES),
        Columns.of(voucher.channel()),
        Columns.of(voucher.lane()));
    mark(voucher, lane.amount(), now);
    channels.used(voucher.channel(), now);
    try {
      addUp(voucher, more, lane, channel, now);
    } catch (ArithmeticException overflow) {
      throw Refusals.tooMuch(overflow);
    }
  }

  private void addUp(Voucher voucher, long more, Lane lane, Channels.Head channel, Instant now)
      throws SQLException, JournalException {
    boolean outgoing = channel.outgoing();
    Address other = outgoing ? channel.terms().payee() : channel.terms().payer();
    long bytes = voucher.bytes() - lane.newest().map(newest -> newest.voucher().bytes()).orElse(0L);
    Parties.Sums sums = parties.sums(other, outgoing);
    parties.write(
        other,
        outgoing,
        new Parties.Sums(
            Math.addExact(sums.vouchered(), more),
            sums.settled(),
            sums.lost(),
            outgoing ? sums.writeOff() : Math.addExact(sums.writeOff(), bytes / 100)),
        now);
    spending.promised(voucher.lane(), outgoing, more, now);
  }

  private void mark(Voucher voucher, long above, Instant now) throws SQLException {
    byte[] channel = Columns.of(voucher.channel());
    byte[] torrent = Columns.of(voucher.lane());
    if (voucher.amount() == above) {
      return;
    }
    Optional<Long> newest =
        database.one(
            "SELECT since FROM marks WHERE channel = ? AND torrent = ?"
                + " ORDER BY above DESC LIMIT 1",
            row -> row.getLong(1),
            channel,
            torrent);
    if (newest.isEmpty() || now.toEpochMilli() - newest.get() >= MARKS_APART.toMillis()) {
      database.update(
          "INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?)",
          channel,
          torrent,
          above,
          now.toEpochMilli());
    }
  }

  private static String describe(Voucher voucher) {
    TorrentId lane = voucher.lane();
    return "voucher " + voucher.sequence() + " of " + lane + " in channel " + voucher.channel();
  }
}
