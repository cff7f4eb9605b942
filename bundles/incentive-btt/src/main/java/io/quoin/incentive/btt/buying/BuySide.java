package io.quoin.incentive.btt.buying;

import io.quoin.api.incentive.TorrentFacts;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.incentive.btt.channel.Pacing;
import io.quoin.incentive.btt.channel.PayerLane;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.wire.BttMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A peer that we may pay, on one connection. */
final class BuySide {
  /** Receipts that wait for an ack to be looked at. */
  static final int MOST_EARLY = 33;

  private static final int MOST_ROUNDS_AFTER = 3;

  /** Whose bid has won nothing by then was in an auction at least, and lost it. */
  private static final int PATIENT_ROUNDS = 2;

  private final Conversation conversation;
  private Stage stage = Stage.MET;
  private Optional<Long> ask = Optional.empty();
  private Optional<KnownSellers.Draft> draft = Optional.empty();
  private Optional<Account> account = Optional.empty();
  private final List<BttMessage.Receipt> early = new ArrayList<>();
  private Optional<ChannelTerms> older = Optional.empty();
  private Optional<Offer> offer = Optional.empty();
  private long sequence;
  private boolean paid;
  private boolean agreed;
  private boolean signs = true;
  private boolean issuing;
  private boolean adopting;
  private boolean anew;
  private int takenBackFor;
  private boolean asksForPay;
  private boolean completes;
  private long kept = -1;
  private long leaseSince;
  private long leaseReceived;
  private long waitThrough = -1;
  private Optional<Long> finishedIn = Optional.empty();
  private long requestUpTo = Long.MAX_VALUE;

  /** How far it has come. */
  enum Stage {
    /** It sells. */
    MET,
    /** We have opened a channel and wait for its ack. */
    OPENING,
    /** Its ack is being looked at. */
    CHECKING,
    /** The channel is acknowledged; the lane's receipt is waited for. */
    ACKNOWLEDGED,
    /** Both ends agree where the lane stands: we may bid. */
    AGREED,
    /** Nothing is bought on this connection any more. */
    DONE
  }

  /**
   * What an acknowledged channel brings.
   *
   * @param terms of the channel
   * @param lane of the connection's torrent
   * @param pacing D as far as we know it
   * @param credit U
   */
  record Account(ChannelTerms terms, PayerLane lane, Pacing pacing, long credit) {}

  /**
   * A bid of ours that stands.
   *
   * @param sequence of it
   * @param limit the most we pay
   * @param round in which we made it
   */
  record Offer(long sequence, long limit, long round) {}

  BuySide(Conversation conversation) {
    this.conversation = conversation;
  }

  Conversation conversation() {
    return conversation;
  }

  /** Bytes that are verified together. */
  long unit() {
    return conversation.facts().map(TorrentFacts::pieceLength).orElse(1);
  }

  /** Whether we have all of the torrent. */
  boolean complete() {
    return conversation.facts().filter(TorrentFacts::complete).isPresent();
  }

  Stage stage() {
    return stage;
  }

  void stage(Stage changed) {
    stage = changed;
    agreed |= changed == Stage.AGREED;
  }

  // --- what the seller said ---

  Optional<Long> ask() {
    return ask;
  }

  void ask(long price) {
    ask = Optional.of(price);
  }

  // --- the channel ---

  Optional<KnownSellers.Draft> draft() {
    return draft;
  }

  void opening(KnownSellers.Draft with) {
    draft = Optional.of(with);
    stage = Stage.OPENING;
  }

  void acknowledged(Account with) {
    account = Optional.of(with);
    stage = Stage.ACKNOWLEDGED;
  }

  Optional<Account> account() {
    return account;
  }

  /** The seller's receipts, which come right behind its ack while that is still looked at. */
  void early(BttMessage.Receipt receipt) {
    if (early.size() < MOST_EARLY) {
      early.add(receipt);
    }
  }

  /** The receipts that came early; asked once. */
  List<BttMessage.Receipt> takeEarly() {
    List<BttMessage.Receipt> taken = List.copyOf(early);
    early.clear();
    return taken;
  }

  /** The channel with the same payee that is opened in place of the one it was asked for first. */
  Optional<ChannelTerms> older() {
    return older;
  }

  void older(ChannelTerms terms) {
    older = Optional.of(terms);
    early.clear();
  }

  /** We have settled with the seller before. */
  void paid() {
    paid = true;
  }

  /** Whether we have settled with the seller before. */
  boolean hasPaid() {
    return paid;
  }

  /** Whether we may come to owe the seller something, and never paid it before. */
  boolean strange() {
    boolean meeting =
        stage == Stage.OPENING || stage == Stage.CHECKING || stage == Stage.ACKNOWLEDGED;
    return !paid && (meeting || offer.isPresent() || owes());
  }

  private boolean owes() {
    return account.map(Account::lane).filter(l -> l.newest().isPresent() || !l.rests()).isPresent();
  }

  /** Whether a bid has stood for a while with a seller whom we owe nothing, and won nothing. */
  boolean bidsInVain(long round) {
    return offer.filter(o -> round - o.round() >= PATIENT_ROUNDS).isPresent() && !owes();
  }

  /** Nothing can be promised in its channel any more. */
  void abandon() {
    stage = Stage.DONE;
    signs = false;
  }

  /**
   * The channel is left for a new one, once on a connection: a seller may be wrong after a crash,
   * but not again and again.
   */
  void beginAnew() {
    if (anew) {
      abandon();
    } else {
      anew = true;
      account = Optional.empty();
      agreed = false;
      stage = Stage.MET;
    }
  }

  /** Whether a channel was left for a new one, and the seller may still speak of the old one. */
  boolean begunAnew() {
    return anew && account.isEmpty();
  }

  /** Whether what is owed can be vouched for: also after we have had enough of the seller. */
  boolean maySign() {
    return agreed && signs;
  }

  // --- bidding ---

  Optional<Offer> offer() {
    return offer;
  }

  Offer bid(long limit, long round) {
    Offer made = new Offer(++sequence, limit, round);
    offer = Optional.of(made);
    return made;
  }

  /** The bid stands no more; says the sequence that takes it back. */
  long withdraw() {
    offer = Optional.empty();
    return ++sequence;
  }

  void refused() {
    offer = Optional.empty();
  }

  void waitThrough(long round) {
    waitThrough = round;
  }

  boolean waitsIn(long round) {
    return round <= waitThrough;
  }

  // --- when there is nothing more to buy ---

  void finished(long round) {
    finishedIn = finishedIn.or(() -> Optional.of(round));
  }

  void unfinished() {
    finishedIn = Optional.empty();
  }

  /** Whether the seller asks to be paid for the first time. */
  boolean asksForPay() {
    boolean first = !asksForPay;
    asksForPay = true;
    return first;
  }

  /** Whether the torrent is found complete for the first time. */
  boolean completes() {
    boolean first = !completes;
    completes = true;
    return first;
  }

  /** The round since when there has been nothing more to buy. */
  Optional<Long> finishedIn() {
    return finishedIn;
  }

  // --- the lease ---

  boolean leased() {
    return account.isPresent() && account.get().lane().leased();
  }

  /**
   * A round begins. Whether the seller has not ended the lease for some rounds now although the bid
   * is taken back: then it is over for us.
   */
  boolean outlives() {
    boolean takenBack = leased() && offer.isEmpty();
    takenBackFor = takenBack ? takenBackFor + 1 : 0;
    return takenBackFor > MOST_ROUNDS_AFTER;
  }

  void leaseBegun(long round) {
    leaseSince = round;
    leaseReceived = conversation.traffic().received();
  }

  long leaseSince() {
    return leaseSince;
  }

  /** Bytes that came since the last time this was asked. */
  long takeReceived() {
    long received = conversation.traffic().received() - leaseReceived;
    leaseReceived = conversation.traffic().received();
    return received;
  }

  long requestUpTo() {
    return requestUpTo;
  }

  void requestUpTo(long limit) {
    requestUpTo = limit;
  }

  boolean issuing() {
    return issuing;
  }

  void issuing(boolean now) {
    issuing = now;
  }

  /** Whether a voucher that the seller shows is being looked at. */
  boolean adopting() {
    return adopting;
  }

  void adopting(boolean now) {
    adopting = now;
  }

  /** Whether more has come than the journal has been told of; if so, it is told now. */
  boolean wantsKeeping() {
    long counted = account.orElseThrow().lane().counted();
    boolean moved = counted != kept;
    kept = counted;
    return moved;
  }
}
