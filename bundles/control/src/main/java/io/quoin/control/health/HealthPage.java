package io.quoin.control.health;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.quoin.api.health.HealthAnswer;
import io.quoin.api.health.HealthReport;
import io.quoin.api.health.HealthStatus;
import java.util.List;

/**
 * A report as programs read it:
 *
 * <pre>
 * {"status": "warning",
 *  "checks": [{"name": "plugins", "concern": "readiness", "status": "warning",
 *              "sentence": "...", "remedy": "..."}]}
 * </pre>
 */
public final class HealthPage {

  /** What it is. */
  public static final String CONTENT_TYPE = "application/json";

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private HealthPage() {}

  private record Page(String status, List<Check> checks) {}

  private record Check(String name, String concern, String status, String sentence, String remedy) {

    static Check of(HealthAnswer answer) {
      return new Check(
          answer.name(),
          answer.concern().toString(),
          answer.finding().status().toString(),
          answer.finding().sentence(),
          answer.finding().remedy());
    }
  }

  /**
   * The status to answer with.
   *
   * @param report what is answered
   * @return 503 if something fails, else 200
   */
  public static int status(HealthReport report) {
    return report.status() == HealthStatus.FAILING ? UNAVAILABLE : OK;
  }

  /**
   * The document.
   *
   * @param report what is answered
   * @return JSON
   */
  public static String json(HealthReport report) {
    return GSON.toJson(
        new Page(report.status().toString(), report.answers().stream().map(Check::of).toList()));
  }
}
