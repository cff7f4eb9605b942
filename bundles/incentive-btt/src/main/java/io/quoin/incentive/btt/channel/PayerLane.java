package io.quoin.incentive.btt.channel;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.Lane;
import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.VoucherOrder;
import io.quoin.api.torrent.TorrentId;
import java.util.List;
import java.util.Optional;

/**
 * A lane from the buyer's side: what came in leases, what of it is owed because it has verified,
 * and what is vouched for. It never vouches for more than it owes, nor for more than came.
 */
public final class PayerLane {
  private static final long SECOND = 1_000_000_000L;

  private final ChannelId channel;
  private final TorrentId torrent;
  private final Tariff tariff;
  private final Intake intake;

  private Optional<SignedVoucher> newest;
  private long owed;
  private long counted;
  private long owedSince;

  /** What a receipt means. */
  public enum Agreement {
    /** Both ends have the same newest voucher. */
    EVEN,
    /** The seller lacks our newest voucher: it is sent again. */
    WE_LEAD,
    /** The seller has a newer one, which is adopted if we signed it. */
    WE_LAG,
    /** The seller shows what cannot be. */
    FALSE
  }

  /**
   * Goes on with what the journal has.
   *
   * @param now the monotonic clock
   */
  public PayerLane(ChannelId channel, Lane kept, long now) {
    this.channel = channel;
    this.torrent = kept.torrent();
    this.newest = kept.newest();
    this.tariff = new Tariff(kept.progress());
    this.intake = new Intake();
    this.owed = Math.max(kept.progress().owed(), vouchered());
    this.counted = Math.max(kept.progress().billed(), owed);
    this.owedSince = now;
  }

  /** A lane that has no past. */
  public static PayerLane fresh(ChannelId channel, TorrentId torrent, long now) {
    return new PayerLane(channel, new Lane(torrent, Optional.empty(), 0, LaneProgress.NONE), now);
  }

  // --- where it stands ---

  /** Whose bytes. */
  public TorrentId torrent() {
    return torrent;
  }

  /** In which channel. */
  public ChannelId channel() {
    return channel;
  }

  /** The newest voucher. */
  public Optional<SignedVoucher> newest() {
    return newest;
  }

  private long vouchered() {
    return newest.map(v -> v.voucher().bytes()).orElse(0L);
  }

  /** Bytes that came in leases. */
  public long counted() {
    return counted + intake.open();
  }

  /** Bytes that are owed in all. */
  public long owed() {
    return owed;
  }

  /** Bytes that are owed and not vouched for. */
  public long unvouchered() {
    return Math.max(0, owed - vouchered());
  }

  /** What all that came and is not vouched for would come to. */
  public long atMost() {
    return tariff.due(counted()) - tariff.due(vouchered());
  }

  /** How many more bytes an amount pays for at the price that holds; a lease has begun. */
  public long affordable(long amount) {
    return tariff.reach(counted(), amount) - counted();
  }

  /** Whether a lease is running. */
  public boolean leased() {
    return intake.running();
  }

  /** Whether there is nothing to look after: no lease, no verdict to come, nothing to vouch for. */
  public boolean rests() {
    return intake.rests() && unvouchered() == 0;
  }

  /** What is to be kept of it. */
  public LaneProgress progress() {
    return tariff.announced(counted(), owed);
  }

  // --- leases ---

  /**
   * Whether a price may start at a byte: not before what is vouched for, and not so far ahead that
   * the price before would hold for long.
   *
   * @param slack bytes that may be under way
   */
  public boolean mayBegin(long from, long slack) {
    return from >= vouchered() && from - slack <= counted() && !tariff.full();
  }

  /**
   * Whether the seller has the prices that we have: the one or the other may have crashed and not
   * kept the last one.
   *
   * @param from a byte that {@link #mayBegin}
   * @param due what the seller says that all bytes before it cost
   */
  public boolean agreesOn(long from, long due) {
    return tariff.due(from) == due;
  }

  /**
   * A lease begins, or goes on at another price.
   *
   * @param from the lane's byte where the price starts
   * @param at what had come on this connection when the seller said so
   */
  public void begin(long from, long price, Arrivals at) {
    arrived(at, owedSince);
    if (!intake.running()) {
      sellerBilled(from);
    }
    tariff.begin(from, price);
    intake.begin(at);
  }

  /** The lease ends: what comes from here on is free. */
  public void end(Arrivals at) {
    arrived(at, owedSince);
    counted += intake.end(at);
  }

  /**
   * The connection is gone. What came and has no verdict yet stays counted.
   *
   * @param last what had come
   */
  public void disconnected(Arrivals last, long now) {
    arrived(last, now);
    counted += intake.end(last);
    intake.forget();
  }

  /**
   * The conversation is over and the connection is not: what came and has no verdict yet is to be
   * gone on with, here or by another policy.
   *
   * @param last what had come
   * @return what {@link #resume} takes
   */
  public List<Span> interrupted(Arrivals last, long now) {
    arrived(last, now);
    counted += intake.cut(last);
    return intake.takeAll();
  }

  /**
   * Goes on with what was interrupted, on the same connection.
   *
   * @param spans what was left
   * @param now what has come by now
   */
  public void resume(List<Span> spans, Arrivals now) {
    intake.resume(spans);
    arrived(now, owedSince);
  }

  /**
   * The seller says what it delivered in the lease that was interrupted: what of it came after our
   * last look counts too.
   *
   * @param billed the lane's bytes, as the seller counts them
   * @param most bytes that may have come so
   */
  public void caughtUp(long billed, long most) {
    counted += intake.extend(Math.min(billed - counted, most));
  }

  /** The byte of the connection from which on verdicts are wanted. */
  public Optional<Long> wantsVerdictsFrom() {
    return intake.undecidedFrom();
  }

  /**
   * What has come on this connection.
   *
   * @param now the monotonic clock
   */
  public void arrived(Arrivals arrivals, long now) {
    long good = intake.decide(arrivals);
    if (good > 0) {
      owed = Math.min(counted(), owed + good);
      owedSince = now;
    }
  }

  /** Whether bytes came on connections that are gone, and had no verdict then. */
  public boolean pends() {
    return intake.pending() > 0;
  }

  /** Some of the bytes that had no verdict were wrong; which ones is not known: none is owed. */
  public void pendingFailed() {
    intake.takePending();
  }

  /** Every piece of the torrent has verified: whatever came and had no verdict was right. */
  public void allVerified(long now) {
    long pending = intake.takePending();
    if (pending > 0) {
      owed = Math.min(counted(), owed + pending);
      owedSince = now;
    }
  }

  // --- vouchers ---

  /**
   * The voucher that is to be made now, if any.
   *
   * @param unit bytes that are verified together
   * @param pacing D, as far as we know it
   */
  public Optional<VoucherOrder> order(long unit, long pacing, long now) {
    long bytes = unvouchered();
    boolean much = bytes >= Math.max(unit, pacing / 4);
    boolean quiet = now - owedSince >= SECOND;
    if (bytes == 0 || !(much || quiet)) {
      return Optional.empty();
    }
    return Optional.of(new VoucherOrder(channel, torrent, tariff.due(owed), owed));
  }

  /** The voucher is stored and goes out. */
  public void issued(SignedVoucher voucher) {
    newest = Optional.of(voucher);
    tariff.forget(vouchered());
  }

  // --- agreeing again ---

  /**
   * What a receipt means.
   *
   * @param theirs the newest voucher that the seller shows
   * @param billed what the seller says it delivered
   */
  public Agreement compare(Optional<SignedVoucher> theirs, long billed) {
    long sequence = theirs.map(v -> v.voucher().sequence()).orElse(0L);
    long ours = newest.map(v -> v.voucher().sequence()).orElse(0L);
    if (sequence == ours) {
      boolean same = theirs.map(v -> v.voucher()).equals(newest.map(v -> v.voucher()));
      return same && billed >= vouchered() ? Agreement.EVEN : Agreement.FALSE;
    }
    if (sequence < ours) {
      return Agreement.WE_LEAD;
    }
    boolean more =
        theirs.get().voucher().bytes() > vouchered()
            && theirs.get().voucher().amount() >= newest.map(v -> v.voucher().amount()).orElse(0L);
    return more ? Agreement.WE_LAG : Agreement.FALSE;
  }

  /** Adopts a voucher that we signed and lost. */
  public void adopt(SignedVoucher theirs) {
    newest = Optional.of(theirs);
    owed = Math.max(owed, vouchered());
    counted = Math.max(counted, vouchered());
    tariff.adopt(theirs.voucher().amount());
  }

  /**
   * The seller says what it delivered, before anything was delivered on this connection: what it
   * has lost count of is not paid.
   */
  public void sellerBilled(long billed) {
    if (!intake.running() && billed >= vouchered()) {
      counted = Math.min(counted, billed);
      owed = Math.min(owed, counted);
    }
  }

  /**
   * Whether a seller's count is more than ours by over 2 % and what may be under way.
   *
   * @param pacing D, as far as we know it
   */
  public boolean inflated(long billed, long pacing) {
    long ours = counted();
    return billed - ours > ours / 50 + pacing;
  }
}
