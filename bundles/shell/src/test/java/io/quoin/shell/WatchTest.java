package io.quoin.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.access.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

/** What is repeated until somebody stops it. */
final class WatchTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  private final AtomicInteger counted = new AtomicInteger();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private final CommandRoles roles = new CommandRoles();
  private final ThreadIOImpl streams = new ThreadIOImpl();
  private CommandProcessorImpl processor;

  /** A command of the tests. */
  public final class Counter {
    /** Says a number and what it was given. */
    public String next(String word) throws IOException {
      int number = counted.incrementAndGet();
      if (word.equals("twice") && number == 3) {
        throw new IOException("no third one");
      }
      return number + " " + word;
    }
  }

  @BeforeEach
  void start() {
    streams.start();
    processor = new CommandProcessorImpl(streams);
    Counter counter = new Counter();
    for (String scope : new String[] {"viewer", "operator"}) {
      processor.addCommand(scope, counter, "next");
      roles.bindCommands(
          new Lent(counter),
          Map.of(
              Constants.SERVICE_ID,
              scope,
              CommandProcessor.COMMAND_SCOPE,
              scope,
              CommandProcessor.COMMAND_FUNCTION,
              "next",
              Role.NEEDED,
              scope));
    }
  }

  @AfterEach
  void stop() throws Exception {
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    processor.stop();
    streams.stop();
  }

  private Interpreter interpreter(Role role) {
    Visitor visitor = new Visitor("somebody", "SHA256:key", role, InetAddress.getLoopbackAddress());
    return new Interpreter(
        visitor, roles, new Turns(), processor, new Interpreter.Streams(out, err));
  }

  @Test
  void a_command_is_repeated_in_place_until_it_is_stopped() throws Exception {
    for (Role role : new Role[] {Role.VIEWER, Role.ADMINISTRATOR}) {
      out.reset();
      counted.set(0);
      try (Interpreter interpreter = interpreter(role)) {
        CompletableFuture<Integer> code =
            CompletableFuture.supplyAsync(
                () -> interpreter.run("watch --every 1 viewer:next 'a $b'", 80), threads);
        await().atMost(SOON).until(() -> counted.get() >= 2);

        await()
            .atMost(SOON)
            .until(
                () -> {
                  interpreter.stop();
                  return code.isDone();
                });

        assertThat(code.get()).isEqualTo(Interpreter.STOPPED);
        assertThat(out.toString(StandardCharsets.UTF_8))
            .startsWith("\u001b[H\u001b[2J1 a $b\u001b[H\u001b[2J2 a $b");
      }
    }
  }

  @Test
  void it_ends_with_what_the_command_fails_with() {
    try (Interpreter interpreter = interpreter(Role.VIEWER)) {
      int code = interpreter.run("system:watch --every 1 viewer:next twice", 0);

      assertThat(code).isEqualTo(Interpreter.FAILED);
      assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1 twice\n2 twice\n");
      assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("quoin: no third one\n");
    }
  }

  @Test
  void nobody_watches_what_they_may_not_run() {
    try (Interpreter interpreter = interpreter(Role.VIEWER)) {
      int operators = interpreter.run("watch operator:next x", 0);
      int hidden = interpreter.run("watch 'operator:next x'", 0);
      int language = interpreter.run("watch 'viewer:next (operator:next x)'", 0);
      int itself = interpreter.run("watch system:watch operator:next x", 0);

      assertThat(operators).isEqualTo(Interpreter.NOT_ALLOWED);
      assertThat(hidden).isEqualTo(Interpreter.NOT_ALLOWED);
      assertThat(language).isEqualTo(Interpreter.NOT_ALLOWED);
      assertThat(itself).isEqualTo(Interpreter.MISUSED);
      assertThat(counted).hasValue(0);
    }
  }

  @Test
  void wrong_words_are_misuse() {
    try (Interpreter viewer = interpreter(Role.VIEWER);
        Interpreter administrator = interpreter(Role.ADMINISTRATOR)) {
      for (String line : new String[] {"watch", "watch --every", "watch --every 0 viewer:next x"}) {
        assertThat(viewer.run(line, 0)).isEqualTo(Interpreter.MISUSED);
        assertThat(administrator.run(line, 0)).isEqualTo(Interpreter.MISUSED);
      }
      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains("quoin: --every takes 1 to 3600 seconds, not '0'\n");
      assertThat(counted).hasValue(0);
    }
  }
}
