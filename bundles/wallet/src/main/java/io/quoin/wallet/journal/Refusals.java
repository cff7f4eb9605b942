package io.quoin.wallet.journal;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;

/** Refusals that several rules have in common. */
final class Refusals {

  private Refusals() {}

  static JournalException unknown(ChannelId id) {
    return new JournalException(
        Code.UNKNOWN_CHANNEL, "no channel " + id + " is kept; open one first");
  }

  static JournalException closed(ChannelId id) {
    return new JournalException(
        Code.CHANNEL_CLOSED, "channel " + id + " is closed; open another with a fresh nonce");
  }

  static JournalException wrongWay(ChannelId id, boolean outgoing) {
    return new JournalException(
        Code.OTHER_TERMS,
        "channel " + id + (outgoing ? " pays us, not the other" : " is paid by us, not to us"));
  }

  static JournalException tooMuch(ArithmeticException overflow) {
    return new JournalException(
        Code.OVER_CAPACITY, "the sums would be more than money there is: " + overflow.getMessage());
  }
}
