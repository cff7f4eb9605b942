package io.quoin.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The assembled {@code bin/quoin} as a user calls it, on the Java that runs the tests. */
final class Script {

  /** What it left. */
  record Result(int exitCode, String out, String err) {}

  private Script() {}

  static Result run(Duration timeout, String... arguments) throws Exception {
    return run(
        Assembly.HOME.resolve("bin/quoin"),
        timeout,
        Map.of("JAVA_HOME", System.getProperty("java.home")),
        arguments);
  }

  /** Runs a script with these variables and those of the tests; an empty one is taken out. */
  static Result run(
      Path script, Duration timeout, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("quoin", ".out");
    Path err = Files.createTempFile("quoin", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      environment.forEach(
          (name, value) -> {
            if (value.isEmpty()) {
              builder.environment().remove(name);
            } else {
              builder.environment().put(name, value);
            }
          });
      return await(builder.start(), timeout, out, err);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static Result await(Process process, Duration timeout, Path out, Path err)
      throws IOException, InterruptedException {
    boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    process.destroyForcibly();
    Result result =
        new Result(ended ? process.exitValue() : -1, Files.readString(out), Files.readString(err));
    if (!ended) {
      throw new AssertionError("it did not end within " + timeout + ": " + result);
    }
    return result;
  }
}
