package io.quoin.incentive.btt.channel;

import io.quoin.api.journal.PayerAccount;
import io.quoin.api.ledger.Address;
import io.quoin.incentive.btt.wire.AddressPrefix;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** An address that pays us: what it owes and how far it is trusted, over all its connections. */
public final class Debtor {
  private final Address address;
  private Optional<AddressPrefix> prefix;
  private final LaneBook lanes = new LaneBook();
  private long vouchered;
  private long settled;
  private long settledRecently;
  private long lost;
  private long writeOff;
  private Optional<Instant> oldest;
  private Instant lastHere;

  /**
   * As the journal has it.
   *
   * @param prefix of the address of its first connection; empty before that
   */
  public Debtor(PayerAccount account, Optional<AddressPrefix> prefix, Instant now) {
    this.lastHere = now;
    this.address = account.payer();
    this.prefix = prefix;
    this.vouchered = account.vouchered();
    this.settled = account.settled();
    this.settledRecently = account.settledRecently();
    this.lost = account.lost();
    this.writeOff = account.writeOff();
    this.oldest = account.oldest();
  }

  /** Who. */
  public Address address() {
    return address;
  }

  /** Its neighbourhood; empty until it is here for the first time. */
  public Optional<AddressPrefix> prefix() {
    return prefix;
  }

  /** Its lanes that are looked after. */
  public LaneBook lanes() {
    return lanes;
  }

  /** Whether it has ever finally settled with us. */
  public boolean known() {
    return settled > 0;
  }

  /** u: promised and not finally settled. */
  public long debt() {
    return vouchered - settled;
  }

  /** What of its debt is counted on. */
  public long stake() {
    return debt() - lost;
  }

  /** What was given up of its debt, and is still owed. */
  public long lost() {
    return lost;
  }

  /** u + due(d), with what may still be delivered. */
  public long exposure() {
    return debt() + unvouchered(lanes.all());
  }

  private static long unvouchered(Collection<PayeeLane> lanes) {
    long sum = 0;
    for (PayeeLane lane : lanes) {
      sum += lane.exposure();
    }
    return sum;
  }

  /** Bytes that may still be forgiven. */
  public long writeOff() {
    return writeOff;
  }

  /** Since when the oldest part of its debt has been owed. */
  public Optional<Instant> oldest() {
    return oldest;
  }

  long settledRecently() {
    return settledRecently;
  }

  /** When it was here last. */
  public Instant lastHere() {
    return lastHere;
  }

  // --- what happens ---

  /** It is here. */
  public void here(AddressPrefix at, Instant now) {
    prefix = prefix.or(() -> Optional.of(at));
    lastHere = now;
  }

  /**
   * A voucher was stored.
   *
   * @param amount that it added
   * @param bytes that it added
   */
  public void promised(long amount, long bytes, Instant now) {
    if (debt() == 0 && amount > 0) {
      oldest = Optional.of(now);
    }
    vouchered += amount;
    writeOff += bytes / 100;
  }

  /** Bytes are to be forgiven, which is being stored. */
  public void forgives(long bytes) {
    writeOff -= bytes;
  }

  /** Bytes were not forgiven after all. */
  public void forgivesNot(long bytes) {
    writeOff += bytes;
  }

  /** The journal has it anew: after a settlement, or after its debt was given up. */
  public void changed(PayerAccount account) {
    vouchered = account.vouchered();
    settled = account.settled();
    settledRecently = account.settledRecently();
    lost = account.lost();
    oldest = account.oldest();
  }
}
