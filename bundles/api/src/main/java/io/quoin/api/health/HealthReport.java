package io.quoin.api.health;

import java.util.List;

/**
 * What all checks answered.
 *
 * @param answers by their names
 */
public record HealthReport(List<HealthAnswer> answers) {

  /** Keeps a copy. */
  public HealthReport {
    answers = List.copyOf(answers);
  }

  /**
   * The worst of all answers.
   *
   * @return ok if there is none
   */
  public HealthStatus status() {
    return answers.stream()
        .map(answer -> answer.finding().status())
        .reduce(HealthStatus.OK, HealthStatus::worse);
  }

  /**
   * The answers about one concern.
   *
   * @param concern which
   * @return those alone
   */
  public HealthReport about(HealthConcern concern) {
    return new HealthReport(
        answers.stream().filter(answer -> answer.concern() == concern).toList());
  }
}
