package io.quoin.api.journal;

import io.quoin.api.ledger.TransferId;
import java.time.Instant;

/**
 * A payment of ours, and the newest transfer that was made for it.
 *
 * @param order what was wanted
 * @param transfer that pays it
 * @param ordered when the transfer was ordered; no other of ours has this time
 * @param expiration from when on the ledger refuses the transfer
 * @param state how far it has come; {@code EXPIRED} means that nothing has been paid
 * @param reason the ledger's last refusal in words, else empty
 */
public record Payment(
    PaymentOrder order,
    TransferId transfer,
    Instant ordered,
    Instant expiration,
    Settlement.State state,
    String reason) {}
