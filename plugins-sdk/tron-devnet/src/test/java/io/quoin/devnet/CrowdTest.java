package io.quoin.devnet;

import static io.quoin.devnet.chain.People.ALICE;
import static io.quoin.devnet.chain.People.BOB;
import static io.quoin.devnet.chain.People.CAROL;
import static io.quoin.devnet.chain.People.TRX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.CONTRACT_VALIDATE_ERROR;
import static org.tron.trident.proto.Response.TransactionReturn.response_code.SUCCESS;

import io.quoin.devnet.chain.SimulatedChain.Fate;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tron.trident.proto.Chain.Transaction;
import org.tron.trident.proto.Response.TransactionReturn.response_code;

/** Several at once. */
class CrowdTest {

  @Test
  void of_two_clients_that_spend_the_same_tokens_one_does() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Trial trial = new Trial(2);
        Client other = new Client(trial.devnet.nodes().get(1))) {
      for (int round = 0; round < 20; round++) {
        long all = trial.client.account(ALICE).getAssetV2OrThrow("1002000");
        Transaction here = trial.order(ALICE, BOB.address(), all).signed();
        Transaction there = trial.order(ALICE, CAROL.address(), all).signed();

        Future<response_code> one = threads.submit(() -> trial.client.broadcast(here).getCode());
        Future<response_code> two = threads.submit(() -> other.broadcast(there).getCode());

        assertThat(List.of(one.get(1, TimeUnit.MINUTES), two.get(1, TimeUnit.MINUTES)))
            .containsExactlyInAnyOrder(SUCCESS, CONTRACT_VALIDATE_ERROR);
        trial.devnet.produce();
        trial.devnet.fork(1, Fate.VANISH);
      }
      assertThat(trial.devnet.tokensInAll()).isEqualTo(1_000_500);
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  @Test
  void nothing_is_made_or_lost_while_blocks_come_and_go() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (Trial trial = new Trial(2);
        Client other = new Client(trial.devnet.nodes().get(1))) {
      List<Future<?>> spenders = new ArrayList<>();
      for (Client client : List.of(trial.client, other)) {
        spenders.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    client.broadcast(trial.order(ALICE, BOB.address(), 1 + i).signed());
                  }
                }));
      }
      Future<?> fate =
          threads.submit(
              () -> {
                for (int i = 0; i < 60; i++) {
                  trial.devnet.produce();
                  trial.devnet.fork(i % 3, i % 2 == 0 ? Fate.WAIT : Fate.VANISH);
                  assertThat(trial.devnet.tokensInAll()).isEqualTo(1_000_500);
                  assertThat(trial.devnet.coinsInAll()).isEqualTo(100 * TRX);
                }
              });
      for (Future<?> spender : spenders) {
        spender.get(2, TimeUnit.MINUTES);
      }
      fate.get(2, TimeUnit.MINUTES);

      assertThat(trial.devnet.tokensInAll()).isEqualTo(1_000_500);
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  @Test
  void who_comes_when_all_places_are_taken_is_hung_up_on() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (Trial trial = new Trial(1)) {
      try {
        for (int i = 0; i < 64; i++) {
          sockets.add(connect(trial));
          assertThat(sockets.get(i).getInputStream().read()).isNotNegative();
        }
        assertThat(hungUp(trial)).isTrue();
      } finally {
        for (Socket socket : sockets) {
          socket.close();
        }
      }
    }
  }

  private static boolean hungUp(Trial trial) throws IOException {
    try (Socket late = connect(trial)) {
      return late.getInputStream().read() < 0;
    } catch (SocketException e) {
      // It was closed while we wrote.
      return true;
    }
  }

  /** With the preface of HTTP/2: then the server sends its settings. */
  private static Socket connect(Trial trial) throws IOException {
    Socket socket =
        new Socket(
            trial.devnet.node().fullNode().getAddress(), trial.devnet.node().fullNode().getPort());
    try {
      greet(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  private static void greet(Socket socket) throws IOException {
    socket.setSoTimeout(60_000);
    socket
        .getOutputStream()
        .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
  }
}
