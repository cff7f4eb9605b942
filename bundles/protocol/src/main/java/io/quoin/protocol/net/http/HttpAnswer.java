package io.quoin.protocol.net.http;

import java.nio.ByteBuffer;

/**
 * What a server said to one request.
 *
 * @param status HTTP status code
 * @param location where a redirect leads; empty if it is none
 * @param body unpacked; empty for a redirect
 */
record HttpAnswer(int status, String location, ByteBuffer body) {

  boolean redirects() {
    return !location.isEmpty();
  }

  static boolean redirects(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }
}
