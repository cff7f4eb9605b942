package io.quoin.control.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.health.HealthAnswer;
import io.quoin.api.health.HealthConcern;
import io.quoin.api.health.HealthFinding;
import io.quoin.api.health.HealthReport;
import io.quoin.control.asking.Present;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class EventsComponentTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void it_has_threads_while_somebody_follows_and_at_no_other_time() {
    AtomicInteger asked = new AtomicInteger();
    EventsComponent events =
        new EventsComponent(
            new Present(),
            () -> {
              asked.incrementAndGet();
              return new HealthReport(
                  List.of(
                      new HealthAnswer("a", HealthConcern.READINESS, HealthFinding.ok("fine"))));
            });

    assertThat(threads()).isEmpty();
    Follower follower = events.follow("", new Reader()).orElseThrow();
    await().atMost(SOON).until(() -> asked.get() > 0);
    events.happenings().left(follower);
    await().atMost(SOON).untilAsserted(() -> assertThat(threads()).isEmpty());

    int before = asked.get();
    events.follow("", new Reader());
    await().atMost(SOON).until(() -> asked.get() > before);
    events.end();

    assertThat(events.follow("", new Reader())).isEmpty();
    await().atMost(SOON).untilAsserted(() -> assertThat(threads()).isEmpty());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("quoin-control-events"))
        .toList();
  }
}
