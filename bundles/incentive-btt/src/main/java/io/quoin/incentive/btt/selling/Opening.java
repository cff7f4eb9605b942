package io.quoin.incentive.btt.selling;

import io.quoin.api.incentive.TorrentFacts;
import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.Lane;
import io.quoin.api.journal.PayerAccount;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.incentive.btt.channel.ChannelTime;
import io.quoin.incentive.btt.channel.Debtor;
import io.quoin.incentive.btt.channel.LaneBook;
import io.quoin.incentive.btt.channel.PayeeLane;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.peer.Money;
import io.quoin.incentive.btt.peer.Permissions;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.BttMessage.Open;
import io.quoin.incentive.btt.wire.RejectCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes a channel that a payer opens, cheapest test first: what is said, who signed, whether that
 * key may spend, whether we can be paid, what the journal has.
 */
final class Opening {
  /** What is verified together in a torrent that we may not know now. */
  private static final long UNIT_UNKNOWN = 1;

  private final Money money;
  private final Answers answers;
  private final Permissions permissions;
  private final SellSide side;
  private final Open open;
  private final Desk desk;

  /** What the seller's side does with it. */
  interface Desk {
    /** The solidified time of the ledger, or the local one. */
    Instant now();

    /** The payer, if it is looked after already. */
    Optional<Debtor> debtor(Address payer);

    /** Looks after a payer; empty if there are too many. */
    Optional<Debtor> lookAfter(PayerAccount account, Conversation from);

    /** The signature is not the signer's. */
    void badSignature(Conversation from);

    /** The channel is taken. */
    void opened(SellSide side, SellSide.Account account, Signature signature);
  }

  Opening(
      Money money, Answers answers, Permissions permissions, SellSide side, Open open, Desk desk) {
    this.money = money;
    this.answers = answers;
    this.permissions = permissions;
    this.side = side;
    this.open = open;
    this.desk = desk;
  }

  void begin() {
    side.opening();
    Optional<RejectCode> refused = refused();
    if (refused.isPresent()) {
      reject(refused.get());
      return;
    }
    Digest digest = money.bytes().open(side.conversation().session(), open);
    answers.await(
        money.signatures().signer(digest, open.signature()), this::signed, failure -> busy());
  }

  private Optional<RejectCode> refused() {
    if (open.mode() != 0) {
      return Optional.of(RejectCode.MODE);
    }
    if (open.payer().equals(money.address())) {
      return Optional.of(RejectCode.SELF);
    }
    if (open.expiry() > Instant.MAX.getEpochSecond()
        || !ChannelTime.mayOpen(Instant.ofEpochSecond(open.expiry()), desk.now())) {
      return Optional.of(RejectCode.EXPIRY);
    }
    return side.conversation().facts().isEmpty() ? Optional.of(RejectCode.BUSY) : Optional.empty();
  }

  private void signed(Optional<Address> by) {
    if (side.conversation().over()) {
      return;
    }
    if (by.filter(open.signer()::equals).isEmpty()) {
      desk.badSignature(side.conversation());
      reject(RejectCode.SIGNER);
      return;
    }
    permissions.maySpend(
        open.payer(),
        open.signer(),
        may -> {
          if (may) {
            permissions.activated(money.address(), this::payable);
          } else {
            reject(RejectCode.SIGNER);
          }
        });
  }

  private void payable(boolean activated) {
    if (!activated) {
      reject(RejectCode.NOT_PAYABLE);
      return;
    }
    Instant expiry = Instant.ofEpochSecond(open.expiry());
    ChannelTerms terms =
        new ChannelTerms(
            money
                .bytes()
                .channel(open.payer(), money.address(), open.signer(), expiry, open.nonce()),
            open.payer(),
            money.address(),
            open.signer(),
            open.capacity(),
            expiry,
            open.nonce());
    answers.await(money.writer().open(terms), this::kept, this::notKept);
  }

  private void notKept(Throwable failure) {
    boolean gone =
        failure instanceof JournalException e
            && (e.code() == JournalException.Code.CHANNEL_CLOSED
                || e.code() == JournalException.Code.OTHER_TERMS);
    reject(gone ? RejectCode.CLOSED : RejectCode.BUSY);
  }

  private void kept(Channel channel) {
    if (channel.closed()) {
      reject(RejectCode.CLOSED);
      return;
    }
    Optional<Debtor> known = desk.debtor(open.payer());
    if (known.isPresent()) {
      laneOf(channel, known.get());
    } else {
      answers.await(
          money.journal().payer(open.payer()),
          account -> looked(channel, account),
          failure -> busy());
    }
  }

  private void looked(Channel channel, PayerAccount account) {
    answers.await(
        money.journal().channels(open.payer()),
        all -> {
          Optional<Debtor> debtor =
              desk.debtor(open.payer()).or(() -> desk.lookAfter(account, side.conversation()));
          debtor.ifPresent(d -> unvouched(all, d));
          debtor.ifPresentOrElse(d -> laneOf(channel, d), this::busy);
        },
        failure -> busy());
  }

  /** What was delivered and not vouched for on any channel counts against the credit. */
  static void unvouched(List<Channel> channels, Debtor debtor) {
    for (Channel channel : channels) {
      ChannelId id = channel.terms().id();
      boolean pays = channel.terms().payer().equals(debtor.address());
      for (Lane lane : channel.lanes()) {
        long bytes = lane.newest().map(v -> v.voucher().bytes()).orElse(0L);
        boolean open = pays && lane.progress().billed() > bytes;
        boolean there = debtor.lanes().find(id, lane.torrent()).isPresent();
        if (open && !there && !debtor.lanes().full()) {
          debtor.lanes().add(id, new PayeeLane(lane, UNIT_UNKNOWN));
        }
      }
    }
  }

  private void laneOf(Channel channel, Debtor debtor) {
    Conversation conversation = side.conversation();
    Optional<TorrentFacts> facts = conversation.facts();
    Optional<PayeeLane> kept = debtor.lanes().find(channel.terms().id(), conversation.torrent());
    if (facts.isEmpty() || (kept.isEmpty() && debtor.lanes().full())) {
      busy();
      return;
    }
    PayeeLane lane = kept.orElseGet(() -> laneOf(channel, debtor, facts.get()));
    lane.verifiedBy(facts.get().pieceLength());
    keep(new SellSide.Account(channel.terms(), debtor, lane));
  }

  private PayeeLane laneOf(Channel channel, Debtor debtor, TorrentFacts facts) {
    // Lanes that owe nothing unvouched count only in what the channel comes to.
    PayeeLane mine = PayeeLane.fresh(side.conversation().torrent(), facts.pieceLength());
    for (Lane lane : channel.lanes()) {
      boolean there = debtor.lanes().find(channel.terms().id(), lane.torrent()).isPresent();
      if (lane.torrent().equals(mine.torrent())) {
        mine = new PayeeLane(lane, facts.pieceLength());
      } else if (!there && debtor.lanes().size() < LaneBook.MOST - 1) {
        debtor.lanes().add(channel.terms().id(), new PayeeLane(lane, facts.pieceLength()));
      }
    }
    debtor.lanes().add(channel.terms().id(), mine);
    return mine;
  }

  /**
   * The lane is in the journal before anything can be promised in it: so it is never taken for new.
   */
  private void keep(SellSide.Account account) {
    answers.await(
        money
            .writer()
            .progress(account.terms().id(), account.lane().torrent(), account.lane().progress()),
        done -> acknowledge(account),
        failure -> busy());
  }

  private void acknowledge(SellSide.Account account) {
    Digest digest =
        money.bytes().ack(side.conversation().session(), account.terms().id(), money.address());
    answers.await(
        money.wallet().sign(digest),
        signature -> {
          boolean lookedAfter =
              desk.debtor(open.payer()).filter(d -> d == account.debtor()).isPresent();
          if (side.conversation().over()) {
            return;
          }
          if (lookedAfter) {
            desk.opened(side, account, signature);
          } else {
            busy();
          }
        },
        failure -> busy());
  }

  private void busy() {
    reject(RejectCode.BUSY);
  }

  private void reject(RejectCode code) {
    side.notOpened();
    if (!side.conversation().over()) {
      side.conversation().send(new BttMessage.Rejected(open.nonce(), code));
    }
  }
}
