package io.quoin.devnet.chain;

import io.quoin.api.ledger.Address;
import java.time.Instant;
import java.util.List;

/**
 * What a chain begins with.
 *
 * @param time of the first block
 * @param token the one there is
 * @param holdings who has what; no account twice
 */
public record Genesis(Instant time, Token token, List<Holding> holdings) {

  /**
   * What somebody has in the beginning.
   *
   * @param owner whose it is
   * @param sun coins, in millionths of a TRX; 0 or more
   * @param tokens in base units; 0 or more
   * @param permissions who may sign
   */
  public record Holding(Address owner, long sun, long tokens, Permissions permissions) {

    /**
     * Checks the amounts.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public Holding {
      if (sun < 0 || tokens < 0) {
        throw new IllegalArgumentException("nobody has less than nothing: " + owner);
      }
    }

    /**
     * Of somebody who signs for himself.
     *
     * @param owner whose it is
     * @param sun coins, in millionths of a TRX; 0 or more
     * @param tokens in base units; 0 or more
     */
    public Holding(Address owner, long sun, long tokens) {
      this(owner, sun, tokens, Permissions.of(owner));
    }
  }

  /**
   * Checks and copies the holdings.
   *
   * @throws IllegalArgumentException if an account comes twice, or all have more together than 63
   *     bits hold
   */
  public Genesis {
    holdings = List.copyOf(holdings);
    if (holdings.stream().map(Holding::owner).distinct().count() != holdings.size()) {
      throw new IllegalArgumentException("an account is named twice");
    }
    try {
      long tokens = 0;
      long sun = 0;
      for (Holding holding : holdings) {
        tokens = Math.addExact(tokens, holding.tokens());
        sun = Math.addExact(sun, holding.sun());
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("the accounts have more together than there can be", e);
    }
  }

  /**
   * How much of the token there is, always.
   *
   * @return base units
   */
  public long supply() {
    return holdings.stream().mapToLong(Holding::tokens).sum();
  }

  /** Everything in it that the first block's id depends on. */
  String summary() {
    StringBuilder text = new StringBuilder().append(time).append(' ').append(token);
    holdings.forEach(
        holding ->
            text.append(' ')
                .append(holding.owner())
                .append('=')
                .append(holding.sun())
                .append(',')
                .append(holding.tokens()));
    return text.toString();
  }
}
