package io.quoin.control.api;

/** Something is refused. The message says what, and what to do. */
final class ApiException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * A refusal.
   *
   * @param status of HTTP
   * @param code stable, in lower case
   * @param message what happened, to what, and what to do
   */
  ApiException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static ApiException malformed(String message) {
    return new ApiException(400, "malformed", message);
  }

  static ApiException unknown(String message) {
    return new ApiException(404, "unknown", message);
  }

  static ApiException away(String message) {
    return new ApiException(ApiAnswer.UNAVAILABLE, "away", message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
