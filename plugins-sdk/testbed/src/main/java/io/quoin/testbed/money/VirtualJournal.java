package io.quoin.testbed.money;

import io.quoin.api.journal.BudgetUse;
import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.CreditUse;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.journal.JournalWriter;
import io.quoin.api.journal.Lane;
import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.journal.PayeeAccount;
import io.quoin.api.journal.PayerAccount;
import io.quoin.api.journal.Settlement;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.TorrentMoney;
import io.quoin.api.journal.Voucher;
import io.quoin.api.journal.VoucherOrder;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.ledger.TransferOrder;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.wallet.Wallet;
import io.quoin.testbed.Testbed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The books of one address in memory, by the rules of the real ones. Every entry takes a fiftieth
 * of a second, as a shared sync does.
 */
public final class VirtualJournal implements MoneyJournal {
  private static final Duration SYNC = Duration.ofMillis(20);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
  private static final Duration TRANSFER_TIME = Duration.ofMinutes(10);

  private final Testbed testbed;
  private final Wallet wallet;
  private final VirtualLedger ledger;
  private final Budgets budgets;
  private final Map<ChannelId, KeptChannel> channels = new LinkedHashMap<>();
  private final Map<Address, Party> parties = new LinkedHashMap<>();
  private final Map<TransferId, Settlement> settlements = new LinkedHashMap<>();
  private final Set<TransferId> credited = new HashSet<>();
  private Instant lastStamp = Instant.MIN;
  private long epoch;

  /**
   * Empty books.
   *
   * @param testbed whose time they have
   * @param wallet whose books
   * @param ledger where the money is
   * @param budgets what may be promised
   */
  public VirtualJournal(Testbed testbed, Wallet wallet, VirtualLedger ledger, Budgets budgets) {
    this.testbed = testbed;
    this.wallet = wallet;
    this.ledger = ledger;
    this.budgets = budgets;
  }

  // --- for those who drive it ---

  /**
   * Takes over a channel as it was left some other time, with what was promised and settled in it.
   *
   * @param channel of this address, not known here yet
   */
  public void remember(Channel channel) {
    ChannelTerms terms = channel.terms();
    KeptChannel kept = new KeptChannel(terms);
    kept.closed = channel.closed();
    for (Lane lane : channel.lanes()) {
      KeptLane keptLane = kept.lane(lane.torrent());
      keptLane.newest = lane.newest();
      keptLane.progress = lane.progress();
      keptLane.settled = lane.settled();
    }
    channels.put(terms.id(), kept);
    party(terms.payer().equals(address()) ? terms.payee() : terms.payer());
  }

  /**
   * All that is in the books now.
   *
   * @return every channel as it stands, in the order in which they were opened
   */
  public List<Channel> channels() {
    return channels.values().stream().map(KeptChannel::snapshot).toList();
  }

  // --- answers ---

  private <T> CompletionStage<T> answer(T value) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    testbed.at(testbed.now().plus(SYNC), () -> answer.complete(value));
    return answer;
  }

  private <T> CompletionStage<T> refuse(Code code) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    testbed.at(
        testbed.now().plus(SYNC),
        () ->
            answer.completeExceptionally(
                new JournalException(code, "the books of " + address() + ": " + code)));
    return answer;
  }

  private Instant now() {
    return testbed.clock().instant();
  }

  // --- facts ---

  @Override
  public Address address() {
    return wallet.address();
  }

  @Override
  public NetId net() {
    return ledger.net();
  }

  @Override
  public TokenId token() {
    return ledger.token().id();
  }

  // --- reading ---

  @Override
  public CompletionStage<Optional<Channel>> channel(ChannelId id) {
    return answer(Optional.ofNullable(channels.get(id)).map(KeptChannel::snapshot));
  }

  @Override
  public CompletionStage<List<Channel>> channels(Address other) {
    return answer(with(other).stream().map(KeptChannel::snapshot).toList());
  }

  @Override
  public CompletionStage<List<Channel>> unvouchered(int most) {
    List<Channel> open =
        channels.values().stream()
            .filter(c -> c.terms.payee().equals(address()))
            .filter(c -> c.lanes.values().stream().anyMatch(l -> l.progress.billed() > l.bytes()))
            .limit(most)
            .map(KeptChannel::snapshot)
            .toList();
    return answer(open);
  }

  private List<KeptChannel> with(Address other) {
    return channels.values().stream()
        .filter(c -> c.terms.payer().equals(other) || c.terms.payee().equals(other))
        .toList();
  }

  private Party party(Address other) {
    return parties.computeIfAbsent(other, o -> new Party());
  }

  private long vouchered(Collection<KeptChannel> some) {
    return some.stream().mapToLong(KeptChannel::amount).sum();
  }

  private long settled(Collection<KeptChannel> some) {
    return some.stream().mapToLong(KeptChannel::settled).sum();
  }

  private List<KeptChannel> from(Address payer) {
    return channels.values().stream().filter(c -> c.terms.payer().equals(payer)).toList();
  }

  private List<KeptChannel> to(Address payee) {
    return channels.values().stream().filter(c -> c.terms.payee().equals(payee)).toList();
  }

  private PayerAccount account(Address payer) {
    Party party = party(payer);
    long vouchered = vouchered(from(payer));
    long settled = settled(from(payer));
    Optional<Instant> oldest = vouchered > settled ? party.since : Optional.empty();
    return new PayerAccount(payer, vouchered, settled, settled, oldest, party.lost, party.writeOff);
  }

  @Override
  public CompletionStage<PayerAccount> payer(Address payer) {
    return answer(account(payer));
  }

  private List<PayerAccount> payers() {
    return parties.keySet().stream().map(this::account).toList();
  }

  @Override
  public CompletionStage<List<PayerAccount>> debtors() {
    return answer(payers().stream().filter(a -> a.debt() > 0).toList());
  }

  private PayeeAccount owed(Address payee) {
    long vouchered = vouchered(to(payee));
    long settled = settled(to(payee));
    long settling =
        settlements.values().stream()
            .filter(s -> s.payee().equals(payee) && !s.state().isOver())
            .mapToLong(Settlement::amount)
            .sum();
    Optional<Instant> oldest = vouchered > settled ? party(payee).since : Optional.empty();
    return new PayeeAccount(payee, vouchered, settled, settling, oldest);
  }

  @Override
  public CompletionStage<List<PayeeAccount>> creditors() {
    List<PayeeAccount> all = new ArrayList<>();
    for (Address other : List.copyOf(parties.keySet())) {
      PayeeAccount account = owed(other);
      if (account.debt() > 0) {
        all.add(account);
      }
    }
    return answer(all);
  }

  @Override
  public CompletionStage<CreditUse> credit() {
    long known = 0;
    long strangers = 0;
    long lost = 0;
    for (PayerAccount account : payers()) {
      known += account.settled() > 0 ? account.debt() - account.lost() : 0;
      strangers += account.settled() > 0 ? 0 : account.debt() - account.lost();
      lost += account.settled() > 0 ? 0 : account.lost();
    }
    return answer(new CreditUse(known, strangers, lost));
  }

  private long promised() {
    return vouchered(from(address()));
  }

  private BudgetUse use(Address payee, TorrentId torrent) {
    long forTorrent = from(address()).stream().mapToLong(c -> c.amountOf(torrent)).sum();
    Budgets used = new Budgets(vouchered(to(payee)), forTorrent, promised(), promised());
    return new BudgetUse(budgets, used, promised() - settled(from(address())));
  }

  @Override
  public CompletionStage<BudgetUse> budgets(Address payee, TorrentId torrent) {
    return answer(use(payee, torrent));
  }

  @Override
  public CompletionStage<List<TorrentMoney>> torrents() {
    Map<TorrentId, TorrentMoney> all = new LinkedHashMap<>();
    for (KeptChannel channel : channels.values()) {
      boolean spends = channel.terms.payer().equals(address());
      channel.lanes.forEach(
          (torrent, lane) -> {
            TorrentMoney before = all.getOrDefault(torrent, new TorrentMoney(torrent, 0, 0, 0, 0));
            all.put(
                torrent,
                new TorrentMoney(
                    torrent,
                    before.earned() + (spends ? 0 : lane.amount()),
                    before.earnedSettled() + (spends ? 0 : lane.settled),
                    before.spent() + (spends ? lane.amount() : 0),
                    before.spentSettled() + (spends ? lane.settled : 0)));
          });
    }
    return answer(List.copyOf(all.values()));
  }

  @Override
  public CompletionStage<Optional<Settlement>> settlement(TransferId id) {
    return answer(Optional.ofNullable(settlements.get(id)));
  }

  @Override
  public CompletionStage<List<Settlement>> settlements(int most) {
    List<Settlement> newest = new ArrayList<>(settlements.values());
    Collections.reverse(newest);
    return answer(newest.stream().limit(most).toList());
  }

  // --- settling ---

  @Override
  public CompletionStage<Settlement> settle(Address payee) {
    List<LaneSettlement> lanes = new ArrayList<>();
    long amount = 0;
    for (KeptChannel channel : to(payee)) {
      for (KeptLane lane : channel.lanes.values()) {
        if (lane.amount() > lane.settled) {
          lanes.add(new LaneSettlement(channel.terms.id(), lane.torrent, lane.amount()));
          amount += lane.amount() - lane.settled;
        }
      }
    }
    Optional<Settlement> running =
        settlements.values().stream()
            .filter(s -> s.payee().equals(payee) && !s.state().isOver())
            .findFirst();
    if (running.isPresent()) {
      return answer(running.get());
    }
    return amount == 0 ? refuse(Code.NOTHING_LEFT) : pay(payee, amount, lanes);
  }

  private CompletionStage<Settlement> pay(Address payee, long amount, List<LaneSettlement> lanes) {
    Instant stamp = now().truncatedTo(ChronoUnit.MILLIS);
    stamp = stamp.isAfter(lastStamp) ? stamp : lastStamp.plusMillis(1);
    lastStamp = stamp;
    TransferOrder order =
        new TransferOrder(
            address(), wallet.signer(), payee, amount, stamp, stamp.plus(TRANSFER_TIME));
    return ledger
        .prepare(order)
        .thenApply(
            prepared -> {
              Settlement settlement =
                  new Settlement(
                      prepared.id(),
                      payee,
                      amount,
                      lanes,
                      order.timestamp(),
                      order.expiration(),
                      Settlement.State.PREPARED,
                      "");
              settlements.put(prepared.id(), settlement);
              send(prepared);
              return settlement;
            });
  }

  private void send(PreparedTransfer prepared) {
    wallet
        .sign(prepared.id().digest())
        .thenCompose(signature -> ledger.submit(prepared, signature))
        .whenComplete((done, failure) -> watch(prepared));
  }

  private void watch(PreparedTransfer prepared) {
    ledger
        .transfer(prepared.id())
        .thenAccept(
            found -> {
              if (found.filter(TransferFacts::isFinal).isPresent()) {
                finish(prepared.id());
              } else if (!now().isBefore(prepared.order().expiration()) && found.isEmpty()) {
                state(prepared.id(), Settlement.State.EXPIRED);
              } else {
                testbed.at(testbed.now().plus(LOOK_AGAIN), () -> watch(prepared));
              }
            });
  }

  private void finish(TransferId id) {
    Settlement settlement = settlements.get(id);
    for (LaneSettlement lane : settlement.lanes()) {
      channels.get(lane.channel()).lanes.get(lane.lane()).settled = lane.upTo();
    }
    party(settlement.payee()).since = Optional.of(now());
    state(id, Settlement.State.FINAL);
  }

  private void state(TransferId id, Settlement.State state) {
    Settlement s = settlements.get(id);
    settlements.put(
        id,
        new Settlement(
            s.id(),
            s.payee(),
            s.amount(),
            s.lanes(),
            s.ordered(),
            s.expiration(),
            state,
            s.reason()));
  }

  @Override
  public CompletionStage<Long> credit(SettlementClaim claim) {
    return ledger.transfer(claim.transfer()).thenCompose(found -> credit(claim, found));
  }

  private CompletionStage<Long> credit(SettlementClaim claim, Optional<TransferFacts> found) {
    if (credited.contains(claim.transfer())) {
      return refuse(Code.ALREADY_CREDITED);
    }
    if (found.filter(TransferFacts::isFinal).isEmpty()) {
      return refuse(Code.NOT_FINAL);
    }
    long sum = 0;
    for (LaneSettlement lane : claim.lanes()) {
      KeptChannel channel = channels.get(lane.channel());
      KeptLane kept = channel == null ? null : channel.lanes.get(lane.lane());
      boolean fits =
          kept != null
              && channel.terms.payer().equals(claim.payer())
              && lane.upTo() > kept.settled
              && lane.upTo() <= kept.amount();
      if (!fits) {
        return refuse(Code.NOT_AS_CLAIMED);
      }
      sum += lane.upTo() - kept.settled;
    }
    TransferFacts facts = found.get();
    boolean right =
        facts.from().equals(claim.payer()) && facts.to().equals(address()) && facts.amount() == sum;
    if (!right) {
      return refuse(Code.NOT_AS_CLAIMED);
    }
    credited.add(claim.transfer());
    claim.lanes().forEach(l -> channels.get(l.channel()).lanes.get(l.lane()).settled = l.upTo());
    Party party = party(claim.payer());
    party.since = Optional.of(now());
    party.lost = Math.min(party.lost, account(claim.payer()).debt());
    return answer(sum);
  }

  // --- writing ---

  @Override
  public CompletionStage<JournalWriter> open(String holder) {
    return answer(new Writer(++epoch));
  }

  private final class Writer implements JournalWriter {
    private final long number;
    private boolean closed;

    Writer(long number) {
      this.number = number;
    }

    private boolean stale() {
      return closed || number != epoch;
    }

    @Override
    public long epoch() {
      return number;
    }

    @Override
    public CompletionStage<Channel> open(ChannelTerms terms) {
      if (stale()) {
        return refuse(Code.STALE_WRITER);
      }
      KeptChannel kept = channels.computeIfAbsent(terms.id(), id -> new KeptChannel(terms));
      if (!kept.terms.equals(terms)) {
        return refuse(Code.OTHER_TERMS);
      }
      if (kept.closed) {
        return refuse(Code.CHANNEL_CLOSED);
      }
      party(terms.payer().equals(address()) ? terms.payee() : terms.payer());
      return answer(kept.snapshot());
    }

    @Override
    public CompletionStage<SignedVoucher> issue(
        VoucherOrder order, Function<Voucher, Digest> digest) {
      KeptChannel channel = channels.get(order.channel());
      Optional<Code> refusal = refusal(channel, order);
      if (refusal.isPresent()) {
        return refuse(refusal.get());
      }
      KeptLane lane = channel.lane(order.lane());
      long more = order.amount() - lane.amount();
      if (use(channel.terms.payee(), order.lane()).room() < more) {
        return refuse(Code.OVER_BUDGET);
      }
      long sequence = lane.newest.map(v -> v.voucher().sequence()).orElse(0L) + 1;
      Voucher voucher =
          new Voucher(order.channel(), order.lane(), sequence, order.amount(), order.bytes());
      return wallet
          .sign(digest.apply(voucher))
          .thenCompose(
              signature -> {
                SignedVoucher signed = new SignedVoucher(voucher, signature);
                store(channel, signed, channel.terms.payee());
                return answer(signed);
              });
    }

    private Optional<Code> refusal(KeptChannel channel, VoucherOrder order) {
      if (stale()) {
        return Optional.of(Code.STALE_WRITER);
      }
      if (channel == null) {
        return Optional.of(Code.UNKNOWN_CHANNEL);
      }
      return channel.refusal(order.lane(), order.amount(), order.bytes());
    }

    @Override
    public CompletionStage<Void> adopt(SignedVoucher newest) {
      return keep(newest, true);
    }

    @Override
    public CompletionStage<Void> accept(SignedVoucher voucher) {
      return keep(voucher, false);
    }

    private CompletionStage<Void> keep(SignedVoucher signed, boolean ours) {
      KeptChannel channel = channels.get(signed.voucher().channel());
      Voucher v = signed.voucher();
      Optional<Code> refusal =
          refusal(channel, new VoucherOrder(v.channel(), v.lane(), v.amount(), v.bytes()));
      if (refusal.isPresent()) {
        return refuse(refusal.get());
      }
      KeptLane lane = channel.lane(v.lane());
      if (v.sequence() <= lane.newest.map(n -> n.voucher().sequence()).orElse(0L)) {
        return refuse(Code.OLD_VOUCHER);
      }
      long bytes = v.bytes() - lane.newest.map(n -> n.voucher().bytes()).orElse(0L);
      Address other = ours ? channel.terms.payee() : channel.terms.payer();
      party(other).writeOff += ours ? 0 : bytes / 100;
      store(channel, signed, other);
      return answer(null);
    }

    private void store(KeptChannel channel, SignedVoucher signed, Address other) {
      Party party = party(other);
      if (channel.amount() == channel.settled()) {
        party.since = Optional.of(now());
      }
      channel.lane(signed.voucher().lane()).newest = Optional.of(signed);
    }

    @Override
    public CompletionStage<Void> progress(ChannelId id, TorrentId lane, LaneProgress progress) {
      KeptChannel channel = channels.get(id);
      if (stale() || channel == null) {
        return refuse(stale() ? Code.STALE_WRITER : Code.UNKNOWN_CHANNEL);
      }
      channel.lane(lane).progress = progress;
      return answer(null);
    }

    @Override
    public CompletionStage<Long> writeOff(Address payer, long bytes) {
      Party party = party(payer);
      if (stale() || party.writeOff < bytes) {
        return refuse(stale() ? Code.STALE_WRITER : Code.NOTHING_LEFT);
      }
      party.writeOff -= bytes;
      return answer(party.writeOff);
    }

    @Override
    public CompletionStage<Long> giveUp(Address payer) {
      Party party = party(payer);
      long more = account(payer).debt() - party.lost;
      party.lost += more;
      return answer(more);
    }

    @Override
    public CompletionStage<Void> close(ChannelId id) {
      KeptChannel channel = channels.get(id);
      if (stale() || channel == null) {
        return refuse(stale() ? Code.STALE_WRITER : Code.UNKNOWN_CHANNEL);
      }
      channel.closed = true;
      return answer(null);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Who pays us or is paid by us. */
  private static final class Party {
    private Optional<Instant> since = Optional.empty();
    private long lost;
    private long writeOff = 1 << 20;
  }
}
