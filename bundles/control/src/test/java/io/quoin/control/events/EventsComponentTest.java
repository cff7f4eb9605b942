package io.quoin.control.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.health.HealthAnswer;
import io.quoin.api.health.HealthConcern;
import io.quoin.api.health.HealthFinding;
import io.quoin.api.health.HealthReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class EventsComponentTest {

  @Test
  void it_looks_while_somebody_follows_and_ends_with_its_threads() {
    EventsComponent events = new EventsComponent();
    AtomicInteger asked = new AtomicInteger();
    events.bindHealth(
        () -> {
          asked.incrementAndGet();
          return new HealthReport(
              List.of(new HealthAnswer("a", HealthConcern.READINESS, HealthFinding.ok("fine"))));
        });

    Follower follower = events.happenings().follow("").orElseThrow();
    await().atMost(Duration.ofSeconds(30)).until(() -> asked.get() > 0);
    events.end();

    assertThat(events.happenings().isFollowed()).isFalse();
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith("quoin-control-events")));
    follower.close();
  }
}
