package io.quoin.incentive.btt.channel;

import io.quoin.api.journal.Lane;
import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.torrent.TorrentId;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A lane from the seller's side. Bytes go through four marks, each at or after the one before:
 * vouched for, forgiven, billed (handed to the socket in a lease), granted (may be handed to it).
 *
 * <p>What is granted lies no farther ahead of what is billed than the engine may send until we hear
 * of it: a new price starts there.
 */
public final class PayeeLane {
  private static final long NOT_KNOWN = -1;

  private final TorrentId torrent;
  private final Tariff tariff;
  private Pacing pacing;
  private long ahead;

  /** It comes from the journal, and no lease has begun since: we may have lost count. */
  private boolean recalled;

  private Optional<SignedVoucher> newest;
  private long forgiven;
  private long forgivenPrice;
  private long billed;
  private long granted;
  private long billedAtLast;
  private long billedBeforeLast;
  private long exposure = NOT_KNOWN;

  /**
   * Goes on with what the journal has.
   *
   * @param unit bytes that are verified together
   */
  public PayeeLane(Lane kept, long unit) {
    this.torrent = kept.torrent();
    this.newest = kept.newest();
    this.tariff = new Tariff(kept.progress());
    this.pacing = new Pacing(unit);
    this.ahead = pacing.limit();
    this.recalled = true;
    this.billed = Math.max(kept.progress().billed(), vouchered());
    this.granted = billed;
    this.billedAtLast = vouchered();
    this.billedBeforeLast = vouchered();
    // A voucher is stored at once, the price that it begins to be at now and then.
    if (kept.progress().billed() <= vouchered() && tariff.due(vouchered()) != amount()) {
      tariff.adopt(amount());
    }
  }

  /** A lane that has no past. */
  public static PayeeLane fresh(TorrentId torrent, long unit) {
    PayeeLane lane = new PayeeLane(new Lane(torrent, Optional.empty(), 0, LaneProgress.NONE), unit);
    lane.recalled = false;
    return lane;
  }

  /**
   * Its bytes are verified together in other portions than was thought.
   *
   * @param unit bytes that are verified together
   */
  public void verifiedBy(long unit) {
    if (unit != pacing.unit()) {
      pacing = new Pacing(unit);
      ahead = pacing.limit();
    }
  }

  // --- where it stands ---

  /** Whose bytes. */
  public TorrentId torrent() {
    return torrent;
  }

  /** The newest voucher. */
  public Optional<SignedVoucher> newest() {
    return newest;
  }

  /** What is promised in all. */
  public long amount() {
    return newest.map(v -> v.voucher().amount()).orElse(0L);
  }

  private long vouchered() {
    return newest.map(v -> v.voucher().bytes()).orElse(0L);
  }

  private long sequence() {
    return newest.map(v -> v.voucher().sequence()).orElse(0L);
  }

  /** Bytes handed to the socket in leases. */
  public long billed() {
    return billed;
  }

  /** The last byte that may be handed to the socket. */
  public long granted() {
    return granted;
  }

  /** Up to where nothing more is waited for. */
  private long covered() {
    return Math.min(billed, vouchered() + forgiven);
  }

  /** Bytes delivered, not vouched for and not forgiven. */
  public long outstanding() {
    return billed - covered();
  }

  /** What all that may be delivered and is not vouched for or forgiven comes to. */
  public long exposure() {
    if (exposure == NOT_KNOWN) {
      exposure = Math.max(0, tariff.due(granted) - amount() - forgivenPrice);
    }
    return exposure;
  }

  private void changed() {
    exposure = NOT_KNOWN;
  }

  /** Whether the payer may have a newer voucher than we. */
  public boolean mayLag() {
    return recalled || billed > vouchered();
  }

  /** What all bytes before the last price that has begun cost. */
  public long dueBefore() {
    return tariff.due(tariff.lastFrom());
  }

  /** What is to be kept of it. */
  public LaneProgress progress() {
    return tariff.begun(billed);
  }

  /** D and what follows from it. */
  public Pacing pacing() {
    return pacing;
  }

  /** Whether so many leases are unpaid that no other may begin. */
  public boolean tooManyLeases() {
    return tariff.full();
  }

  // --- leases ---

  /**
   * A lease begins, or goes on at another price.
   *
   * @return the byte where its price starts: all that was granted before goes at the price before
   */
  public long begin(long price) {
    if (granted == billed) {
      ahead = Pacing.first(pacing.unit());
    }
    recalled = false;
    tariff.begin(granted, price);
    changed();
    return granted;
  }

  /**
   * Grants what pacing and credit allow; never takes any back.
   *
   * @param credit what may be added to {@link #exposure}
   */
  public void grant(long credit) {
    long near = near();
    if (near > granted && credit > 0) {
      granted = Math.max(granted, Math.min(near, tariff.reach(granted, credit)));
      changed();
    }
  }

  /** Whether more would be granted if credit allowed it. */
  public boolean wantsGrant() {
    return near() > granted;
  }

  private long near() {
    return Math.min(covered() + pacing.limit(), billed + ahead);
  }

  /** Bytes were handed to the socket: so many of the lane in all, as we now hear. */
  public void billedTo(long bytes) {
    if (bytes - billed > ahead / 2) {
      ahead = Math.min(2 * ahead, Math.max(ahead, pacing.limit()));
    }
    billed = Math.max(billed, bytes);
    granted = Math.max(granted, billed);
    changed();
  }

  /**
   * Nothing more is handed to the socket: what was granted beyond what was billed is taken back.
   */
  public void end() {
    granted = billed;
    changed();
  }

  // --- vouchers ---

  /**
   * Looks at a voucher, cheapest test first; its signature is looked at last, by the caller.
   *
   * @param others what the channel's other lanes come to
   * @param capacity of the channel
   */
  public VoucherVerdict verdict(Voucher voucher, long others, long capacity) {
    if (voucher.sequence() < sequence()) {
      return VoucherVerdict.OLDER;
    }
    if (voucher.sequence() == sequence()) {
      boolean same = newest.filter(n -> n.voucher().equals(voucher)).isPresent();
      return same ? VoucherVerdict.SAME : VoucherVerdict.CONTRADICTION;
    }
    if (voucher.bytes() <= vouchered()) {
      return VoucherVerdict.NOT_MORE;
    }
    if (voucher.bytes() > billed) {
      if (!recallable(voucher)) {
        return VoucherVerdict.NOT_DELIVERED;
      }
    } else if (voucher.amount() != tariff.due(voucher.bytes())) {
      return VoucherVerdict.WRONG_AMOUNT;
    }
    return voucher.amount() > capacity - others
        ? VoucherVerdict.OVER_CAPACITY
        : VoucherVerdict.RIGHT;
  }

  /**
   * Whether a payer may remind us of what we delivered and have lost count of. We count on from
   * there, so that nothing is gained by saying too much.
   */
  private boolean recallable(Voucher voucher) {
    return recalled && voucher.bytes() - billed <= pacing.ceiling() && voucher.amount() >= amount();
  }

  /**
   * A voucher is stored.
   *
   * @param rate bytes a second to the buyer
   */
  public void accept(SignedVoucher voucher, long rate) {
    newest = Optional.of(voucher);
    changed();
    if (vouchered() > billed) {
      billed = vouchered();
      granted = billed;
      tariff.adopt(amount());
    }
    forgive(Math.min(forgiven, billed - vouchered()), forgiven);
    billedBeforeLast = billedAtLast;
    billedAtLast = billed;
    pacing.doubled(rate);
    tariff.forget(vouchered());
  }

  /**
   * Bytes that the newest voucher leaves behind: delivered before the voucher before the last one
   * came, and still not vouched for.
   */
  public long leftBehind() {
    return Math.max(0, billedBeforeLast - covered());
  }

  /**
   * Gives bytes up; vouchers for them are still taken.
   *
   * @param bytes at most what is outstanding
   * @return what they cost
   */
  public long forgive(long bytes) {
    if (bytes > outstanding()) {
      throw new IllegalArgumentException("more is forgiven than is outstanding: " + bytes);
    }
    long price = tariff.due(covered() + bytes) - tariff.due(covered());
    forgivenPrice += price;
    forgiven += bytes;
    changed();
    return price;
  }

  /** Of what was forgiven only a part is left to be: the rest is vouched for. */
  private void forgive(long left, long of) {
    if (left < of) {
      forgiven = left;
      forgivenPrice =
          BigInteger.valueOf(forgivenPrice)
              .multiply(BigInteger.valueOf(left))
              .divide(BigInteger.valueOf(of))
              .longValue();
    }
  }
}
