package io.quoin.incentive.btt.selling;

import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.channel.Debtor;
import io.quoin.incentive.btt.channel.PayeeLane;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.wire.BttMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A peer that may pay us, on one connection. */
final class SellSide {
  private static final int MOST_OPENS = 8;

  /** Lanes of which a voucher may wait to be looked at. */
  static final int MOST_NEXT = 32;

  /** Within this time we have heard of all that went out before the engine knew better. */
  private static final long HEARD_NANOS = 1_000_000_000L;

  private final Conversation conversation;
  private Stage stage = Stage.ASKED;
  private Optional<Account> account = Optional.empty();
  private Optional<StandingBid> bid = Optional.empty();
  private Optional<Lease> lease = Optional.empty();
  private final Map<TorrentId, BttMessage.Promise> next = new LinkedHashMap<>();
  private Optional<PayeeLane> verifying = Optional.empty();
  private int opens;
  private boolean forgiving;
  private boolean receiptDue;
  private boolean ending;
  private long endedAt;
  private long base;
  private long toldPrice;
  private long chokedThrough = -1;
  private long receiptBilled;
  private Optional<Long> lastLeaseRound = Optional.empty();

  /** How far it has come. */
  enum Stage {
    /** It knows our price. */
    ASKED,
    /** Its open is being looked at. */
    OPENING,
    /** Its channel is acknowledged. */
    OPEN
  }

  /**
   * What an acknowledged channel brings.
   *
   * @param terms of the channel
   * @param debtor who pays
   * @param lane of the connection's torrent
   */
  record Account(ChannelTerms terms, Debtor debtor, PayeeLane lane) {}

  /**
   * A bid that stands.
   *
   * @param bid as it came
   * @param until the monotonic clock at its end
   */
  record StandingBid(BttMessage.Bid bid, long until) {}

  SellSide(Conversation conversation) {
    this.conversation = conversation;
  }

  Conversation conversation() {
    return conversation;
  }

  // --- opening ---

  Stage stage() {
    return stage;
  }

  /** Whether it may open a channel, perhaps another than before: a few times on a connection. */
  boolean mayOpen() {
    return stage != Stage.OPENING && lease.isEmpty() && !ending && opens++ < MOST_OPENS;
  }

  void opening() {
    stage = Stage.OPENING;
  }

  void notOpened() {
    stage = account.isPresent() ? Stage.OPEN : Stage.ASKED;
  }

  void opened(Account with) {
    account = Optional.of(with);
    stage = Stage.OPEN;
    receiptBilled = with.lane().billed();
  }

  Optional<Account> account() {
    return account;
  }

  PayeeLane lane() {
    return account.orElseThrow().lane();
  }

  Debtor debtor() {
    return account.orElseThrow().debtor();
  }

  // --- bids and leases ---

  /** The price that it was told last. */
  long toldPrice() {
    return toldPrice;
  }

  void toldPrice(long price) {
    toldPrice = price;
  }

  Optional<StandingBid> bid() {
    return bid;
  }

  void bid(Optional<StandingBid> changed) {
    bid = changed;
  }

  Optional<Lease> lease() {
    return lease;
  }

  /** A lease begins: from here on what goes out in class PAID counts on the lane. */
  void begin(Lease begun) {
    lease = Optional.of(begun);
    base = lane().billed() - conversation.traffic().sentPaid();
  }

  /** Nothing more is to go out; what does so until the engine has heard of it still counts. */
  void end(long round, long now) {
    lease = Optional.empty();
    ending = true;
    endedAt = now;
    lastLeaseRound = Optional.of(round);
  }

  /** Takes back what was granted and not used, once what has gone out is known for certain. */
  void finish(long now) {
    if (now - endedAt >= HEARD_NANOS) {
      finish();
    }
  }

  /** What has gone out is known for certain. */
  void finish() {
    if (ending) {
      ending = false;
      lane().end();
    }
  }

  boolean ending() {
    return ending;
  }

  /** The round in which its last lease ended. */
  Optional<Long> lastLeaseRound() {
    return lastLeaseRound;
  }

  /** Counts what has been handed to the socket. */
  void count(PeerTraffic traffic, long now) {
    if (lease.isPresent() || ending) {
      lane().billedTo(base + traffic.sentPaid());
      lease.ifPresent(running -> running.moved(lane().billed(), now));
    }
  }

  /** Up to where may be sent, as the engine counts. */
  long sendUpTo() {
    PeerTraffic traffic = conversation.traffic();
    return traffic.sentFree() + traffic.sentOptimistic() + lane().granted() - base;
  }

  // --- vouchers ---

  /** The lane of the voucher that is being looked at. */
  Optional<PayeeLane> verifying() {
    return verifying;
  }

  void verifying(Optional<PayeeLane> lane) {
    verifying = lane;
  }

  /** Of vouchers that come while one is being looked at only the newest of each lane matters. */
  void next(BttMessage.Promise promise) {
    TorrentId lane = promise.signed().voucher().lane();
    next.remove(lane);
    if (next.size() < MOST_NEXT) {
      next.put(lane, promise);
    }
  }

  Optional<BttMessage.Promise> takeNext() {
    Optional<TorrentId> first = next.keySet().stream().findFirst();
    return first.map(next::remove);
  }

  /** Whether bytes are being forgiven, or the answer of the journal changes that. */
  boolean forgiving() {
    return forgiving;
  }

  void forgiving(boolean now) {
    forgiving = now;
  }

  /** A voucher was lost on our side: it is to hear where its lane stands. */
  void owesReceipt() {
    receiptDue = true;
  }

  /** Whether there is a receipt to give in this round: bytes have moved, or one is due. */
  boolean wantsReceipt() {
    boolean wanted = receiptDue || lane().billed() != receiptBilled;
    receiptBilled = lane().billed();
    receiptDue = false;
    return wanted;
  }

  // --- punishment ---

  void chokeThrough(long round) {
    chokedThrough = round;
  }

  boolean chokedIn(long round) {
    return round <= chokedThrough;
  }
}
