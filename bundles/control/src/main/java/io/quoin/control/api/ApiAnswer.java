package io.quoin.control.api;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/**
 * What is answered.
 *
 * @param status of HTTP
 * @param json the document
 */
public record ApiAnswer(int status, String json) {

  static final int OK = 200;
  static final int UNAVAILABLE = 503;

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private record Problem(String code, String message) {}

  private record Refusal(Problem error) {}

  static ApiAnswer ok(Object document) {
    return new ApiAnswer(OK, GSON.toJson(document));
  }

  static ApiAnswer of(ApiException refusal) {
    return new ApiAnswer(
        refusal.status(),
        GSON.toJson(new Refusal(new Problem(refusal.code(), refusal.getMessage()))));
  }
}
