package io.quoin.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HealthReportTest {

  private static final HealthAnswer WELL =
      new HealthAnswer("a", HealthConcern.LIVENESS, HealthFinding.ok("all is well"));
  private static final HealthAnswer SO_SO =
      new HealthAnswer("b", HealthConcern.READINESS, HealthFinding.warning("so so", "look"));
  private static final HealthAnswer ILL =
      new HealthAnswer("c", HealthConcern.READINESS, HealthFinding.failing("ill", "do"));

  @Test
  void the_worst_answer_counts() {
    assertThat(new HealthReport(List.of()).status()).isEqualTo(HealthStatus.OK);
    assertThat(new HealthReport(List.of(WELL, SO_SO)).status()).isEqualTo(HealthStatus.WARNING);
    assertThat(new HealthReport(List.of(ILL, SO_SO, WELL)).status())
        .isEqualTo(HealthStatus.FAILING);
  }

  @Test
  void one_concern_does_not_make_the_other_worse() {
    HealthReport report = new HealthReport(List.of(WELL, ILL));

    assertThat(report.about(HealthConcern.LIVENESS).status()).isEqualTo(HealthStatus.OK);
    assertThat(report.about(HealthConcern.READINESS).answers()).containsExactly(ILL);
  }

  @Test
  void long_sentences_are_cut() {
    HealthFinding finding =
        HealthFinding.failing("x".repeat(HealthFinding.MOST + 1), "y".repeat(2000));

    assertThat(finding.sentence()).hasSize(HealthFinding.MOST);
    assertThat(finding.remedy()).hasSize(HealthFinding.MOST);
  }
}
