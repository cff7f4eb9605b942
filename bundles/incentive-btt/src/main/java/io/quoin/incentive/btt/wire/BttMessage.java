package io.quoin.incentive.btt.wire;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.torrent.TorrentId;
import java.util.List;
import java.util.Optional;

/** What peers of the extension say. Amounts are base units, prices base units per GiB. */
public sealed interface BttMessage {

  /** The highest price. */
  long HIGHEST_PRICE = LeasePrice.HIGHEST;

  /** The longest time that an ask or a bid is valid, in seconds. */
  int LONGEST_VALID = 86_400;

  /** The most paid slots that are spoken of. */
  int MOST_SLOTS = 65_535;

  /** The longest lease, in seconds. */
  int LONGEST_LEASE = 3600;

  /** The most lanes of one {@link Settled}: as many as fit into 1 KiB. */
  int MOST_SETTLED = 11;

  /**
   * What a seller wants at least.
   *
   * @param price 1 to 2^53
   * @param slots paid slots, 0 to 65535
   * @param seconds valid for, 1 to 86400
   */
  record Ask(long price, int slots, int seconds) implements BttMessage {}

  /**
   * What a buyer offers.
   *
   * @param sequence counted from 1 on a connection; a newer bid replaces the older
   * @param limit the highest price it pays, 1 to 2^53
   * @param bytes how many it wants; 0 withdraws the bid
   * @param seconds valid for, 1 to 86400
   */
  record Bid(long sequence, long limit, long bytes, int seconds) implements BttMessage {}

  /**
   * A lease begins, or goes on at another price.
   *
   * @param sequence of the bid
   * @param price never above the bid's limit
   * @param seconds of the lease, 1 to 3600
   * @param from the lane's byte where this price starts
   * @param due what all bytes before it cost, in base units
   */
  record Accepted(long sequence, long price, int seconds, long from, long due)
      implements BttMessage {}

  /**
   * A bid is not taken, or its lease ends here.
   *
   * @param sequence of the bid
   * @param reason why
   */
  record Refused(long sequence, RefusalReason reason) implements BttMessage {}

  /**
   * A buyer opens a channel, or comes back to it.
   *
   * @param payer who pays
   * @param signer who signs vouchers
   * @param nonce the channel's
   * @param mode 0 post-paid, 1 vault
   * @param capacity of the channel, 1 or more
   * @param expiry in Unix seconds
   * @param signature of the signer
   */
  record Open(
      Address payer,
      Address signer,
      Digest nonce,
      int mode,
      long capacity,
      long expiry,
      Signature signature)
      implements BttMessage {}

  /**
   * A seller takes a channel.
   *
   * @param payee who is paid
   * @param channel its id
   * @param credit U, in base units
   * @param pacing D, in bytes
   * @param signature of the payee's signer
   */
  record Ack(Address payee, ChannelId channel, long credit, long pacing, Signature signature)
      implements BttMessage {}

  /**
   * A promise.
   *
   * @param signed with its signature
   */
  record Promise(SignedVoucher signed) implements BttMessage {}

  /**
   * Where a lane stands at the seller.
   *
   * @param channel in which channel
   * @param lane of which torrent
   * @param newest the newest voucher that was accepted; empty before the first
   * @param billed bytes delivered in leases
   */
  record Receipt(ChannelId channel, TorrentId lane, Optional<SignedVoucher> newest, long billed)
      implements BttMessage {}

  /**
   * Asks for settlement; from the buyer also: nothing more is bought.
   *
   * @param channel in which channel
   * @param lane of which torrent
   */
  record Close(ChannelId channel, TorrentId lane) implements BttMessage {}

  /**
   * Something was wrong. Never answered.
   *
   * @param code what
   * @param reference type of the message that it is about, or 0
   */
  record Problem(ProblemCode code, int reference) implements BttMessage {}

  /**
   * A transfer has paid lanes.
   *
   * @param transfer on the ledger
   * @param total how many lanes it settles in all, 1 to 1024; more than fit are told in several
   *     messages
   * @param lanes the lanes of this message, 1 to 11 of them
   */
  record Settled(TransferId transfer, int total, List<LaneSettlement> lanes) implements BttMessage {

    /** Copies the lanes. */
    public Settled {
      lanes = List.copyOf(lanes);
    }
  }

  /**
   * An open is not taken.
   *
   * @param nonce of the open
   * @param code why
   */
  record Rejected(Digest nonce, RejectCode code) implements BttMessage {}
}
