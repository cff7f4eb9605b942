package io.quoin.wallet.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.health.HealthStatus;
import io.quoin.api.ledger.LedgerHead;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LedgerNumbersTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final List<CompletableFuture<LedgerHead>> asked = new ArrayList<>();
  private long nanos;
  private final LedgerNumbers numbers = new LedgerNumbers(this::ask, () -> NOW, () -> nanos);

  private CompletableFuture<LedgerHead> ask() {
    asked.add(new CompletableFuture<>());
    return asked.get(asked.size() - 1);
  }

  @Test
  void looking_often_asks_seldom_and_never_twice_at_once() {
    numbers.metrics();
    pass(60);
    numbers.metrics();
    numbers.check();
    assertThat(asked).hasSize(1);

    asked.get(0).complete(new LedgerHead(7, NOW.minusSeconds(90)));
    numbers.metrics();
    assertThat(asked).hasSize(2);
    asked.get(1).complete(new LedgerHead(8, NOW.minusSeconds(60)));
    pass(29);
    numbers.metrics();
    assertThat(asked).hasSize(2);
  }

  @Test
  void the_head_and_its_age_are_told_once_they_are_known() {
    assertThat(numbers.metrics()).first().satisfies(m -> assertThat(m.samples()).isEmpty());

    asked.get(0).complete(new LedgerHead(7, NOW.minusSeconds(90)));

    assertThat(value(0)).isEqualTo(7);
    assertThat(value(1)).isEqualTo(90);
    assertThat(value(2)).isEqualTo(1);
    assertThat(numbers.check().status()).isEqualTo(HealthStatus.OK);
  }

  @Test
  void a_node_that_fails_or_is_silent_is_failing_and_recovers() {
    numbers.check();
    asked.get(0).completeExceptionally(new IllegalStateException("none of 2 nodes answered"));
    assertThat(numbers.check().status()).isEqualTo(HealthStatus.FAILING);
    assertThat(numbers.check().sentence()).contains("none of 2 nodes answered");
    assertThat(value(2)).isZero();

    pass(30);
    numbers.check();
    asked.get(1).complete(new LedgerHead(8, NOW));
    assertThat(numbers.check().status()).isEqualTo(HealthStatus.OK);

    pass(30);
    numbers.check();
    pass(30);
    assertThat(numbers.check().sentence()).contains("no answer for 30 s");
  }

  @Test
  void a_head_that_is_old_is_a_warning() {
    numbers.check();
    asked.get(0).complete(new LedgerHead(7, NOW.minus(Duration.ofMinutes(11))));

    assertThat(numbers.check().status()).isEqualTo(HealthStatus.WARNING);
  }

  private double value(int metric) {
    return numbers.metrics().get(metric).samples().get(0).value();
  }

  private void pass(int seconds) {
    nanos += Duration.ofSeconds(seconds).toNanos();
  }
}
