package io.quoin.interop;

import java.util.List;

/** A machine as programs see it: an IPv4 address, and a way to run something there. */
interface Host {
  String address();

  /** A port that nothing uses, for TCP and UDP; each call returns another one. */
  int freePort();

  /** The command that runs the program there. */
  List<String> command(List<String> program);

  /** Whether something accepts connections on the port. */
  default boolean listens(int port) {
    return Running.succeeds(
        this, List.of("bash", "-c", ": </dev/tcp/%s/%d".formatted(address(), port)));
  }

  /** The answer to an HTTP request for the path, with its header; one byte a character. */
  default String http(int port, String path) {
    String script =
        "exec 3<>/dev/tcp/%s/%d && printf '%%s' \"$0\" >&3 && cat <&3".formatted(address(), port);
    String request = "GET " + path + " HTTP/1.0\r\nHost: " + address() + "\r\n\r\n";
    return Running.run(this, List.of("bash", "-c", script, request));
  }
}
