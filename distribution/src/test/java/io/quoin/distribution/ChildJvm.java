package io.quoin.distribution;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A plain {@code main} in a virtual machine of its own, as a vendor would run it. */
final class ChildJvm {

  private static final Path EMBEDDED =
      Path.of("..", "platform", "embedded", "target", "classes").toAbsolutePath().normalize();

  private final List<Path> classPath = new ArrayList<>();
  private final List<String> flags = new ArrayList<>();

  /** What it left: its exit code and all that it printed. */
  record Result(int exitCode, String output) {}

  private ChildJvm() {}

  /** With the one dependency of a host, and what it brings. */
  static ChildJvm embedding() throws IOException {
    ChildJvm child = new ChildJvm();
    child.classPath.add(EMBEDDED);
    child.classPath.addAll(Assembly.jars(Assembly.LIB, "*.jar"));
    return child;
  }

  ChildJvm without(String prefix) {
    classPath.removeIf(jar -> jar.getFileName().toString().startsWith(prefix));
    return this;
  }

  ChildJvm with(Path classes) {
    classPath.add(classes);
    return this;
  }

  ChildJvm flag(String flag) {
    flags.add(flag);
    return this;
  }

  /** Runs it to its end. */
  Result run(String main, Duration timeout, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-cp");
    command.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    command.add(main);
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("child", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
      process.destroyForcibly();
      String said = Files.readString(output, StandardCharsets.UTF_8);
      if (!ended) {
        throw new AssertionError(main + " did not end; it said: " + said);
      }
      return new Result(process.exitValue(), said);
    } finally {
      Files.delete(output);
    }
  }
}
