package io.quoin.incentive.btt.selling;

import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.incentive.btt.channel.Debtor;
import io.quoin.incentive.btt.channel.PayeeLane;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.wire.BttMessage;
import java.util.Optional;

/** A peer that may pay us, on one connection. */
final class SellSide {
  private final Conversation conversation;
  private Stage stage = Stage.ASKED;
  private Optional<Account> account = Optional.empty();
  private Optional<StandingBid> bid = Optional.empty();
  private Optional<Lease> lease = Optional.empty();
  private Optional<BttMessage.Promise> next = Optional.empty();
  private boolean verifying;
  private boolean ending;
  private long base;
  private long toldPrice;
  private long chokedThrough = -1;
  private long receiptBilled;
  private long lastLeaseRound = -1;
  private int claims;

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

  void opening() {
    stage = Stage.OPENING;
  }

  void notOpened() {
    stage = account.isPresent() ? Stage.OPEN : Stage.ASKED;
  }

  void opened(Account with) {
    account = Optional.of(with);
    stage = Stage.OPEN;
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
  void end(long round) {
    lease = Optional.empty();
    ending = true;
    lastLeaseRound = round;
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

  long lastLeaseRound() {
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

  boolean verifying() {
    return verifying;
  }

  void verifying(boolean now) {
    verifying = now;
  }

  /** Of vouchers that come while one is being looked at only the newest matters. */
  void next(BttMessage.Promise promise) {
    next = Optional.of(promise);
  }

  Optional<BttMessage.Promise> takeNext() {
    Optional<BttMessage.Promise> taken = next;
    next = Optional.empty();
    return taken;
  }

  /** Whether bytes have moved since the last receipt; if so, there is one now. */
  boolean wantsReceipt() {
    boolean moved = lane().billed() != receiptBilled;
    receiptBilled = lane().billed();
    return moved;
  }

  // --- punishment and claims ---

  void chokeThrough(long round) {
    chokedThrough = round;
  }

  boolean chokedIn(long round) {
    return round <= chokedThrough;
  }

  /** Whether one more claim may be looked at. */
  boolean claim() {
    return claims < 8 && claims++ >= 0;
  }

  void claimed() {
    claims--;
  }
}
