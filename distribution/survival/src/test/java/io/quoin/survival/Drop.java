package io.quoin.survival;

import io.quoin.api.ledger.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The rows of an airdrop.
 *
 * @param lines of its file
 * @param sums what each address is to get in all, in base units
 */
record Drop(List<String> lines, Map<Address, Long> sums) {

  private static final long MOST_TO_ONE = 1000;

  /** How much of it those who are killed may pay. */
  private static final double LEFT_TO_BE_KILLED = 0.8;

  static Drop of(int rows) {
    SplittableRandom random = new SplittableRandom(rows);
    List<String> lines = new ArrayList<>(List.of("amount,note,address"));
    Map<Address, Long> sums = new LinkedHashMap<>();
    Address last = address(random);
    for (int row = 0; row < rows; row++) {
      // Some get two rows, one after the other and now and then of the same amount.
      Address payee = row % 50 == 49 ? last : address(random);
      long amount = row % 100 >= 98 ? 7 : random.nextLong(1, MOST_TO_ONE + 1);
      lines.add(amount + ",row " + row + "," + payee);
      sums.merge(payee, amount, Long::sum);
      last = payee;
    }
    return new Drop(lines, sums);
  }

  private static Address address(SplittableRandom random) {
    byte[] bytes = new byte[Address.BYTES];
    random.nextBytes(bytes);
    bytes[0] = Address.PREFIX;
    return Address.of(bytes);
  }

  long total() {
    return sums.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How much of it each of those who are killed may pay: random, and together not all. */
  double[] shares(int killed) {
    double[] drawn = new SplittableRandom(killed).doubles(killed).toArray();
    double sum = Arrays.stream(drawn).sum();
    return Arrays.stream(drawn).map(one -> one / sum * LEFT_TO_BE_KILLED).toArray();
  }
}
