package io.quoin.control.rpc;

import io.quoin.api.access.Role;

/** A call that is refused or failed. The message is for whoever called. */
final class RpcFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** The kinds of failure; numbers are those of JSON-RPC 2.0 and Transmission 4.1. */
  enum Code {
    PARSE_ERROR(-32_700, "Parse error"),
    INVALID_REQUEST(-32_600, "Invalid Request"),
    METHOD_NOT_FOUND(-32_601, "Method not found"),
    INVALID_PARAMS(-32_602, "Invalid params"),
    INTERNAL_ERROR(-32_603, "Internal error"),
    INVALID_TRACKER_LIST(2, "Invalid tracker list"),
    PATH_NOT_ABSOLUTE(3, "path is not absolute"),
    UNRECOGNIZED_INFO(4, "unrecognized info"),
    SYSTEM_ERROR(5, "system error"),
    FILE_INDEX(6, "file index out of range"),
    PIECE_INDEX(7, "piece index out of range"),
    HTTP_ERROR(8, "HTTP error from backend service"),
    CORRUPT_TORRENT(9, "invalid or corrupt torrent file");

    private final int number;
    private final String message;

    Code(int number, String message) {
      this.number = number;
      this.message = message;
    }

    int number() {
      return number;
    }

    String message() {
      return message;
    }
  }

  private final Code code;

  RpcFault(Code code, String message) {
    super(message);
    this.code = code;
  }

  /** Of somebody who may not do that. */
  static RpcFault forbidden(Role needed) {
    return new RpcFault(
        Code.INVALID_REQUEST, "that takes the role " + needed + "; ask somebody who has it");
  }

  static RpcFault invalid(String message) {
    return new RpcFault(Code.INVALID_PARAMS, message);
  }

  Code code() {
    return code;
  }
}
