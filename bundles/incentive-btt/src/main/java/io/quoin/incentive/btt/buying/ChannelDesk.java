package io.quoin.incentive.btt.buying;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.incentive.btt.BttSettings;
import io.quoin.incentive.btt.Means;
import io.quoin.incentive.btt.channel.ChannelTime;
import io.quoin.incentive.btt.channel.Pacing;
import io.quoin.incentive.btt.channel.PayerLane;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.peer.Money;
import io.quoin.incentive.btt.peer.Permissions;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.Offenders;
import io.quoin.incentive.btt.wire.ProblemCode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Opens channels with sellers, and takes their acks: the id, who signed, whether that key may spend
 * for the payee, and whether the payee can be paid. Of several channels with a payee one is gone on
 * with.
 */
final class ChannelDesk {
  private static final Signature UNSIGNED = Signature.of(new byte[Signature.BYTES]);

  private final BttSettings settings;
  private final Money money;
  private final Answers answers;
  private final Permissions permissions;
  private final IncentiveContext context;
  private final Offenders offenders;
  private final KnownSellers sellers;
  private final BuySides sides;
  private final Supplier<Instant> ledgerTime;
  private final Interrupted interrupted;
  private final Consumer<BuySide> acknowledged;
  private final LanesBought lanes = new LanesBought();

  /**
   * Opens nothing yet.
   *
   * @param acknowledged told of those whose channel is acknowledged and kept
   */
  ChannelDesk(
      Means means,
      KnownSellers sellers,
      Interrupted interrupted,
      BuySides sides,
      Consumer<BuySide> acknowledged) {
    this.settings = means.settings();
    this.money = means.money();
    this.answers = means.answers();
    this.permissions = means.permissions();
    this.context = means.context();
    this.offenders = means.offenders();
    this.ledgerTime = means.ledgerTime();
    this.sellers = sellers;
    this.interrupted = interrupted;
    this.sides = sides;
    this.acknowledged = acknowledged;
  }

  // --- opening ---

  /** Whether we have opened a channel with a seller before. */
  boolean knows(BuySide side) {
    return sellers.find(side.conversation().peer().remoteId()).isPresent();
  }

  /** Opens a channel, the same as before if there was one. */
  void open(BuySide side) {
    byte[] peerId = side.conversation().peer().remoteId();
    Instant now = ledgerTime.get();
    KnownSellers.Draft draft =
        sellers
            .find(peerId)
            .filter(d -> ChannelTime.mayOpen(d.expiry(), now))
            .orElseGet(() -> newDraft(side, now));
    open(side, draft);
  }

  private void open(BuySide side, KnownSellers.Draft draft) {
    sellers.put(side.conversation().peer().remoteId(), draft);
    side.opening(draft);
    BttMessage.Open unsigned = open(draft, UNSIGNED);
    Digest digest = money.bytes().open(side.conversation().session(), unsigned);
    answers.await(
        money.wallet().sign(digest),
        signature -> {
          if (!side.conversation().over()) {
            side.conversation().send(open(draft, signature));
          }
        },
        failure -> side.stage(BuySide.Stage.MET));
  }

  /** The connection's own nonces are in the new one: no other channel can ever have it. */
  private KnownSellers.Draft newDraft(BuySide side, Instant now) {
    byte[] drawn = new byte[Digest.BYTES];
    context.random().nextBytes(drawn);
    ByteBuffer bytes = ByteBuffer.allocate(2 * Digest.BYTES);
    bytes.put(drawn).put(side.conversation().session().bytes()).flip();
    return new KnownSellers.Draft(
        money.signatures().keccak256(bytes),
        settings.capacity(),
        now.plus(settings.lifetime()).truncatedTo(ChronoUnit.SECONDS));
  }

  private BttMessage.Open open(KnownSellers.Draft draft, Signature signature) {
    return new BttMessage.Open(
        money.address(),
        money.wallet().signer(),
        draft.nonce(),
        0,
        draft.capacity(),
        draft.expiry().getEpochSecond(),
        signature);
  }

  /** A seller does not take our channel. */
  void rejected(Conversation from, BttMessage.Rejected rejected) {
    Optional<BuySide> opening = opening(from, rejected);
    if (opening.isEmpty()) {
      return;
    }
    BuySide side = opening.get();
    switch (rejected.code()) {
      case BUSY, NO_CREDIT -> {
        side.stage(BuySide.Stage.MET);
        side.waitThrough(sides.round() + 1);
      }
      case CLOSED, EXPIRY -> {
        sellers.forget(from.peer().remoteId());
        side.older().ifPresent(this::close);
        side.stage(BuySide.Stage.MET);
        side.waitThrough(sides.round() + 1);
      }
      default -> side.stage(BuySide.Stage.DONE);
    }
  }

  /** The one whose answer is waited for; any other answer is a fault. */
  private Optional<BuySide> opening(Conversation from, BttMessage answer) {
    Optional<BuySide> opening =
        sides.find(from.peer()).filter(side -> side.stage() == BuySide.Stage.OPENING);
    if (opening.isEmpty()) {
      from.fault(ProblemCode.OUT_OF_ORDER, MessageCodec.type(answer));
    }
    return opening;
  }

  // --- acks ---

  /** A seller takes our channel. */
  void ack(Conversation from, BttMessage.Ack ack) {
    Optional<BuySide> opening = opening(from, ack);
    if (opening.isEmpty()) {
      return;
    }
    BuySide side = opening.get();
    KnownSellers.Draft draft = side.draft().orElseThrow();
    if (ack.payee().equals(money.address())) {
      side.stage(BuySide.Stage.DONE);
      return;
    }
    ChannelTerms terms = terms(draft, ack.payee());
    if (!terms.id().equals(ack.channel())) {
      from.fault(ProblemCode.MALFORMED, MessageCodec.type(ack));
      side.stage(BuySide.Stage.DONE);
      return;
    }
    side.stage(BuySide.Stage.CHECKING);
    Digest digest = money.bytes().ack(from.session(), terms.id(), ack.payee());
    answers.await(
        money.signatures().signer(digest, ack.signature()),
        signer -> ackSigned(side, ack, terms, signer),
        failure -> side.stage(BuySide.Stage.DONE));
  }

  private ChannelTerms terms(KnownSellers.Draft draft, Address payee) {
    return new ChannelTerms(
        money
            .bytes()
            .channel(
                money.address(), payee, money.wallet().signer(), draft.expiry(), draft.nonce()),
        money.address(),
        payee,
        money.wallet().signer(),
        draft.capacity(),
        draft.expiry(),
        draft.nonce());
  }

  private void ackSigned(
      BuySide side, BttMessage.Ack ack, ChannelTerms terms, Optional<Address> signer) {
    if (side.conversation().over()) {
      return;
    }
    if (signer.isEmpty()) {
      badAck(side);
      return;
    }
    permissions.maySpend(
        ack.payee(),
        signer.get(),
        may -> {
          if (!may) {
            badAck(side);
          } else {
            permissions.activated(ack.payee(), there -> payable(side, ack, terms, there));
          }
        });
  }

  private void badAck(BuySide side) {
    offenders.badSignature(side.conversation().peer().address(), context.nanoTime());
    side.conversation().fault(ProblemCode.BAD_SIGNATURE, 5);
    side.stage(BuySide.Stage.DONE);
  }

  private void payable(BuySide side, BttMessage.Ack ack, ChannelTerms terms, boolean activated) {
    if (!activated || side.conversation().over()) {
      side.stage(BuySide.Stage.DONE);
      return;
    }
    if (side.older().isPresent()) {
      keep(side, ack, terms);
    } else {
      answers.await(
          money.journal().channels(ack.payee()),
          all -> olderOr(side, ack, terms, all),
          failure -> side.stage(BuySide.Stage.DONE));
    }
  }

  /**
   * Of several channels with a payee one is gone on with: what is promised in it may not have been
   * heard, and what is owed in it not been promised.
   */
  private void olderOr(
      BuySide side, BttMessage.Ack ack, ChannelTerms terms, List<Channel> channels) {
    Optional<ChannelTerms> older =
        channels.stream()
            .filter(channel -> !channel.closed())
            .map(Channel::terms)
            .filter(t -> t.payer().equals(money.address()))
            .filter(t -> t.signer().equals(money.wallet().signer()))
            .filter(t -> ChannelTime.mayOpen(t.expiry(), ledgerTime.get()))
            .reduce((first, second) -> second);
    boolean other = older.filter(t -> !t.id().equals(terms.id())).isPresent();
    boolean here = channels.stream().anyMatch(c -> c.terms().id().equals(terms.id()));
    if (side.conversation().over()) {
      return;
    }
    if (channels.stream().anyMatch(this::isPaid)) {
      side.paid();
    }
    if (other && !here) {
      side.older(older.get());
      open(
          side,
          new KnownSellers.Draft(
              older.get().nonce(), older.get().capacity(), older.get().expiry()));
    } else {
      keep(side, ack, terms);
    }
  }

  private boolean isPaid(Channel channel) {
    return channel.terms().payer().equals(money.address())
        && channel.lanes().stream().anyMatch(lane -> lane.settled() > 0);
  }

  private void keep(BuySide side, BttMessage.Ack ack, ChannelTerms terms) {
    answers.await(
        money.writer().open(terms), channel -> kept(side, ack, channel), failure -> abandon(side));
  }

  private void kept(BuySide side, BttMessage.Ack ack, Channel channel) {
    if (side.conversation().over()) {
      return;
    }
    if (channel.closed()) {
      abandon(side);
      return;
    }
    PayerLane lane = lanes.find(channel, side.conversation().torrent(), context.nanoTime());
    if (lane.leased()) {
      side.stage(BuySide.Stage.DONE);
      return;
    }
    resume(side.conversation(), lane);
    side.acknowledged(
        new BuySide.Account(
            channel.terms(), lane, Pacing.of(side.unit(), ack.pacing()), ack.credit()));
    acknowledged.accept(side);
  }

  /** Goes on with what an earlier conversation left on the same connection. */
  private void resume(Conversation conversation, PayerLane lane) {
    byte[] connection = conversation.peer().nonce();
    lane.resume(interrupted.take(connection, lane.channel()), conversation.arrivals());
    lane.wantsVerdictsFrom().ifPresent(at -> context.countFrom(conversation.peer(), at));
  }

  // --- the end of one ---

  /** A channel is of no use: the next one has another nonce. */
  void abandon(BuySide side) {
    forget(side);
    side.abandon();
  }

  /** A channel is left for a new one with the same seller. */
  void leave(BuySide side) {
    forget(side);
    side.beginAnew();
    side.waitThrough(sides.round() + 2);
  }

  private void forget(BuySide side) {
    sellers.forget(side.conversation().peer().remoteId());
    side.account().ifPresent(account -> close(account.terms()));
  }

  private void close(ChannelTerms terms) {
    answers.attempt(money.writer().close(terms.id()));
  }
}
