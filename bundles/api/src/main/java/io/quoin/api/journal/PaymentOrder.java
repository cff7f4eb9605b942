package io.quoin.api.journal;

import io.quoin.api.ledger.Address;

/**
 * A payment that somebody wants.
 *
 * @param intent names what is wanted; whatever is asked for again under this name is the same
 *     payment. 1 to {@value #LONGEST_INTENT} printable ASCII characters without blanks
 * @param payee who is paid
 * @param amount base units, at least 1
 */
public record PaymentOrder(String intent, Address payee, long amount) {

  /** The most characters of an intent. */
  public static final int LONGEST_INTENT = 128;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public PaymentOrder {
    if (intent.isEmpty() || intent.length() > LONGEST_INTENT) {
      throw new IllegalArgumentException(
          "an intent has 1 to " + LONGEST_INTENT + " characters, not " + intent.length());
    }
    if (!intent.chars().allMatch(character -> character > ' ' && character <= '~')) {
      throw new IllegalArgumentException(
          "an intent is of printable ASCII characters without blanks");
    }
    if (amount < 1) {
      throw new IllegalArgumentException("a payment is of at least 1 base unit, not " + amount);
    }
  }
}
