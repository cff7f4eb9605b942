package io.quoin.devnet.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Response.TransactionReturn.response_code;

/** Small chains to try things on. */
final class Chains {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Duration INTERVAL = Duration.ofSeconds(3);

  static final Genesis GENESIS =
      new Genesis(
          START,
          Token.btt(),
          List.of(
              new Genesis.Holding(
                  People.ALICE.address(),
                  100 * People.TRX,
                  1_000_000,
                  Permissions.of(People.ALICE.address()).withHotKey(People.HOT.address())),
              new Genesis.Holding(People.BOB.address(), 0, 0),
              new Genesis.Holding(People.CAROL.address(), 0, 500)));

  private Chains() {}

  static SimulatedChain usual() {
    return new SimulatedChain(GENESIS, INTERVAL, 2);
  }

  static SimulatedChain limited(Limits limits) {
    return new SimulatedChain(GENESIS, INTERVAL, 2, limits);
  }

  /** Makes blocks as fast as they may follow one another. */
  static void produce(SimulatedChain chain, int blocks) {
    for (int i = 0; i < blocks; i++) {
      chain.produce(START);
    }
  }

  /** What is said to it. */
  static response_code verdict(SimulatedChain chain, Transaction transaction) {
    try {
      chain.broadcast(transaction);
      return response_code.SUCCESS;
    } catch (Refusal refusal) {
      return refusal.code();
    }
  }

  static long tokens(ChainView view, io.quoin.wallet.key.SigningKey whose) {
    return view.account(Order.bytes(whose.address())).map(Account::tokens).orElse(0L);
  }
}
