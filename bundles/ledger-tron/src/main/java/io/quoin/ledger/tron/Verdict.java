package io.quoin.ledger.tron;

import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.LedgerException.Code;
import io.quoin.api.ledger.PreparedTransfer;
import java.time.Duration;
import java.time.Instant;
import org.tron.trident.proto.Response.TransactionReturn;

/** What a node says of a transfer that was sent to it. */
sealed interface Verdict {

  /** It has it, and will tell the others. */
  record Taken() implements Verdict {}

  /** No node will take it as things stand. */
  record Refused(LedgerException refusal) implements Verdict {}

  /**
   * This node cannot; another may.
   *
   * @param code why
   * @param maybeTaken whether it may have it nevertheless
   * @param words the node's
   */
  record Elsewhere(Code code, boolean maybeTaken, String words) implements Verdict {}

  /** Half of what a node allows: a transfer refused for its expiration is past it or above it. */
  Duration HALF_LIFE = Duration.ofHours(12);

  /**
   * Reads a node's answer.
   *
   * @param answer to a broadcast
   * @param transfer what was sent; signed by whom it says
   * @param now by our clock
   */
  static Verdict of(TransactionReturn answer, PreparedTransfer transfer, Instant now) {
    String words = Words.of(answer.getMessage().toStringUtf8());
    return switch (answer.getCode()) {
      case SUCCESS ->
          answer.getResult() ? new Taken() : new Elsewhere(Code.UNAVAILABLE, true, words);
      case DUP_TRANSACTION_ERROR ->
          refused(Code.DUPLICATE, "transfer " + transfer.id() + " was taken before");
      case SIGERROR ->
          refused(
              Code.NOT_PERMITTED,
              transfer.order().signer()
                  + " may not spend for "
                  + transfer.order().from()
                  + ": "
                  + words);
      case TAPOS_ERROR ->
          refused(
              Code.WRONG_REFERENCE,
              "transfer " + transfer.id() + " refers to a block that is not on the chain");
      case TRANSACTION_EXPIRATION_ERROR -> expiration(transfer, now);
      case CONTRACT_VALIDATE_ERROR -> invalid(transfer, words);
      case BANDWITH_ERROR ->
          refused(
              Code.INSUFFICIENT_FEE,
              transfer.order().from()
                  + " has neither bandwidth nor coins for the fee; wait a day, or give it some TRX");
      case CONTRACT_EXE_ERROR, TOO_BIG_TRANSACTION_ERROR ->
          refused(Code.REFUSED, "transfer " + transfer.id() + " was refused: " + words);
      case SERVER_BUSY -> new Elsewhere(Code.BUSY, false, words);
      case NO_CONNECTION, BLOCK_UNSOLIDIFIED -> new Elsewhere(Code.UNAVAILABLE, false, words);
      // It says so before it looks at the transfer, but also after, when no other node wanted it.
      case NOT_ENOUGH_EFFECTIVE_CONNECTION -> new Elsewhere(Code.UNAVAILABLE, true, words);
      case OTHER_ERROR, UNRECOGNIZED -> new Elsewhere(Code.UNAVAILABLE, true, words);
    };
  }

  private static Verdict expiration(PreparedTransfer transfer, Instant now) {
    Instant expiration = transfer.order().expiration();
    String named = "transfer " + transfer.id();
    if (expiration.isAfter(now.plus(HALF_LIFE))) {
      return refused(
          Code.EXPIRATION_TOO_FAR,
          named + " expires more than 24 hours ahead; let it expire sooner, or set the clock");
    }
    return refused(
        Code.EXPIRED,
        expiration.isAfter(now)
            ? named + " has expired by the chain's clock, not by ours; set this machine's clock"
            : named + " expired at " + expiration);
  }

  /** The kinds have no codes of their own, only sentences, which have been the same for years. */
  private static Verdict invalid(PreparedTransfer transfer, String words) {
    if (words.contains("assetBalance")) {
      return refused(
          Code.INSUFFICIENT_BALANCE,
          transfer.order().from() + " has less than " + transfer.order().amount() + ": " + words);
    }
    if (words.contains("insufficient fee")) {
      return refused(
          Code.INSUFFICIENT_FEE,
          transfer.order().from()
              + " cannot bear the fee for making the account "
              + transfer.order().to()
              + "; give it some TRX");
    }
    if (words.contains("No owner account") || words.contains("does not exist")) {
      return refused(
          Code.NOT_ACTIVATED, transfer.order().from() + " has no account; have it paid first");
    }
    return refused(Code.REFUSED, "transfer " + transfer.id() + " was refused: " + words);
  }

  private static Verdict refused(Code code, String message) {
    return new Refused(new LedgerException(code, message));
  }
}
