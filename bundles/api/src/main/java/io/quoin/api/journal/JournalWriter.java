package io.quoin.api.journal;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.torrent.TorrentId;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one that changes channels. Stages complete as those of {@link MoneyJournal} do; entries that
 * come close together share one transaction and one sync, each still taken or refused by itself.
 * Once another writer is open, or after {@link #close}, everything fails with {@code STALE_WRITER}.
 */
@ProviderType
public interface JournalWriter extends AutoCloseable {

  /**
   * Which writer this is.
   *
   * @return higher than that of every writer before
   */
  long epoch();

  /**
   * Keeps a channel. Which way it pays follows from the journal's address.
   *
   * @param terms payer or payee is the journal's address
   * @return the channel, which may have been there with the same terms; exceptionally with {@code
   *     CHANNEL_CLOSED} if it has been closed, however long ago, up to its expiry; {@code
   *     OTHER_TERMS}; {@code FULL}
   */
  CompletionStage<Channel> open(ChannelTerms terms);

  /**
   * Promises to pay: in one transaction checks the channel, its capacity and all budgets, takes the
   * next sequence, has the voucher signed and stores it. When it completes, it may be sent.
   *
   * @param order what is promised
   * @param digest makes what is signed; pure and quick, called on a thread of the journal
   * @return the voucher; exceptionally with {@code UNKNOWN_CHANNEL}, {@code CHANNEL_CLOSED}, {@code
   *     NOT_MORE}, {@code OVER_CAPACITY}, {@code OVER_BUDGET} or {@code NOT_SIGNED}
   */
  CompletionStage<SignedVoucher> issue(VoucherOrder order, Function<Voucher, Digest> digest);

  /**
   * Takes over a voucher of ours that the payee knows and we have lost. It counts against the
   * budgets, which do not stop it.
   *
   * @param newest newer than ours, and surely signed by the channel's signer: the caller has
   *     checked that
   * @return completes when it is stored; exceptionally with {@code OLD_VOUCHER}, {@code NOT_MORE},
   *     {@code OVER_CAPACITY} or as {@link #issue}
   */
  CompletionStage<Void> adopt(SignedVoucher newest);

  /**
   * Stores a payer's promise and adds 1 % of its bytes to the payer's write-off allowance. When it
   * completes, more may be served.
   *
   * @param voucher its signature and price are right: the caller has checked that
   * @return completes when it is stored, or was before; exceptionally with {@code OLD_VOUCHER},
   *     {@code NOT_MORE}, {@code OVER_CAPACITY}, {@code UNKNOWN_CHANNEL}, {@code CHANNEL_CLOSED}
   */
  CompletionStage<Void> accept(SignedVoucher voucher);

  /**
   * Records how far a lane has come, for the next reconnect or restart.
   *
   * @param channel in which channel, also a closed one
   * @param lane of which torrent
   * @param progress replaces what was recorded before
   * @return completes when it is stored; exceptionally with {@code UNKNOWN_CHANNEL}
   */
  CompletionStage<Void> progress(ChannelId channel, TorrentId lane, LaneProgress progress);

  /**
   * Forgives a payer unvouchered bytes out of its allowance, which begins at 1 MiB.
   *
   * @param payer who
   * @param bytes 1 or more
   * @return what is left of the allowance; exceptionally with {@code NOTHING_LEFT} if it is smaller
   *     than that: nothing is forgiven then
   */
  CompletionStage<Long> writeOff(Address payer, long bytes);

  /**
   * Gives up a payer's whole debt: it is still owed, but no longer counted on.
   *
   * @param payer who
   * @return what was given up with this call, 0 if nothing was left to
   */
  CompletionStage<Long> giveUp(Address payer);

  /**
   * Ends a channel: nothing is promised in it any more. Its debt stays, and its id is not taken
   * again.
   *
   * @param channel which; one that is closed already is fine
   * @return completes when that is stored; exceptionally with {@code UNKNOWN_CHANNEL}
   */
  CompletionStage<Void> close(ChannelId channel);

  /** Steps back: nothing more is written by this writer. Entries under way are still finished. */
  @Override
  void close();
}
