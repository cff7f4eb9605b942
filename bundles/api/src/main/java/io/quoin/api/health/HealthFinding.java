package io.quoin.api.health;

import java.util.Objects;

/**
 * What a check found.
 *
 * @param status how well it is
 * @param sentence what is so, for people, without a secret; at most {@value #MOST} characters, cut
 *     after that
 * @param remedy what to do about it; empty if nothing is to be done; cut likewise
 */
public record HealthFinding(HealthStatus status, String sentence, String remedy) {

  /** Characters of a sentence. */
  public static final int MOST = 1000;

  /** Checks that everything is there. */
  public HealthFinding {
    Objects.requireNonNull(status);
    sentence = cut(sentence);
    remedy = cut(remedy);
  }

  /**
   * All is as it should be.
   *
   * @param sentence what is so
   * @return the finding
   */
  public static HealthFinding ok(String sentence) {
    return new HealthFinding(HealthStatus.OK, sentence, "");
  }

  /**
   * It works, and somebody should look at it.
   *
   * @param sentence what is so
   * @param remedy what to do
   * @return the finding
   */
  public static HealthFinding warning(String sentence, String remedy) {
    return new HealthFinding(HealthStatus.WARNING, sentence, remedy);
  }

  /**
   * It does not work.
   *
   * @param sentence what is so
   * @param remedy what to do
   * @return the finding
   */
  public static HealthFinding failing(String sentence, String remedy) {
    return new HealthFinding(HealthStatus.FAILING, sentence, remedy);
  }

  private static String cut(String text) {
    return text.length() <= MOST ? text : text.substring(0, MOST);
  }
}
