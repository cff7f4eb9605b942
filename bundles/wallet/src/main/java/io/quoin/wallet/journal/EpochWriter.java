package io.quoin.wallet.journal;

import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.journal.JournalWriter;
import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.journal.VoucherOrder;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.wallet.Wallet;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** A writer that works until the next one is opened. */
final class EpochWriter implements JournalWriter {

  private final long epoch;
  private final Clerk clerk;
  private final Wallet wallet;
  private final HotKey hotKey;
  private final Supplier<Budgets> budgets;
  private volatile boolean closed;

  EpochWriter(long epoch, Clerk clerk, Wallet wallet, HotKey hotKey, Supplier<Budgets> budgets) {
    this.epoch = epoch;
    this.clerk = clerk;
    this.wallet = wallet;
    this.hotKey = hotKey;
    this.budgets = budgets;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public CompletionStage<Channel> open(ChannelTerms terms) {
    return write(books -> books.channels().open(terms, books.now()));
  }

  @Override
  public CompletionStage<SignedVoucher> issue(
      VoucherOrder order, Function<Voucher, Digest> digest) {
    return submit(new VoucherEntry(epoch, order, digest, wallet, hotKey, budgets));
  }

  @Override
  public CompletionStage<Void> adopt(SignedVoucher newest) {
    return change(books -> books.vouchers().adopt(newest, books.now()));
  }

  @Override
  public CompletionStage<Void> accept(SignedVoucher voucher) {
    return change(books -> books.vouchers().accept(voucher, books.now()));
  }

  @Override
  public CompletionStage<Void> progress(ChannelId channel, TorrentId lane, LaneProgress progress) {
    return change(books -> books.channels().progress(channel, lane, progress, books.now()));
  }

  @Override
  public CompletionStage<Long> writeOff(Address payer, long bytes) {
    return write(books -> books.parties().writeOff(payer, bytes, books.now()));
  }

  @Override
  public CompletionStage<Long> giveUp(Address payer) {
    return write(books -> books.parties().giveUp(payer, books.now()));
  }

  @Override
  public CompletionStage<Void> close(ChannelId channel) {
    return change(books -> books.channels().close(channel));
  }

  private interface Change {
    void apply(Books books) throws SQLException, JournalException;
  }

  private CompletionStage<Void> change(Change change) {
    return write(
        books -> {
          change.apply(books);
          return null;
        });
  }

  private <T> CompletionStage<T> write(Entry.Rule<T> rule) {
    return submit(
        Entry.writing(
            books -> {
              books.requireEpoch(epoch);
              return rule.apply(books);
            }));
  }

  private <T> CompletionStage<T> submit(Entry<T> entry) {
    if (closed) {
      entry.fail(new JournalException(Code.STALE_WRITER, "writer " + epoch + " has stepped back"));
      return entry.answer();
    }
    return clerk.submit(entry);
  }

  @Override
  public void close() {
    closed = true;
  }
}
