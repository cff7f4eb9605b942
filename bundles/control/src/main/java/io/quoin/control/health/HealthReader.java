package io.quoin.control.health;

import io.quoin.api.health.HealthAnswer;
import io.quoin.api.health.HealthCheck;
import io.quoin.api.health.HealthConcern;
import io.quoin.api.health.HealthFinding;
import io.quoin.api.health.HealthReport;
import io.quoin.api.plugin.PluginFault;
import io.quoin.control.asking.Complaints;
import io.quoin.control.asking.Offered;
import io.quoin.control.asking.Questions;
import io.quoin.control.asking.Reply;
import io.quoin.control.asking.Shared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Asks the checks one after the other. One that does not answer is failing itself. */
final class HealthReader {

  /** How long one check may take. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How long all of them may: what is not asked by then fails. */
  static final Duration PATIENCE_WITH_ALL = Duration.ofSeconds(8);

  private static final String HANGS = "restart, update or disable what it belongs to";

  private final Offered<HealthCheck> checks =
      new Offered<>(
          HealthCheck.NAME,
          Pattern.compile("[a-z][a-z0-9.-]{0," + (HealthCheck.MOST_NAME - 1) + "}"),
          Set.of());
  private final Questions questions;
  private final Complaints complaints;
  private final Duration patience;
  private final Shared<HealthReport> report = new Shared<>(this::askAll);

  HealthReader(Questions questions, Complaints complaints) {
    this(questions, complaints, PATIENCE);
  }

  HealthReader(Questions questions, Complaints complaints, Duration patience) {
    this.questions = questions;
    this.complaints = complaints;
    this.patience = patience;
  }

  Offered<HealthCheck> checks() {
    return checks;
  }

  HealthReport ask() {
    return report.get();
  }

  private HealthReport askAll() {
    long deadline = System.nanoTime() + PATIENCE_WITH_ALL.toNanos();
    List<HealthAnswer> answers = new ArrayList<>();
    for (Offered.Named<HealthCheck> check : checks.byName()) {
      long left = Math.min(patience.toNanos(), deadline - System.nanoTime());
      HealthFinding finding =
          left <= 0
              ? HealthFinding.failing("there was no time to ask it: others take too long", HANGS)
              : ask(check, left);
      answers.add(new HealthAnswer(check.name(), concern(check), finding));
    }
    return new HealthReport(answers);
  }

  private static HealthConcern concern(Offered.Named<HealthCheck> check) {
    Object named = check.properties().get(HealthCheck.CONCERN);
    return HealthConcern.LIVENESS.toString().equals(named)
        ? HealthConcern.LIVENESS
        : HealthConcern.READINESS;
  }

  private HealthFinding ask(Offered.Named<HealthCheck> check, long nanos) {
    HealthCheck asked = check.service();
    Reply<HealthFinding> reply =
        questions.ask(asked, () -> Objects.requireNonNull(asked.check()), Duration.ofNanos(nanos));
    String as = " as the health check " + check.name();
    if (reply instanceof Reply.Given<HealthFinding> given) {
      return given.value();
    }
    if (reply instanceof Reply.Threw<HealthFinding> threw) {
      complaints.report(asked, PluginFault.THREW, "threw " + threw.failure() + as);
      return HealthFinding.failing("the check threw " + threw.failure(), HANGS);
    }
    if (reply instanceof Reply.Late<HealthFinding> late) {
      complaints.report(asked, PluginFault.BLOCKED, "does not return" + as);
      return HealthFinding.failing(
          "the check has not returned for " + late.since().toMillis() + " ms", HANGS);
    }
    return HealthFinding.failing("it was not asked: too many checks do not return", HANGS);
  }
}
