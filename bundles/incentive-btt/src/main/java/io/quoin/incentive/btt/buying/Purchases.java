package io.quoin.incentive.btt.buying;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.incentive.TorrentFacts;
import io.quoin.api.journal.BudgetUse;
import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.Settlement;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.VoucherOrder;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.incentive.btt.BttSettings;
import io.quoin.incentive.btt.auction.SellerChoice;
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
import io.quoin.incentive.btt.wire.RefusalReason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All that we buy: from whom, up to which price, within which budgets. On the policy's thread. */
public final class Purchases {
  private static final int BID_SECONDS = 3600;
  private static final int SLOW_ROUNDS = 6;
  private static final int JUDGED_AFTER = 2;

  /** How long a seller is kept for our last words: about two finality delays. */
  private static final int PATIENT_ROUNDS = 12;

  private static final long UNLIMITED = Long.MAX_VALUE;
  private static final Signature UNSIGNED = Signature.of(new byte[Signature.BYTES]);

  private final BttSettings settings;
  private final Money money;
  private final Answers answers;
  private final Permissions permissions;
  private final IncentiveContext context;
  private final Offenders offenders;
  private final Supplier<Instant> ledgerTime;
  private final Runnable publish;
  private final KnownSellers sellers;
  private final SettlementDesk settlements;
  private final Solvency solvency;
  private final Map<IncentivePeer, BuySide> sides = new LinkedHashMap<>();

  /** Those with whom something may be owed: few of all, looked at four times a second. */
  private final Set<BuySide> owing = new LinkedHashSet<>();

  private final LanesBought lanes = new LanesBought();
  private final Suppliers suppliers = new Suppliers();
  private long committed;
  private long round;
  private boolean spent;

  /**
   * Begins to buy.
   *
   * @param sellers channels that were opened before
   * @param ledgerTime the solidified time of the ledger, or the local one
   * @param publish puts a changed allocation into effect
   */
  public Purchases(
      BttSettings settings,
      Money money,
      Answers answers,
      Permissions permissions,
      IncentiveContext context,
      Offenders offenders,
      KnownSellers sellers,
      Supplier<Instant> ledgerTime,
      Runnable publish) {
    this.settings = settings;
    this.money = money;
    this.answers = answers;
    this.permissions = permissions;
    this.context = context;
    this.offenders = offenders;
    this.sellers = sellers;
    this.ledgerTime = ledgerTime;
    this.publish = publish;
    this.solvency = new Solvency(money, answers, settings.fees());
    this.settlements = new SettlementDesk(money, answers, solvency::mayTransfer, this::settled);
    solvency.look(now(), this::considerAll);
  }

  private long now() {
    return context.nanoTime();
  }

  // --- peers ---

  /** A peer that sells is there; it will tell its price. */
  public void met(Conversation conversation) {
    sides.put(conversation.peer(), new BuySide(conversation));
  }

  /** A peer is gone, or speaks no more. */
  public void lost(Conversation conversation) {
    BuySide side = sides.get(conversation.peer());
    if (side == null || side.conversation() != conversation) {
      return;
    }
    sides.remove(conversation.peer());
    owing.remove(side);
    if (side.account().isPresent()) {
      if (conversation.facts().filter(TorrentFacts::complete).isPresent()) {
        settlements.want(side.account().get().terms().payee());
      }
      PayerLane lane = side.account().get().lane();
      lane.disconnected(conversation.arrivals(), now());
      suppliers.went(conversation.peer(), lane);
      parked(side);
    }
  }

  /** What came and is owed is kept; what is owed already is vouched for on the next connection. */
  private void parked(BuySide side) {
    keepProgress(side.account().orElseThrow());
  }

  /** Whether we are served for pay in a conversation. */
  public boolean leases(Conversation conversation) {
    return Optional.ofNullable(sides.get(conversation.peer()))
        .filter(side -> side.conversation() == conversation)
        .filter(BuySide::leased)
        .isPresent();
  }

  /** A piece failed to which these had sent something; of those who are here it is counted. */
  public void pieceFailed(List<IncentivePeer> senders) {
    senders.stream().filter(sender -> !sides.containsKey(sender)).forEach(suppliers::failed);
  }

  private void keepProgress(BuySide.Account account) {
    answers.await(
        money
            .writer()
            .progress(account.terms().id(), account.lane().torrent(), account.lane().progress()),
        done -> {},
        failure -> {});
  }

  /** The policy ends. */
  public void close() {
    sides.values().stream().filter(s -> s.account().isPresent()).forEach(this::parked);
  }

  // --- opening ---

  /** A seller tells its price. */
  public void ask(Conversation from, BttMessage.Ask ask) {
    BuySide side = sides.get(from.peer());
    if (side == null) {
      from.fault(ProblemCode.OUT_OF_ORDER, MessageCodec.type(ask));
      return;
    }
    side.ask(ask.price());
    consider(side);
  }

  private void considerAll() {
    inTurn().forEach(this::consider);
  }

  /** Those whom we have paid before first, then those who ask least: they have room. */
  private List<BuySide> inTurn() {
    return sides.values().stream()
        .sorted(
            Comparator.comparingInt((BuySide side) -> side.hasPaid() ? 0 : 1)
                .thenComparingLong(side -> side.ask().orElse(UNLIMITED)))
        .toList();
  }

  /** Opens a channel or bids, if that is what there is to do now. */
  private void consider(BuySide side) {
    if (!wants(side)) {
      return;
    }
    if (side.stage() == BuySide.Stage.MET && mayMeet(side)) {
      open(side);
    } else if (side.stage() == BuySide.Stage.AGREED && side.offer().isEmpty() && mayBuy(side)) {
      bid(side);
    }
  }

  private boolean wants(BuySide side) {
    Optional<TorrentFacts> facts = side.conversation().facts();
    boolean interested = side.conversation().standing().map(PeerStanding::interested).orElse(true);
    return !spent
        && facts.isPresent()
        && !facts.get().complete()
        && interested
        && side.conversation().peer().fast()
        && !side.conversation().conduct().off()
        && !side.waitsIn(round)
        && side.ask().filter(price -> price <= settings.limit()).isPresent();
  }

  private boolean mayMeet(BuySide side) {
    boolean known = sellers.find(side.conversation().peer().remoteId()).isPresent();
    return (known || strangers() < settings.strangers()) && solvency.covers(1, committed);
  }

  private boolean mayBuy(BuySide side) {
    return side.hasPaid() || side.strange() || strangers() < settings.strangers();
  }

  private long strangers() {
    return sides.values().stream().filter(BuySide::strange).count();
  }

  private void open(BuySide side) {
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

  /** A seller takes our channel. */
  public void ack(Conversation from, BttMessage.Ack ack) {
    BuySide side = sides.get(from.peer());
    if (side == null || side.stage() != BuySide.Stage.OPENING) {
      from.fault(ProblemCode.OUT_OF_ORDER, MessageCodec.type(ack));
      return;
    }
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
    offenders.badSignature(side.conversation().peer().address(), now());
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
    PayerLane lane = lanes.find(channel, side.conversation().torrent(), now());
    if (lane.leased()) {
      side.stage(BuySide.Stage.DONE);
      return;
    }
    side.acknowledged(
        new BuySide.Account(
            channel.terms(), lane, Pacing.of(unit(side), ack.pacing()), ack.credit()));
    if (side.hasPaid()) {
      // It counts among the strangers no more: somebody else may.
      considerAll();
    }
    side.takeEarly().forEach(receipt -> receipt(side.conversation(), receipt));
  }

  private static long unit(BuySide side) {
    return side.conversation().facts().map(TorrentFacts::pieceLength).orElse(1);
  }

  /** The channel is of no use: the next one has another nonce. */
  private void abandon(BuySide side) {
    sellers.forget(side.conversation().peer().remoteId());
    side.account().ifPresent(account -> close(account.terms()));
    side.abandon();
  }

  private void close(ChannelTerms terms) {
    answers.await(money.writer().close(terms.id()), done -> {}, failure -> {});
  }

  /** A seller does not take our channel. */
  public void rejected(Conversation from, BttMessage.Rejected rejected) {
    BuySide side = sides.get(from.peer());
    if (side == null || side.stage() != BuySide.Stage.OPENING) {
      from.fault(ProblemCode.OUT_OF_ORDER, MessageCodec.type(rejected));
      return;
    }
    switch (rejected.code()) {
      case BUSY, NO_CREDIT -> {
        side.stage(BuySide.Stage.MET);
        side.waitThrough(round + 1);
      }
      case CLOSED, EXPIRY -> {
        sellers.forget(from.peer().remoteId());
        side.older().ifPresent(this::close);
        side.stage(BuySide.Stage.MET);
        side.waitThrough(round + 1);
      }
      default -> side.stage(BuySide.Stage.DONE);
    }
  }

  // --- bidding ---

  private void bid(BuySide side) {
    TorrentFacts facts = side.conversation().facts().orElseThrow();
    BuySide.Offer offer = side.bid(settings.limit(), round);
    side.conversation()
        .send(
            new BttMessage.Bid(
                offer.sequence(), offer.limit(), Math.max(1, facts.length()), BID_SECONDS));
  }

  private void withdraw(BuySide side) {
    if (side.offer().isPresent()) {
      long sequence = side.withdraw();
      side.conversation().send(new BttMessage.Bid(sequence, settings.limit(), 0, BID_SECONDS));
    }
  }

  /** A lease begins or goes on at another price. */
  public void accepted(Conversation from, BttMessage.Accepted accepted) {
    BuySide side = sides.get(from.peer());
    if (side == null || side.account().isEmpty()) {
      outOfOrder(side, from, accepted);
      return;
    }
    BuySide.Account account = side.account().get();
    boolean fair =
        side.offer().filter(o -> o.sequence() == accepted.sequence()).isPresent()
            && accepted.price() <= side.offer().get().limit()
            && account.lane().mayBegin(accepted.from(), slack(account));
    if (!fair) {
      unfair(side, accepted);
      return;
    }
    if (!account.lane().agreesOn(accepted.from(), accepted.due())) {
      beginAnew(side, account);
      return;
    }
    if (!side.leased()) {
      side.leaseBegun(round);
    }
    account.lane().begin(accepted.from(), accepted.price(), from.arrivals());
    account.lane().wantsVerdictsFrom().ifPresent(at -> context.countFrom(from.peer(), at));
    owing.add(side);
    keepProgress(account);
    budget(side);
    publish.run();
  }

  private static long slack(BuySide.Account account) {
    return account.pacing().limit() + account.lane().counted() / 50;
  }

  /** Answers a bid that we have taken back are no fault; prices nobody agreed to are. */
  private void unfair(BuySide side, BttMessage.Accepted accepted) {
    boolean late = side.offer().map(o -> accepted.sequence() < o.sequence()).orElse(true);
    if (!late) {
      side.conversation().fault(ProblemCode.MALFORMED, MessageCodec.type(accepted));
      withdraw(side);
      endLease(side);
      side.stage(BuySide.Stage.DONE);
    }
  }

  /** Before the crash of one of us the other knew a price that is lost: a new channel has none. */
  private void beginAnew(BuySide side, BuySide.Account account) {
    withdraw(side);
    endLease(side);
    keepProgress(account);
    close(account.terms());
    sellers.forget(side.conversation().peer().remoteId());
    side.beginAnew();
    side.waitThrough(round + 2);
  }

  private void endLease(BuySide side) {
    if (side.leased()) {
      side.account().orElseThrow().lane().end(side.conversation().arrivals());
      side.requestUpTo(UNLIMITED);
      publish.run();
    }
  }

  /** What a seller says of a channel that we have just left is no fault of its. */
  private static void outOfOrder(BuySide side, Conversation from, BttMessage message) {
    if (side == null || !side.begunAnew()) {
      from.fault(ProblemCode.OUT_OF_ORDER, MessageCodec.type(message));
    }
  }

  /** A bid is refused, or its lease ends. */
  public void refused(Conversation from, BttMessage.Refused refused) {
    BuySide side = sides.get(from.peer());
    if (side == null || side.account().isEmpty()) {
      outOfOrder(side, from, refused);
      return;
    }
    endLease(side);
    boolean stands =
        switch (refused.reason()) {
          case OVER, HELD, IDLE, BACK_OFF, TOO_LOW, NO_CREDIT, BAD_VOUCHER -> true;
          case WITHDRAWN, UNFIT, CLOSED, EXPIRED, OTHER -> false;
        };
    boolean current = side.offer().filter(o -> o.sequence() == refused.sequence()).isPresent();
    if (!stands && current) {
      side.refused();
      side.waitThrough(round + 1);
    }
    if (refused.reason() == RefusalReason.EXPIRED) {
      abandon(side);
    }
  }

  // --- agreeing ---

  /** Where a lane stands at the seller. */
  public void receipt(Conversation from, BttMessage.Receipt receipt) {
    BuySide side = sides.get(from.peer());
    if (side == null) {
      return;
    }
    if (side.stage() == BuySide.Stage.CHECKING) {
      side.early(receipt);
      return;
    }
    if (side.stage() == BuySide.Stage.OPENING && side.older().isPresent()) {
      // Of the channel that we asked for first.
      return;
    }
    Optional<BuySide.Account> found = side.account();
    if (found.isEmpty() || !receipt.channel().equals(found.get().terms().id())) {
      outOfOrder(side, from, receipt);
    } else if (receipt.lane().equals(found.get().lane().torrent())) {
      compare(side, found.get().lane(), receipt);
    } else {
      compareOther(side, receipt);
    }
  }

  private void compare(BuySide side, PayerLane lane, BttMessage.Receipt receipt) {
    switch (lane.compare(receipt.newest(), receipt.billed())) {
      case EVEN -> agreed(side, receipt.billed());
      case WE_LEAD -> {
        lane.newest().ifPresent(newest -> side.conversation().send(new BttMessage.Promise(newest)));
        agreed(side, receipt.billed());
      }
      case WE_LAG ->
          adopt(
              side,
              receipt,
              theirs -> {
                lane.adopt(theirs);
                agreed(side, receipt.billed());
              });
      case FALSE -> {
        side.conversation().fault(ProblemCode.MALFORMED, MessageCodec.type(receipt));
        withdraw(side);
        abandon(side);
      }
    }
  }

  /** Another lane of the channel: our newest voucher for it may not have been heard. */
  private void compareOther(BuySide side, BttMessage.Receipt receipt) {
    long theirs = receipt.newest().map(v -> v.voucher().sequence()).orElse(0L);
    answers.await(
        money.journal().channel(receipt.channel()),
        channel -> {
          Optional<SignedVoucher> ours =
              channel.stream()
                  .flatMap(c -> c.lanes().stream())
                  .filter(lane -> lane.torrent().equals(receipt.lane()))
                  .flatMap(lane -> lane.newest().stream())
                  .findFirst();
          boolean lead = ours.filter(v -> v.voucher().sequence() > theirs).isPresent();
          if (lead && !side.conversation().over()) {
            side.conversation().send(new BttMessage.Promise(ours.get()));
          }
        },
        failure -> {});
  }

  private void agreed(BuySide side, long billed) {
    BuySide.Account account = side.account().orElseThrow();
    if (side.stage() == BuySide.Stage.ACKNOWLEDGED) {
      account.lane().sellerBilled(billed);
      side.stage(BuySide.Stage.AGREED);
      owing.add(side);
      voucher(side);
      consider(side);
      settlements.remind(account.terms().payee(), settlement -> tell(side, settlement));
    } else if (account.lane().inflated(billed, account.pacing().limit())) {
      leave(side);
    }
  }

  /** Takes over a voucher of ours that only the seller has; one at a time is looked at. */
  private void adopt(BuySide side, BttMessage.Receipt receipt, Consumer<SignedVoucher> then) {
    if (side.adopting()) {
      return;
    }
    side.adopting(true);
    SignedVoucher theirs = receipt.newest().orElseThrow();
    answers.await(
        money.signatures().signer(money.bytes().voucher(theirs.voucher()), theirs.signature()),
        signer -> {
          if (signer.filter(money.wallet().signer()::equals).isPresent()) {
            answers.await(
                money.writer().adopt(theirs),
                done -> {
                  side.adopting(false);
                  then.accept(theirs);
                },
                failure -> {
                  side.adopting(false);
                  abandon(side);
                });
          } else {
            side.adopting(false);
            offenders.badSignature(side.conversation().peer().address(), now());
            side.conversation().fault(ProblemCode.BAD_SIGNATURE, MessageCodec.type(receipt));
          }
        },
        failure -> side.adopting(false));
  }

  /**
   * A seller asks to be paid, which it gets once a connection: each payment may cost a fee. False
   * if it is no channel that we pay.
   */
  public boolean close(Conversation from, BttMessage.Close close) {
    Optional<BuySide> side =
        Optional.ofNullable(sides.get(from.peer()))
            .filter(
                s -> s.account().filter(a -> a.terms().id().equals(close.channel())).isPresent());
    side.filter(BuySide::asksForPay)
        .flatMap(BuySide::account)
        .ifPresent(account -> settlements.want(account.terms().payee()));
    return side.isPresent();
  }

  // --- vouchers ---

  /** What has passed with a peer. */
  public void traffic(Conversation conversation) {
    BuySide side = sides.get(conversation.peer());
    if (side != null && side.account().isPresent()) {
      PayerLane lane = side.account().get().lane();
      Optional<Long> before = lane.wantsVerdictsFrom();
      lane.arrived(conversation.arrivals(), now());
      if (!lane.wantsVerdictsFrom().equals(before)) {
        lane.wantsVerdictsFrom().ifPresent(at -> context.countFrom(conversation.peer(), at));
      }
      if (!lane.rests()) {
        owing.add(side);
      }
      voucher(side);
    }
  }

  /** Vouches for what is owed and has waited long enough. */
  public void tick() {
    owing.stream().filter(side -> side.account().isPresent()).toList().forEach(this::voucher);
    owing.removeIf(side -> side.account().filter(a -> !a.lane().rests()).isEmpty());
  }

  private void voucher(BuySide side) {
    boolean ready =
        side.maySign()
            && !side.issuing()
            && !side.conversation().over()
            && !side.conversation().conduct().off();
    if (!ready) {
      return;
    }
    BuySide.Account account = side.account().orElseThrow();
    boolean all = side.conversation().facts().filter(TorrentFacts::complete).isPresent();
    if (all && side.completes()) {
      // By then we have been told of whatever failed before.
      context.after(Duration.ZERO, () -> account.lane().allVerified(now()));
    }
    if (!ChannelTime.usable(account.terms().expiry(), ledgerTime.get())) {
      return;
    }
    Optional<VoucherOrder> order =
        account.lane().order(unit(side), account.pacing().limit(), now());
    order.ifPresent(o -> issue(side, account, o));
  }

  private void issue(BuySide side, BuySide.Account account, VoucherOrder order) {
    side.issuing(true);
    answers.await(
        money.writer().issue(order, money.bytes()::voucher),
        signed -> {
          side.issuing(false);
          long rate = side.conversation().standing().map(PeerStanding::downloadRate).orElse(0L);
          account.lane().issued(signed);
          account.pacing().doubled(rate);
          if (!side.conversation().over()) {
            side.conversation().send(new BttMessage.Promise(signed));
            voucher(side);
          }
        },
        failure -> {
          side.issuing(false);
          notIssued(side, failure);
        });
  }

  private void notIssued(BuySide side, Throwable failure) {
    JournalException.Code code =
        failure instanceof JournalException e ? e.code() : JournalException.Code.BUSY;
    switch (code) {
      case OVER_BUDGET -> leave(side);
      case OVER_CAPACITY, CHANNEL_CLOSED, UNKNOWN_CHANNEL, NOT_MORE, OLD_VOUCHER -> {
        withdraw(side);
        abandon(side);
      }
      default -> {}
    }
  }

  // --- rounds ---

  /** A round begins; standings are known. The caller publishes afterwards. */
  public void round(long number) {
    round = number;
    solvency.look(now(), this::considerAll);
    sides.values().stream()
        .filter(side -> side.strange() && side.bidsInVain(round))
        .forEach(this::leave);
    for (BuySide side : inTurn()) {
      boolean done =
          side.conversation().facts().filter(TorrentFacts::complete).isPresent()
              || side.conversation().standing().filter(s -> !s.interested()).isPresent();
      if (done) {
        withdraw(side);
        side.account().ifPresent(account -> finished(side, account));
      } else {
        side.unfinished();
        consider(side);
      }
      if (side.outlives()) {
        endLease(side);
      }
      if (side.leased()) {
        budget(side);
      }
      if (side.account().isPresent() && side.wantsKeeping()) {
        keepProgress(side.account().get());
      }
    }
    leaveSlowOnes();
    settlements.look(ledgerTime.get(), this::credit);
  }

  private void finished(BuySide side, BuySide.Account account) {
    side.finished(round);
    boolean all = side.conversation().facts().filter(TorrentFacts::complete).isPresent();
    if (all && !side.leased() && account.lane().unvouchered() == 0) {
      settlements.want(account.terms().payee());
    }
  }

  /** U of a seller; without end while it is not here to say. */
  private long credit(Address payee) {
    return sides.values().stream()
        .flatMap(side -> side.account().stream())
        .filter(account -> account.terms().payee().equals(payee))
        .mapToLong(BuySide.Account::credit)
        .max()
        .orElse(Long.MAX_VALUE);
  }

  private void leaveSlowOnes() {
    Map<BuySide, Long> rates = new HashMap<>();
    for (BuySide side : sides.values()) {
      if (side.leased()) {
        long received = side.takeReceived();
        if (round - side.leaseSince() >= JUDGED_AFTER) {
          rates.put(side, received);
        }
      }
    }
    SellerChoice.tooSlow(rates).forEach(this::leave);
  }

  /** Buys nothing here for a while; the lease goes on until the seller has heard of it. */
  private void leave(BuySide side) {
    withdraw(side);
    side.waitThrough(round + SLOW_ROUNDS);
  }

  /** Asks for no more than the budgets allow to be paid for. */
  private void budget(BuySide side) {
    BuySide.Account account = side.account().orElseThrow();
    answers.await(
        money.journal().budgets(account.terms().payee(), account.lane().torrent()),
        use -> budgeted(side, account, use),
        failure -> {});
  }

  private void budgeted(BuySide side, BuySide.Account account, BudgetUse use) {
    committed = use.committed();
    long room = use.room();
    spent =
        use.limits().total() - use.used().total() <= 0 || use.limits().day() <= use.used().day();
    if (!solvency.covers(0, committed)) {
      room = 0;
    }
    if (!side.leased() || room == UNLIMITED) {
      return;
    }
    long left = room - account.lane().atMost();
    PeerTraffic traffic = side.conversation().traffic();
    long bytes = left <= 0 ? 0 : account.lane().affordable(left);
    side.requestUpTo(sum(traffic.received(), bytes));
    if (bytes < unit(side)) {
      leave(side);
    }
    publish.run();
  }

  private static long sum(long one, long other) {
    long sum = one + other;
    return sum < 0 ? UNLIMITED : sum;
  }

  // --- settlements ---

  private void settled(Settlement settlement) {
    List<BuySide> with =
        sides.values().stream()
            .filter(
                s ->
                    s.account()
                        .filter(a -> a.terms().payee().equals(settlement.payee()))
                        .isPresent())
            .toList();
    with.stream().findFirst().ifPresent(side -> tell(side, settlement));
    if (settlement.state() == Settlement.State.FINAL) {
      with.forEach(BuySide::paid);
    }
  }

  private void tell(BuySide side, Settlement settlement) {
    List<LaneSettlement> lanes = settlement.lanes();
    for (int i = 0; i < lanes.size(); i += BttMessage.MOST_SETTLED) {
      side.conversation()
          .send(
              new BttMessage.Settled(
                  settlement.id(),
                  lanes.size(),
                  lanes.subList(i, Math.min(lanes.size(), i + BttMessage.MOST_SETTLED))));
    }
  }

  // --- the allocation ---

  /**
   * How much is asked of a peer that we lease from.
   *
   * @param requestUpTo as the engine counts
   */
  public record Asking(long requestUpTo) {}

  /**
   * Whether a peer that has nothing more for us is still to be promised or told what it gets, a
   * short while at most.
   */
  public boolean owes(IncentivePeer peer) {
    return Optional.ofNullable(sides.get(peer))
        .filter(side -> round - side.finishedIn().orElse(round) <= PATIENT_ROUNDS)
        .flatMap(BuySide::account)
        .filter(a -> a.lane().unvouchered() > 0 || settlements.owes(a.terms().payee()))
        .isPresent();
  }

  /** How much is asked of a peer; empty if that is left to the engine. */
  public Optional<Asking> asking(IncentivePeer peer) {
    return Optional.ofNullable(sides.get(peer))
        .filter(BuySide::leased)
        .map(side -> new Asking(side.requestUpTo()));
  }
}
