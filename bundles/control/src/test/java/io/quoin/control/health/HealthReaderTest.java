package io.quoin.control.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.quoin.api.health.HealthAnswer;
import io.quoin.api.health.HealthCheck;
import io.quoin.api.health.HealthConcern;
import io.quoin.api.health.HealthFinding;
import io.quoin.api.health.HealthReport;
import io.quoin.api.health.HealthStatus;
import io.quoin.control.asking.Complaints;
import io.quoin.control.asking.Questions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HealthReaderTest {

  private final Questions questions = new Questions("health-reader-test");
  private final Complaints complaints = new Complaints();
  private final List<String> complained = new CopyOnWriteArrayList<>();
  private final HealthReader reader =
      new HealthReader(questions, complaints, Duration.ofMillis(50));
  private final CountDownLatch release = new CountDownLatch(1);

  HealthReaderTest() {
    complaints.came((culprit, fault, words) -> complained.add(fault + " " + words));
  }

  @AfterEach
  void end() {
    release.countDown();
    questions.close();
  }

  @Test
  void a_warning_is_told_and_is_no_failure() {
    offer("a", () -> HealthFinding.ok("fine"));
    offer("b", () -> HealthFinding.warning("nearly full", "delete something"));

    HealthReport report = reader.ask();

    assertThat(HealthPage.status(report)).isEqualTo(200);
    JsonObject page = JsonParser.parseString(HealthPage.json(report)).getAsJsonObject();
    assertThat(page.get("status").getAsString()).isEqualTo("warning");
    JsonObject second = page.getAsJsonArray("checks").get(1).getAsJsonObject();
    assertThat(second)
        .hasToString(
            "{\"name\":\"b\",\"concern\":\"readiness\",\"status\":\"warning\","
                + "\"sentence\":\"nearly full\",\"remedy\":\"delete something\"}");
  }

  @Test
  void a_check_that_hangs_is_failing_and_the_others_are_told() {
    offer(
        "hanging",
        () -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return HealthFinding.ok("never");
        });
    offer("well", () -> HealthFinding.ok("fine"));

    HealthReport report = reader.ask();

    assertThat(HealthPage.status(report)).isEqualTo(503);
    assertThat(report.answers())
        .extracting(answer -> answer.finding().status())
        .containsExactly(HealthStatus.FAILING, HealthStatus.OK);
    assertThat(report.answers().get(0).finding().sentence())
        .isEqualTo("the check has not returned for 50 ms");
    assertThat(complained).containsExactly("BLOCKED does not return as the health check hanging");
  }

  @Test
  void a_check_that_throws_or_answers_nothing_is_failing() {
    offer("nothing", () -> null);
    offer(
        "throws",
        () -> {
          throw new IllegalStateException("on purpose");
        });

    assertThat(reader.ask().answers())
        .extracting(answer -> answer.finding().status())
        .containsOnly(HealthStatus.FAILING);
    assertThat(complained).hasSize(2).allMatch(words -> words.startsWith("THREW threw "));
  }

  @Test
  void liveness_is_told_apart() {
    reader
        .checks()
        .came(
            () -> HealthFinding.failing("stuck", "restart"),
            Map.of(HealthCheck.NAME, "loops", HealthCheck.CONCERN, "liveness"));
    offer("ready", () -> HealthFinding.ok("fine"));

    HealthReport report = reader.ask();

    assertThat(report.about(HealthConcern.LIVENESS).answers())
        .extracting(HealthAnswer::name)
        .containsExactly("loops");
    assertThat(HealthPage.status(report.about(HealthConcern.READINESS))).isEqualTo(200);
  }

  @Test
  void threads_that_wait_for_each_other_are_found() {
    assertThat(new DeadlockCheck().check().status()).isEqualTo(HealthStatus.OK);
    CountDownLatch both = new CountDownLatch(2);
    ReentrantLock one = new ReentrantLock();
    ReentrantLock other = new ReentrantLock();
    Thread first = locker("first-locked", one, other, both);
    Thread second = locker("second-locked", other, one, both);
    first.start();
    second.start();
    try {
      HealthFinding found =
          await()
              .until(
                  () -> new DeadlockCheck().check(),
                  finding -> finding.status() != HealthStatus.OK);
      assertThat(found.status()).isEqualTo(HealthStatus.FAILING);
      assertThat(found.sentence()).contains("first-locked").contains("second-locked");
    } finally {
      first.interrupt();
      second.interrupt();
    }
  }

  private static Thread locker(
      String name, ReentrantLock mine, ReentrantLock theirs, CountDownLatch both) {
    return new Thread(
        () -> {
          mine.lock();
          try {
            both.countDown();
            both.await();
            theirs.lockInterruptibly();
          } catch (InterruptedException released) {
            Thread.currentThread().interrupt();
          } finally {
            mine.unlock();
          }
        },
        name);
  }

  @Test
  void the_heap_of_a_test_is_not_full() {
    assertThat(new MemoryCheck().check().status()).isEqualTo(HealthStatus.OK);
  }

  private void offer(String name, HealthCheck check) {
    reader.checks().came(check, Map.of(HealthCheck.NAME, name));
  }
}
