package io.quoin.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A platform that runs and is controlled over HTTP. */
final class ControlledQuoin implements AutoCloseable {

  private static final Pattern ADDRESS =
      Pattern.compile("control at http://(127\\.0\\.0\\.1:\\d+)/");

  private final Running running;
  private final String address;

  private ControlledQuoin(Running running, String address) {
    this.running = running;
    this.address = address;
  }

  /**
   * Starts one.
   *
   * @param directory keeps its data and its configuration
   * @param switches more of them
   */
  static ControlledQuoin start(Host host, Path directory, String... switches) throws IOException {
    Path etc = Files.createDirectories(directory.resolve("etc"));
    Files.writeString(
        etc.resolve("io.quoin.protocol.net.cfg.json"), "{\"listen\": [\"127.0.0.1:0\"]}");
    List<String> command =
        new ArrayList<>(
            List.of(
                QuoinCommand.HOME.resolve("bin").resolve("quoin").toString(),
                "run",
                "--profile",
                "standard",
                "--data",
                directory.resolve("data").toString(),
                "--etc",
                etc.toString(),
                "--ssh",
                "off",
                "--control",
                "127.0.0.1:0"));
    command.addAll(List.of(switches));
    Running running = Running.startUntil(host, command, "quoin: running");
    Matcher found = ADDRESS.matcher(running.output());
    assertThat(found.find()).as(running.output()).isTrue();
    return new ControlledQuoin(running, found.group(1));
  }

  /** Where it is controlled: host and port. */
  String address() {
    return address;
  }

  void awaitSuccess() {
    running.awaitSuccess();
  }

  @Override
  public void close() {
    running.close();
  }
}
