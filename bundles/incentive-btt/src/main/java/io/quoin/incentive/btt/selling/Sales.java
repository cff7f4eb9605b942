package io.quoin.incentive.btt.selling;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.TorrentFacts;
import io.quoin.api.incentive.UploadClass;
import io.quoin.api.journal.Channel;
import io.quoin.api.journal.CreditUse;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.PayerAccount;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Signature;
import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.BttSettings;
import io.quoin.incentive.btt.auction.AskPrice;
import io.quoin.incentive.btt.auction.Auction;
import io.quoin.incentive.btt.auction.BackOff;
import io.quoin.incentive.btt.auction.Bidder;
import io.quoin.incentive.btt.auction.Lately;
import io.quoin.incentive.btt.auction.Outcome;
import io.quoin.incentive.btt.channel.ChannelTime;
import io.quoin.incentive.btt.channel.CreditBook;
import io.quoin.incentive.btt.channel.Debtor;
import io.quoin.incentive.btt.channel.PayeeLane;
import io.quoin.incentive.btt.channel.VoucherVerdict;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.peer.Money;
import io.quoin.incentive.btt.peer.Permissions;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.Offenders;
import io.quoin.incentive.btt.wire.ProblemCode;
import io.quoin.incentive.btt.wire.RefusalReason;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** All that we sell: to whom, for how much, and how far on trust. On the policy's thread. */
public final class Sales {
  private static final int LEASE_ROUNDS = 3;
  private static final int ROUND_SECONDS = 10;

  /** How long a payer that has all it wanted is waited for: about two finality delays. */
  private static final int PATIENT_ROUNDS = 12;

  private static final int ASK_SECONDS = 3600;
  private static final long SECOND = 1_000_000_000L;
  private static final long TRUSTED_BYTES = 64L << 20;

  /** Lanes whose receipts a payer gets when it has come back. */
  private static final int MOST_RECEIPTS = 32;

  /** How often is looked what payers owe that are not here, in rounds: once an hour. */
  private static final int ABSENT_ROUNDS = 360;

  /** How often is looked what of the losses is older than a day, in rounds. */
  private static final int LOSS_ROUNDS = 30;

  private final BttSettings settings;
  private final Money money;
  private final Answers answers;
  private final Permissions permissions;
  private final IncentiveContext context;
  private final Offenders offenders;
  private final Supplier<Instant> ledgerTime;
  private final CreditBook book;
  private final Auction auction;
  private final Runnable publish;
  private final BackOff backOff = new BackOff();
  private final Lately<TorrentId> earned = new Lately<>(15);
  private final Lately<Address> vouchedBytes = new Lately<>(10);
  private final ClaimDesk claims;
  private final Map<IncentivePeer, SellSide> sides = new LinkedHashMap<>();
  private AskPrice ask;
  private long round;
  private boolean recalled;
  private int missing;

  /**
   * Begins to sell.
   *
   * @param kept what the journal says of all payers
   * @param ask the first price
   * @param ledgerTime the solidified time of the ledger, or the local one
   * @param publish puts a changed allocation into effect
   */
  public Sales(
      BttSettings settings,
      Money money,
      Answers answers,
      Permissions permissions,
      IncentiveContext context,
      Offenders offenders,
      CreditUse kept,
      long ask,
      Supplier<Instant> ledgerTime,
      Runnable publish) {
    this.settings = settings;
    this.money = money;
    this.answers = answers;
    this.permissions = permissions;
    this.context = context;
    this.offenders = offenders;
    this.ledgerTime = ledgerTime;
    this.publish = publish;
    this.book = new CreditBook(settings.credit(), kept);
    this.auction = new Auction(context.random());
    this.ask = new AskPrice(ask, settings.reserve(), settings.ceiling());
    this.claims = new ClaimDesk(money.journal(), answers, context, this::refresh);
    recall();
  }

  /** What is asked for now. */
  public long ask() {
    return ask.price();
  }

  /** What a torrent has earned in the last 15 minutes. */
  public long earnedLately(TorrentId torrent) {
    return earned.sum(torrent, now());
  }

  private long now() {
    return context.nanoTime();
  }

  // --- those who were here before ---

  /** Looks after payers that had more than they vouched for; until then nothing is sold. */
  private void recall() {
    answers.await(
        money.journal().unvouchered(CreditBook.MOST_DEBTORS),
        channels -> {
          Map<Address, List<Channel>> byPayer =
              channels.stream().collect(Collectors.groupingBy(c -> c.terms().payer()));
          missing = byPayer.size();
          recalled = true;
          byPayer.forEach(this::recall);
        },
        failure -> {});
  }

  private void recall(Address payer, List<Channel> channels) {
    answers.await(
        money.journal().payer(payer),
        account -> {
          missing--;
          if (book.find(payer).isEmpty() && !book.full()) {
            Debtor debtor = new Debtor(account, Optional.empty(), ledgerTime.get());
            Opening.unvouched(channels, debtor);
            book.add(debtor);
          }
        },
        failure -> recalled = false);
  }

  private boolean sells() {
    return recalled && missing == 0;
  }

  // --- peers ---

  /** A peer that buys is there: it is told the price. */
  public void met(Conversation conversation) {
    SellSide side = new SellSide(conversation);
    sides.put(conversation.peer(), side);
    tellAsk(side);
  }

  private void tellAsk(SellSide side) {
    side.toldPrice(ask.price());
    int slots =
        Auction.places(settings.freePercent() < 100 ? slots() : 0, settings.freePercent(), 0);
    side.conversation().send(new BttMessage.Ask(ask.price(), slots, ASK_SECONDS));
  }

  /** A peer is gone, or speaks no more. */
  public void lost(Conversation conversation) {
    SellSide side = sides.get(conversation.peer());
    if (side == null || side.conversation() != conversation) {
      return;
    }
    sides.remove(conversation.peer());
    if (side.account().isPresent()) {
      side.count(conversation.traffic(), now());
      if (side.lease().isPresent()) {
        side.end(round, now());
      }
      side.finish();
      side.debtor().here(conversation.prefix(), ledgerTime.get());
      keepProgress(side);
    }
  }

  /**
   * A peer begins anew, or has fallen silent: it is served for pay no longer.
   *
   * @return whether it is not yet known how much it was sent: {@link #lost} is to come later
   */
  public boolean stops(Conversation conversation) {
    SellSide side = sides.get(conversation.peer());
    if (side == null || side.conversation() != conversation) {
      return false;
    }
    if (side.lease().isPresent()) {
      side.end(round, now());
    }
    return side.ending();
  }

  /** The policy ends: leases end in stream order. */
  public void close() {
    for (SellSide side : sides.values()) {
      side.lease().ifPresent(lease -> end(side, lease, RefusalReason.CLOSED));
      if (side.account().isPresent()) {
        keepProgress(side);
      }
    }
  }

  private void keepProgress(SellSide side) {
    SellSide.Account account = side.account().orElseThrow();
    answers.await(
        money
            .writer()
            .progress(account.terms().id(), account.lane().torrent(), account.lane().progress()),
        done -> {},
        failure -> {});
  }

  // --- what peers say ---

  /** An open. */
  public void open(Conversation from, BttMessage.Open open) {
    SellSide side = sides.get(from.peer());
    if (side == null || !samePayer(side, open) || !side.mayOpen()) {
      from.fault(ProblemCode.OUT_OF_ORDER, MessageCodec.type(open));
      return;
    }
    new Opening(money, answers, permissions, side, open, new OpeningDesk()).begin();
  }

  private static boolean samePayer(SellSide side, BttMessage.Open open) {
    return side.account().map(a -> a.terms().payer().equals(open.payer())).orElse(true);
  }

  private final class OpeningDesk implements Opening.Desk {
    @Override
    public Instant now() {
      return ledgerTime.get();
    }

    @Override
    public Optional<Debtor> debtor(Address payer) {
      return book.find(payer);
    }

    @Override
    public Optional<Debtor> lookAfter(PayerAccount account, Conversation from) {
      if (book.full()) {
        forgetSomebody();
      }
      if (book.full()) {
        return Optional.empty();
      }
      Debtor debtor = new Debtor(account, Optional.of(from.prefix()), ledgerTime.get());
      book.add(debtor);
      return Optional.of(debtor);
    }

    @Override
    public void badSignature(Conversation from) {
      offend(from, new BttMessage.Problem(ProblemCode.BAD_SIGNATURE, 0));
    }

    @Override
    public void opened(SellSide side, SellSide.Account account, Signature signature) {
      side.opened(account);
      account.debtor().here(side.conversation().prefix(), ledgerTime.get());
      long credit = book.limit(account.debtor(), trusted(side), ledgerTime.get());
      long pacing = account.lane().pacing().limit();
      side.conversation()
          .send(
              new BttMessage.Ack(money.address(), account.terms().id(), credit, pacing, signature));
      receipt(side);
      account.debtor().lanes().of(account.terms().id()).stream()
          .filter(lane -> lane != account.lane() && lane.mayLag())
          .limit(MOST_RECEIPTS)
          .forEach(lane -> receipt(side, lane));
    }
  }

  /** Makes room for a payer by forgetting one that owes nothing and is not here. */
  private void forgetSomebody() {
    Collection<Debtor> here =
        sides.values().stream().flatMap(s -> s.account().stream()).map(a -> a.debtor()).toList();
    book.debtors().stream()
        .filter(debtor -> debtor.exposure() == 0 && !here.contains(debtor))
        .findFirst()
        .ifPresent(book::remove);
  }

  private void offend(Conversation from, BttMessage.Problem problem) {
    offenders.badSignature(from.peer().address(), now());
    from.fault(problem.code(), problem.reference());
  }

  /** U0 for a side: the price of what anybody is trusted with. */
  private long trusted(SellSide side) {
    long unit = side.conversation().facts().map(TorrentFacts::pieceLength).orElse(0);
    long price =
        side.lease().map(lease -> Math.max(lease.price(), ask.price())).orElse(ask.price());
    return BigInteger.valueOf(Math.max(TRUSTED_BYTES, 4 * unit))
        .multiply(BigInteger.valueOf(price))
        .shiftRight(30)
        .min(BigInteger.valueOf(Long.MAX_VALUE / 4))
        .longValue();
  }

  private void receipt(SellSide side) {
    receipt(side, side.lane());
  }

  private void receipt(SellSide side, PayeeLane lane) {
    side.conversation()
        .send(
            new BttMessage.Receipt(
                side.account().orElseThrow().terms().id(),
                lane.torrent(),
                lane.newest(),
                lane.billed()));
  }

  private Optional<SellSide> opened(Conversation from, BttMessage message) {
    SellSide side = sides.get(from.peer());
    if (side == null || side.account().isEmpty()) {
      from.fault(ProblemCode.OUT_OF_ORDER, MessageCodec.type(message));
      return Optional.empty();
    }
    return Optional.of(side);
  }

  /** A bid. */
  public void bid(Conversation from, BttMessage.Bid bid) {
    Optional<SellSide> found = opened(from, bid);
    if (found.isEmpty()) {
      return;
    }
    SellSide side = found.get();
    boolean newer = side.bid().map(b -> bid.sequence() > b.bid().sequence()).orElse(true);
    if (!newer) {
      return;
    }
    if (bid.bytes() == 0) {
      side.bid(Optional.empty());
      side.lease().ifPresent(lease -> endNow(side, lease, RefusalReason.WITHDRAWN));
    } else if (!from.peer().fast()) {
      from.send(new BttMessage.Refused(bid.sequence(), RefusalReason.UNFIT));
    } else {
      side.bid(Optional.of(new SellSide.StandingBid(bid, now() + bid.seconds() * SECOND)));
      makeRoom(side);
      if (bid.limit() < ask.price()) {
        from.send(new BttMessage.Refused(bid.sequence(), RefusalReason.TOO_LOW));
      }
    }
  }

  /** A voucher. */
  public void promise(Conversation from, BttMessage.Promise promise) {
    Optional<SellSide> found = opened(from, promise);
    if (found.isEmpty()) {
      return;
    }
    SellSide side = found.get();
    if (laneOf(side, promise.signed()).isEmpty()) {
      from.fault(ProblemCode.OUT_OF_ORDER, MessageCodec.type(promise));
    } else if (side.verifying().isPresent()) {
      side.next(promise);
    } else {
      look(side, promise.signed());
    }
  }

  /** The connection's lane, or another one of its channel that a payer was reminded of. */
  private static Optional<PayeeLane> laneOf(SellSide side, SignedVoucher signed) {
    SellSide.Account account = side.account().orElseThrow();
    return Optional.of(signed.voucher())
        .filter(v -> v.channel().equals(account.terms().id()))
        .flatMap(v -> account.debtor().lanes().find(v.channel(), v.lane()));
  }

  private void look(SellSide side, SignedVoucher signed) {
    Optional<PayeeLane> found = laneOf(side, signed);
    if (found.isEmpty()) {
      return;
    }
    SellSide.Account account = side.account().orElseThrow();
    PayeeLane lane = found.get();
    long others = account.debtor().lanes().amountOfOthers(account.terms().id(), lane.torrent());
    VoucherVerdict verdict = lane.verdict(signed.voucher(), others, account.terms().capacity());
    switch (verdict) {
      case RIGHT -> verify(side, lane, signed);
      case SAME -> {}
      case OLDER -> receipt(side, lane);
      default -> wrongVoucher(side, lane);
    }
  }

  private void wrongVoucher(SellSide side, PayeeLane lane) {
    side.conversation().send(new BttMessage.Problem(ProblemCode.BAD_VOUCHER, MessageCodec.VOUCHER));
    receipt(side, lane);
    side.lease().ifPresent(lease -> punish(side, lease, RefusalReason.BAD_VOUCHER));
  }

  private void verify(SellSide side, PayeeLane lane, SignedVoucher signed) {
    side.verifying(Optional.of(lane));
    SellSide.Account account = side.account().orElseThrow();
    answers.await(
        money.signatures().signer(money.bytes().voucher(signed.voucher()), signed.signature()),
        signer -> {
          if (signer.filter(account.terms().signer()::equals).isPresent()) {
            store(side, account, lane, signed);
          } else {
            offend(
                side.conversation(),
                new BttMessage.Problem(ProblemCode.BAD_SIGNATURE, MessageCodec.VOUCHER));
            side.lease().ifPresent(lease -> punish(side, lease, RefusalReason.BAD_VOUCHER));
            lookAtNext(side);
          }
        },
        failure -> {
          side.owesReceipt();
          lookAtNext(side);
        });
  }

  private void store(
      SellSide side, SellSide.Account account, PayeeLane lane, SignedVoucher signed) {
    answers.await(
        money.writer().accept(signed),
        done -> stored(side, account, lane, signed),
        failure -> {
          if (failure instanceof JournalException e
              && e.code() != JournalException.Code.BUSY
              && e.code() != JournalException.Code.STORAGE) {
            wrongVoucher(side, lane);
          }
          side.owesReceipt();
          lookAtNext(side);
        });
  }

  private void stored(
      SellSide side, SellSide.Account account, PayeeLane lane, SignedVoucher signed) {
    long before = lane.newest().map(v -> v.voucher().sequence()).orElse(0L);
    if (signed.voucher().sequence() > before) {
      taken(side, account, lane, signed);
    }
    lookAtNext(side);
  }

  private void taken(
      SellSide side, SellSide.Account account, PayeeLane lane, SignedVoucher signed) {
    long amount = signed.voucher().amount() - lane.amount();
    long bytes = signed.voucher().bytes() - lane.newest().map(v -> v.voucher().bytes()).orElse(0L);
    long rate = side.conversation().standing().map(PeerStanding::uploadRate).orElse(0L);
    lane.accept(signed, rate);
    account.debtor().promised(amount, bytes, ledgerTime.get());
    earned.add(lane.torrent(), amount, now());
    side.lease().filter(lease -> side.lane() == lane).ifPresent(lease -> lease.vouched(now()));
    backOff.worked(account.terms().payer());
    vouchedBytes.add(account.terms().payer(), bytes, now());
    if (lane.leftBehind() > 0) {
      writeOff(side, lane, lane.leftBehind());
    }
    grant(side);
  }

  private void lookAtNext(SellSide side) {
    side.verifying(Optional.empty());
    while (!side.conversation().over() && side.verifying().isEmpty()) {
      Optional<BttMessage.Promise> next = side.takeNext();
      if (next.isEmpty()) {
        return;
      }
      look(side, next.get().signed());
    }
  }

  /** Forgives bytes as far as the payer's allowance goes, once that is stored. */
  private void writeOff(SellSide side, PayeeLane lane, long wanted) {
    Debtor debtor = side.debtor();
    long bytes = Math.min(Math.min(wanted, debtor.writeOff()), lane.outstanding());
    if (bytes <= 0 || side.forgiving()) {
      return;
    }
    side.forgiving(true);
    debtor.forgives(bytes);
    answers.await(
        money.writer().writeOff(debtor.address(), bytes),
        left -> {
          side.forgiving(false);
          lane.forgive(Math.min(bytes, lane.outstanding()));
          grant(side);
        },
        failure -> {
          side.forgiving(false);
          debtor.forgivesNot(bytes);
        });
  }

  /** A close: the payer buys no more on this lane. False if it is no channel that pays us. */
  public boolean close(Conversation from, BttMessage.Close close) {
    Optional<SellSide> found =
        Optional.ofNullable(sides.get(from.peer()))
            .filter(
                side ->
                    side.account().filter(a -> a.terms().id().equals(close.channel())).isPresent());
    found.ifPresent(
        side -> {
          side.bid(Optional.empty());
          side.lease().ifPresent(lease -> endNow(side, lease, RefusalReason.WITHDRAWN));
        });
    return found.isPresent();
  }

  /** A payer says that it has settled. */
  public void settled(Conversation from, BttMessage.Settled message) {
    opened(from, message).ifPresent(side -> claims.say(from, side.debtor(), message));
  }

  private void refresh(Debtor debtor) {
    answers.await(
        money.journal().payer(debtor.address()),
        account -> {
          debtor.changed(account);
          sides.values().stream()
              .filter(side -> side.account().isPresent() && side.debtor() == debtor)
              .forEach(this::grant);
        },
        failure -> {});
  }

  // --- serving ---

  /** What has passed with a peer. */
  public void traffic(Conversation conversation) {
    SellSide side = sides.get(conversation.peer());
    if (side != null && side.account().isPresent()) {
      side.count(conversation.traffic(), now());
      grant(side);
    }
  }

  private void grant(SellSide side) {
    if (side.lease().isPresent() && !side.conversation().over()) {
      long before = side.lane().granted();
      book.grant(side.debtor(), side.lane(), trusted(side), ledgerTime.get());
      if (side.lane().granted() > before || side.conversation().traffic().sentFree() > 0) {
        context.raise(side.conversation().peer(), side.sendUpTo());
      }
    }
  }

  /** Looks after leases between rounds. */
  public void tick() {
    for (SellSide side : new ArrayList<>(sides.values())) {
      if (side.lease().isPresent()) {
        watch(side, side.lease().get());
      }
    }
  }

  private void watch(SellSide side, Lease lease) {
    long room = side.lane().granted() - side.lane().billed();
    if (!ChannelTime.usable(side.account().orElseThrow().terms().expiry(), ledgerTime.get())) {
      endNow(side, lease, RefusalReason.EXPIRED);
    } else if (lease.idle(room, now())) {
      punish(side, lease, RefusalReason.IDLE);
    } else if (lease.held(room, now())) {
      boolean paced = side.lane().outstanding() + Lease.LEAST_ROOM > side.lane().pacing().limit();
      if (paced) {
        punish(side, lease, RefusalReason.HELD);
      } else {
        endNow(side, lease, RefusalReason.NO_CREDIT);
      }
    } else if (lease.tellsHeld(room)) {
      side.conversation().send(new BttMessage.Problem(ProblemCode.HELD, 0));
    }
  }

  private void punish(SellSide side, Lease lease, RefusalReason reason) {
    backOff.failed(side.debtor().address(), round);
    backOff.failed(side.conversation().prefix(), round);
    side.chokeThrough(round);
    endNow(side, lease, reason);
  }

  private void endNow(SellSide side, Lease lease, RefusalReason reason) {
    end(side, lease, reason);
    publish.run();
  }

  private void end(SellSide side, Lease lease, RefusalReason reason) {
    side.end(round, now());
    side.conversation().sendWithShare(new BttMessage.Refused(lease.sequence(), reason));
  }

  // --- rounds ---

  /** A round begins; standings are known. The caller publishes afterwards. */
  public void round(long number) {
    round = number;
    long now = now();
    sides.values().forEach(side -> side.finish(now));
    earned.clean(now);
    vouchedBytes.clean(now);
    sides.values().forEach(side -> dropStaleBid(side, now));
    List<SellSide> over = sides.values().stream().filter(this::isOver).toList();
    int running =
        (int) sides.values().stream().filter(s -> s.lease().isPresent()).count() - over.size();
    int places = places(running);
    Outcome<SellSide> outcome = auction.hold(bidders(), places, ask.price());
    outcome.winners().forEach(winner -> win(winner.peer(), winner.price()));
    for (SellSide side : over) {
      side.lease()
          .filter(lease -> lease.endsBefore(round))
          .ifPresent(lease -> end(side, lease, RefusalReason.OVER));
    }
    adapt(outcome, running, places);
    lookAfterDebts();
    if (!recalled) {
      recall();
    }
    sides.values().stream()
        .filter(side -> side.account().isPresent() && side.wantsReceipt())
        .forEach(
            side -> {
              receipt(side);
              keepProgress(side);
            });
  }

  private boolean isOver(SellSide side) {
    return side.lease().filter(lease -> lease.endsBefore(round)).isPresent();
  }

  private static void dropStaleBid(SellSide side, long now) {
    side.bid(side.bid().filter(bid -> now < bid.until()));
  }

  private int places(int running) {
    return settings.freePercent() == 100
        ? 0
        : Auction.places(slots(), settings.freePercent(), running);
  }

  /** Ordinary slots of the torrents in which anybody wants anything of us. */
  private int slots() {
    Map<TorrentId, Integer> slots = new HashMap<>();
    for (SellSide side : sides.values()) {
      boolean wanted =
          side.conversation().standing().filter(PeerStanding::peerInterested).isPresent();
      if (wanted) {
        side.conversation()
            .facts()
            .ifPresent(f -> slots.put(side.conversation().torrent(), f.uploadSlots()));
      }
    }
    return slots.values().stream().mapToInt(Integer::intValue).sum();
  }

  private List<Bidder<SellSide>> bidders() {
    List<Bidder<SellSide>> bidders = new ArrayList<>();
    for (SellSide side : sides.values()) {
      if (sells() && eligible(side)) {
        Address payer = side.debtor().address();
        long vouched = vouchedBytes.sum(payer, now());
        bidders.add(
            new Bidder<>(
                side,
                payer,
                side.bid().orElseThrow().bid().limit(),
                side.debtor().known(),
                side.lease().isPresent()
                    || side.lastLeaseRound().filter(ended -> ended == round - 1).isPresent(),
                vouched,
                vouched > 0));
      }
    }
    return bidders;
  }

  private boolean eligible(SellSide side) {
    Optional<PeerStanding> standing = side.conversation().standing();
    boolean bids =
        side.account().isPresent()
            && side.bid().filter(b -> b.bid().limit() >= ask.price()).isPresent()
            && !side.conversation().conduct().off();
    if (!bids
        || standing.isEmpty()
        || !standing.get().peerInterested()
        || !standing.get().offers()) {
      return false;
    }
    boolean free = !standing.get().choked() && side.lease().isEmpty();
    boolean busyElsewhere =
        sides.values().stream()
            .anyMatch(
                other ->
                    other != side
                        && other.account().isPresent()
                        && other.lane() == side.lane()
                        && (other.lease().isPresent() || other.ending()));
    boolean looking =
        sides.values().stream()
            .anyMatch(other -> other.verifying().filter(lane -> lane == side.lane()).isPresent());
    boolean runs = side.lease().isPresent() && !isOver(side);
    return !runs
        && !free
        && !busyElsewhere
        && !side.ending()
        && !(looking && side.lease().isEmpty())
        && !side.lane().tooManyLeases()
        && !backOff.waits(side.debtor().address(), round)
        && !backOff.waits(side.conversation().prefix(), round)
        && ChannelTime.usable(side.account().orElseThrow().terms().expiry(), ledgerTime.get())
        && hasRoom(side);
  }

  /** Whether pacing and credit leave room that a lease is worth; what was lost makes room. */
  private boolean hasRoom(SellSide side) {
    PayeeLane lane = side.lane();
    long least = lane.pacing().leastRoom();
    makeRoom(side);
    boolean paced = side.lease().isPresent() || lane.pacing().limit() - lane.outstanding() >= least;
    BigInteger needed =
        BigInteger.valueOf(least).multiply(BigInteger.valueOf(ask.price())).shiftRight(30);
    long credit = book.room(side.debtor(), trusted(side), ledgerTime.get());
    boolean granted = lane.granted() - lane.billed() >= least;
    return paced && (granted || needed.compareTo(BigInteger.valueOf(credit)) <= 0);
  }

  /** Forgives what is in the way of a new lease: it was lost, or is not paid for. */
  private void makeRoom(SellSide side) {
    PayeeLane lane = side.lane();
    long lacks = lane.pacing().leastRoom() - (lane.pacing().limit() - lane.outstanding());
    if (side.lease().isEmpty() && !side.ending() && lacks > 0) {
      writeOff(side, lane, lacks);
    }
  }

  private void win(SellSide side, long price) {
    long sequence = side.bid().orElseThrow().bid().sequence();
    long last = round + LEASE_ROUNDS - 1;
    if (side.lease().isPresent()) {
      side.lease().get().renew(price, last);
    } else {
      side.begin(new Lease(sequence, price, last, now()));
    }
    long from = side.lane().begin(price);
    grant(side);
    side.conversation()
        .sendWithShare(
            new BttMessage.Accepted(
                sequence, price, LEASE_ROUNDS * ROUND_SECONDS, from, side.lane().dueBefore()));
    keepProgress(side);
  }

  private void adapt(Outcome<SellSide> outcome, int running, int places) {
    long before = ask.price();
    int leases = running + outcome.winners().size();
    if (outcome.contended() && outcome.winners().size() == places) {
      ask = ask.afterFullRound(outcome.lowestLimit());
    } else if (leases == 0) {
      ask = ask.afterIdleRound();
    }
    if (ask.price() != before) {
      sides.values().stream()
          .filter(side -> side.toldPrice() != ask.price() && !side.conversation().conduct().off())
          .forEach(this::tellAsk);
    }
  }

  /** Debts that are long overdue are given up: they leave the bound of all, and end all credit. */
  private void lookAfterDebts() {
    Instant now = ledgerTime.get();
    Instant overdue = now.minus(settings.credit().overdue());
    sides.values().stream()
        .filter(side -> side.account().isPresent())
        .forEach(side -> side.debtor().here(side.conversation().prefix(), now));
    for (Debtor debtor : List.copyOf(book.debtors())) {
      boolean late = debtor.oldest().filter(since -> since.isBefore(overdue)).isPresent();
      if (late && debtor.stake() > 0) {
        answers.await(
            money.writer().giveUp(debtor.address()),
            lost -> lookAtLosses(() -> refresh(debtor)),
            failure -> {});
      } else if (debtor.lastHere().isBefore(overdue)) {
        book.writeDown(debtor, now);
      }
    }
    if (round % ABSENT_ROUNDS == 1) {
      answers.await(money.journal().debtors(), all -> giveUpAbsent(all, overdue), failure -> {});
    }
    if (round % LOSS_ROUNDS == 1) {
      lookAtLosses(() -> {});
    }
  }

  private void lookAtLosses(Runnable then) {
    answers.await(
        money.journal().credit(),
        use -> {
          book.lostToStrangers(use.lostToStrangers());
          then.run();
        },
        failure -> then.run());
  }

  /** The same for payers that have not come since we began. */
  private void giveUpAbsent(List<PayerAccount> debtors, Instant overdue) {
    for (PayerAccount account : debtors) {
      boolean late = account.oldest().filter(since -> since.isBefore(overdue)).isPresent();
      boolean left = account.debt() > account.lost();
      if (late && left && book.find(account.payer()).isEmpty()) {
        answers.await(
            money.writer().giveUp(account.payer()),
            lost ->
                lookAtLosses(
                    () ->
                        book.find(account.payer())
                            .ifPresentOrElse(this::refresh, () -> book.gaveUp(account, lost))),
            failure -> {});
      }
    }
  }

  // --- the allocation ---

  /**
   * How a peer is served.
   *
   * @param uploadClass why
   * @param sendUpTo as the engine counts
   */
  public record Serving(UploadClass uploadClass, long sendUpTo) {}

  /** Whether a peer was served for pay a short while ago and owes for it: it should not go yet. */
  public boolean waitsFor(IncentivePeer peer) {
    return Optional.ofNullable(sides.get(peer))
        .filter(side -> side.account().isPresent())
        .filter(side -> side.lane().outstanding() > 0 || side.debtor().debt() > 0)
        .filter(
            side ->
                side.lastLeaseRound().filter(ended -> round - ended <= PATIENT_ROUNDS).isPresent())
        .isPresent();
  }

  /** How a peer is served; empty if that is left to the engine. */
  public Optional<Serving> serving(IncentivePeer peer) {
    SellSide side = sides.get(peer);
    if (side == null) {
      return Optional.empty();
    }
    if (side.lease().isPresent()) {
      return Optional.of(new Serving(UploadClass.PAID, side.sendUpTo()));
    }
    return side.chokedIn(round)
        ? Optional.of(new Serving(UploadClass.NONE, Long.MAX_VALUE))
        : Optional.empty();
  }
}
