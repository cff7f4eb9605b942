package io.quoin.devnet;

import static io.quoin.devnet.chain.People.ALICE;
import static io.quoin.devnet.chain.People.BOB;
import static io.quoin.devnet.chain.People.CAROL;
import static io.quoin.devnet.chain.People.HOT;
import static io.quoin.devnet.chain.People.TRX;

import io.quoin.api.ledger.Address;
import io.quoin.devnet.chain.Genesis;
import io.quoin.devnet.chain.Order;
import io.quoin.devnet.chain.Permissions;
import io.quoin.devnet.chain.Token;
import io.quoin.wallet.key.SigningKey;
import java.io.IOException;

/** A network whose blocks are made by hand, and a client of its first node. */
final class Trial implements AutoCloseable {

  final StepClock clock = new StepClock();
  final Devnet devnet;
  final Client client;

  Trial(int nodes) throws IOException {
    devnet =
        Devnet.with(Token.btt())
            .account(
                new Genesis.Holding(
                    ALICE.address(),
                    100 * TRX,
                    1_000_000,
                    Permissions.of(ALICE.address()).withHotKey(HOT.address())))
            .account(BOB.address(), 0, 0)
            .account(CAROL.address(), 0, 500)
            .clock(clock)
            .byHand()
            .nodes(nodes)
            .start();
    client = new Client(devnet.node());
  }

  Order order(SigningKey payer, Address to, long amount) {
    return Order.of(devnet.chain(), payer, to, amount);
  }

  @Override
  public void close() {
    client.close();
    devnet.close();
  }
}
