package io.quoin.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.health.HealthStatus;
import io.quoin.api.metrics.Sample;
import io.quoin.protocol.net.Transport;
import io.quoin.protocol.swarm.Loop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EngineNumbersTest {
  private final Sockets sockets = new Sockets(List.of("127.0.0.1:0"), 2, Transport.nio());
  private final EngineNumbers numbers = new EngineNumbers(sockets);

  @AfterEach
  void end() {
    sockets.end();
  }

  @Test
  void who_waits_at_the_gate_and_who_is_turned_away_is_counted() throws Exception {
    InetSocketAddress address = sockets.listening().get(0);
    try (Socket first = new Socket(address.getAddress(), address.getPort());
        Socket second = new Socket(address.getAddress(), address.getPort())) {
      await().until(() -> value("at_gate") == 2);
      assertThat(second.isConnected()).isTrue();

      first.getOutputStream().write("GET / HTTP/1.1".getBytes(US_ASCII));
      await().until(() -> value("at_gate") == 1);
    }
    await().until(() -> value("at_gate") == 0);
    assertThat(value("turned_away")).isZero();
    assertThat(value("connections")).isZero();
  }

  @Test
  void each_loop_has_its_lag() {
    numbers.metrics();

    await()
        .untilAsserted(
            () ->
                assertThat(samples("loop_lag"))
                    .hasSize(2)
                    .allMatch(sample -> sample.value() > 0 && sample.value() < 60));
  }

  @Test
  void a_loop_that_stands_still_lags_more_and_more() {
    StandingLoop loop = new StandingLoop();
    LoopLag lag = new LoopLag(loop);

    assertThat(lag.seconds()).isZero();
    double first = lag.seconds();
    double second = lag.seconds();

    assertThat(loop.tasks).hasSize(1);
    assertThat(first).isPositive();
    assertThat(second).isGreaterThan(first);
    loop.tasks.remove().run();
    assertThat(lag.seconds()).isGreaterThanOrEqualTo(second);
    assertThat(loop.tasks).hasSize(1);
  }

  @Test
  void a_loop_that_stands_still_for_long_is_failing_and_no_listener_a_warning() {
    List<InetSocketAddress> somewhere =
        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 6881));

    assertThat(EngineHealth.finding(somewhere, 0).status()).isEqualTo(HealthStatus.OK);
    assertThat(EngineHealth.finding(somewhere, 2).status()).isEqualTo(HealthStatus.WARNING);
    assertThat(EngineHealth.finding(somewhere, 20).status()).isEqualTo(HealthStatus.FAILING);
    assertThat(EngineHealth.finding(List.of(), 0).status()).isEqualTo(HealthStatus.WARNING);
    assertThat(new EngineHealth(sockets).check().sentence())
        .startsWith("peers can connect to /127.0.0.1:");
  }

  private double value(String metric) {
    return samples(metric).get(0).value();
  }

  private List<Sample> samples(String name) {
    return numbers.metrics().stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow()
        .samples();
  }

  /** Takes tasks and runs none. */
  private static final class StandingLoop implements Loop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public Timer after(long nanos, Runnable task) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public boolean inLoop() {
      return false;
    }
  }
}
