package io.quoin.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A program that was started. What it prints is kept for the message of a failure; {@link #close}
 * ends it and what it started, and so does the end of the tests. Should these be killed, it ends by
 * itself after a while.
 */
final class Running implements AutoCloseable {
  /** Longer than anything here takes, even on a machine that stands still for minutes. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Longer than a test may take. */
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(20);

  private static final long GRACE_SECONDS = 30;
  private static final int MOST_SHOWN = 6000;
  private static final Path OUTPUTS = Path.of("target");

  private final List<String> command;
  private final Path output;
  private final Process process;
  private final Thread atTheEnd = new Thread(this::end, "end-of-tests");

  private Running(List<String> command, Path output, Process process) {
    this.command = command;
    this.output = output;
    this.process = process;
  }

  /** Starts a program on a host; its standard input stays open until it is closed. */
  static Running start(Host host, List<String> program) {
    List<String> command = new ArrayList<>(List.of("timeout", "--kill-after=60"));
    command.add(Long.toString(LONGEST_LIFE.toSeconds()));
    command.addAll(host.command(program));
    try {
      Path output = Files.createTempFile(OUTPUTS, "", ".out");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      Running running = new Running(command, output, builder.start());
      Runtime.getRuntime().addShutdownHook(running.atTheEnd);
      return running;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a program to its end and returns what it printed; it must end with 0. */
  static String run(Host host, List<String> program) {
    try (Running running = start(host, program)) {
      running.awaitSuccess();
      return running.output();
    }
  }

  /** Runs a program to its end and says whether that was 0. */
  static boolean succeeds(Host host, List<String> program) {
    try (Running running = start(host, program)) {
      return running.awaitEnd() == 0;
    }
  }

  /** All that it printed so far, on either stream. */
  String output() {
    try {
      return Files.readString(output, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a program and waits until it has printed these words. */
  static Running startUntil(Host host, List<String> program, String words) {
    Running running = start(host, program);
    running.awaitOrClose(
        () ->
            await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(PATIENCE)
                .until(() -> running.hasSaid(words)));
    return running;
  }

  private boolean hasSaid(String words) {
    boolean alive = process.isAlive();
    boolean said = output().contains(words);
    assertThat(alive || said).as("it lives until it says '%s'", words).isTrue();
    return said;
  }

  /** Waits for something that this program is to do; if that fails, it is ended. */
  void awaitOrClose(Runnable waiting) {
    try {
      waiting.run();
    } catch (RuntimeException | AssertionError e) {
      e.addSuppressed(new AssertionError(toString()));
      close();
      throw e;
    }
  }

  void awaitSuccess() {
    assertThat(awaitEnd()).as("exit code; %s", this).isZero();
  }

  private int awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("not done within " + PATIENCE.toSeconds() + " s: " + this);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + this, e);
    }
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
      Files.deleteIfExists(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalStateException e) {
      // The tests are being ended; the hook does the same again.
    }
  }

  private void end() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroy);
    for (ProcessHandle one : all) {
      if (!ended(one)) {
        one.destroyForcibly();
        ended(one);
      }
    }
  }

  private static boolean ended(ProcessHandle process) {
    try {
      process.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    String said = output();
    String shown = said.substring(Math.max(0, said.length() - MOST_SHOWN));
    return String.join(" ", command) + "\n" + shown;
  }
}
