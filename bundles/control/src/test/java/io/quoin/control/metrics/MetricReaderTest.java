package io.quoin.control.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricKind;
import io.quoin.api.metrics.MetricReading;
import io.quoin.api.metrics.MetricSource;
import io.quoin.api.metrics.MetricUnit;
import io.quoin.api.metrics.Sample;
import io.quoin.control.asking.Complaints;
import io.quoin.control.asking.Questions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricReaderTest {

  private final Questions questions = new Questions("metric-reader-test");
  private final Complaints complaints = new Complaints();
  private final List<String> complained = new CopyOnWriteArrayList<>();
  private final MetricReader reader =
      new MetricReader(questions, complaints, Duration.ofMillis(50));
  private final CountDownLatch release = new CountDownLatch(1);

  MetricReaderTest() {
    complaints.came((culprit, fault, words) -> complained.add(fault + " " + words));
  }

  @AfterEach
  void end() {
    release.countDown();
    questions.close();
  }

  @Test
  void sources_answer_by_name() {
    offer("b", () -> List.of(gauge("things", 2)));
    offer("a", () -> List.of(gauge("things", 1)));

    assertThat(reader.read())
        .containsExactly(
            new MetricReading("a", "", List.of(gauge("things", 1)), 0),
            new MetricReading("b", "", List.of(gauge("things", 2)), 0));
    assertThat(complained).isEmpty();
  }

  @Test
  void one_that_throws_is_left_out_and_complained_of() {
    offer(
        "bad",
        () -> {
          throw new IllegalStateException("on purpose");
        });
    offer("good", () -> List.of(gauge("things", 1)));

    List<MetricReading> readings = reader.read();

    assertThat(readings).extracting(MetricReading::up).containsExactly(false, true);
    assertThat(readings.get(0).problem())
        .isEqualTo("it threw java.lang.IllegalStateException: on purpose");
    assertThat(complained)
        .containsExactly(
            "THREW threw java.lang.IllegalStateException: on purpose as the metric source bad");
  }

  @Test
  void one_that_hangs_holds_nobody_up_and_is_complained_of() {
    AtomicInteger asked = new AtomicInteger();
    offer(
        "bad",
        () -> {
          asked.incrementAndGet();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        });
    offer("good", () -> List.of(gauge("things", 1)));

    List<MetricReading> first = reader.read();
    List<MetricReading> second = reader.read();

    assertThat(first).extracting(MetricReading::up).containsExactly(false, true);
    assertThat(second).extracting(MetricReading::up).containsExactly(false, true);
    assertThat(asked).hasValue(1);
    assertThat(complained).contains("BLOCKED does not return as the metric source bad").hasSize(2);
  }

  @Test
  void one_whose_list_is_null_or_has_a_hole_or_a_name_twice_is_left_out() {
    offer("hole", () -> Collections.singletonList(null));
    offer("none", () -> null);
    offer("twice", () -> List.of(gauge("things", 1), gauge("things", 1)));

    assertThat(reader.read()).extracting(MetricReading::up).containsExactly(false, false, false);
  }

  @Test
  void samples_beyond_the_bound_are_dropped_and_said() {
    int most = MetricSource.MOST_SAMPLES;
    offer("exact", () -> List.of(wide("things", most)));
    offer("more", () -> List.of(wide("things", most - 1), wide("others", 2), gauge("last", 1)));

    List<MetricReading> readings = reader.read();

    assertThat(readings.get(0).dropped()).isZero();
    assertThat(readings.get(1).dropped()).isEqualTo(2);
    assertThat(readings.get(1).metrics())
        .extracting(Metric::name)
        .containsExactly("things", "last");
    assertThat(complained)
        .containsExactly("FLOODED has 2 samples too many as the metric source more");
  }

  @Test
  void metrics_without_end_are_cut_off() {
    List<Metric> many = new ArrayList<>();
    IntStream.rangeClosed(0, MetricSource.MOST_METRICS).forEach(i -> many.add(gauge("m" + i, i)));
    offer("many", () -> many);

    MetricReading reading = reader.read().get(0);

    assertThat(reading.metrics()).hasSize(MetricSource.MOST_METRICS);
    assertThat(reading.dropped()).isEqualTo(1);
  }

  @Test
  void one_that_has_recovered_is_back() {
    AtomicInteger calls = new AtomicInteger();
    offer(
        "a",
        () -> {
          if (calls.getAndIncrement() == 0) {
            throw new IllegalStateException("not yet");
          }
          return List.of(gauge("things", 1));
        });

    assertThat(reader.read().get(0).up()).isFalse();
    assertThat(reader.read().get(0).up()).isTrue();
  }

  private void offer(String name, MetricSource source) {
    reader.sources().came(source, Map.of(MetricSource.NAME, name));
  }

  private static Metric gauge(String name, double value) {
    return Metric.gauge(name, MetricUnit.NONE, "Things", value);
  }

  private static Metric wide(String name, int samples) {
    return new Metric(
        name,
        MetricKind.GAUGE,
        MetricUnit.NONE,
        "Things",
        IntStream.range(0, samples).mapToObj(i -> Sample.of(i, "n", "" + i)).toList());
  }
}
