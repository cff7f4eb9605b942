package io.quoin.api.journal;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.TransferId;
import java.time.Instant;
import java.util.List;

/**
 * One transfer of ours that pays all that was owed to an address when it was prepared.
 *
 * @param id of the transfer
 * @param payee who is paid
 * @param amount the sum of what the lanes lacked
 * @param lanes what is settled with it
 * @param ordered when the transfer was ordered; no other of ours has this time
 * @param expiration from when on the ledger refuses the transfer
 * @param state how far it has come
 * @param reason the ledger's last refusal in words, else empty
 */
public record Settlement(
    TransferId id,
    Address payee,
    long amount,
    List<LaneSettlement> lanes,
    Instant ordered,
    Instant expiration,
    State state,
    String reason) {

  /** How far a settlement has come; each is on disk before the next is begun. */
  public enum State {
    /** Its bytes and id are stored; it may have been sent. */
    PREPARED,
    /** The ledger has taken it. */
    SENT,
    /** The ledger shows it; it may still be undone. */
    SEEN,
    /** It has paid. */
    FINAL,
    /** It can never happen any more; what it was to settle is owed as before. */
    EXPIRED;

    /**
     * Whether nothing will change any more.
     *
     * @return true for {@link #FINAL} and {@link #EXPIRED}
     */
    public boolean isOver() {
      return this == FINAL || this == EXPIRED;
    }
  }

  /** Copies the lanes. */
  public Settlement {
    lanes = List.copyOf(lanes);
  }
}
