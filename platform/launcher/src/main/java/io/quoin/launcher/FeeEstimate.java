package io.quoin.launcher;

import io.quoin.api.ledger.Address;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What the network will ask for many transfers, in its own smallest coin.
 *
 * @param fees of all transfers, were none free
 * @param asked of how many payees the ledger was asked; the others are taken to be like them
 * @param free how many transfers are free now, as far as their payees have accounts
 */
record FeeEstimate(long fees, int asked, int free) {

  /** Public nodes count questions. */
  private static final int SAMPLE = 100;

  static FeeEstimate of(TokenDesk desk, List<Address> payees) throws Failure, InterruptedException {
    LinkedHashSet<Address> sample = new LinkedHashSet<>();
    for (int i = 0; i < SAMPLE && !payees.isEmpty(); i++) {
      sample.add(payees.get((int) ((long) i * payees.size() / SAMPLE)));
    }
    List<CompletionStage<Long>> answers = new ArrayList<>();
    for (Address payee : sample) {
      answers.add(desk.ledger().fee(desk.account(), payee));
    }
    long sum = 0;
    for (CompletionStage<Long> answer : answers) {
      sum = Math.addExact(sum, TokenDesk.answer(answer, "the fee"));
    }
    long fees =
        sample.isEmpty() ? 0 : Math.multiplyExact(sum, (long) payees.size()) / sample.size();
    return new FeeEstimate(
        fees,
        sample.size(),
        TokenDesk.answer(desk.ledger().freeTransfers(desk.account()), "free transfers"));
  }
}
