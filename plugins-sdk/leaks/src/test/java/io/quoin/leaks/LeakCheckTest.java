package io.quoin.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs classes that leave something behind on purpose; what they leave is ended afterwards. */
class LeakCheckTest {

  private static final String AUTODETECTION = "junit.jupiter.extensions.autodetection.enabled";
  private static final Deque<Closeable> LEFT = new ArrayDeque<>();

  @TempDir static Path temporary;

  @BeforeEach
  void be_impatient() {
    System.setProperty(LeakCheck.PATIENCE, "50");
  }

  @AfterEach
  void end_what_was_left() throws IOException {
    System.clearProperty(LeakCheck.PATIENCE);
    while (!LEFT.isEmpty()) {
      LEFT.pop().close();
    }
  }

  static class LeavesThread {
    @Test
    void starts_a_thread() {
      LEFT.push(thread("left-on-purpose"));
    }
  }

  static class LeavesFile {
    @Test
    void opens_a_file() throws IOException {
      InputStream open = Files.newInputStream(Files.createFile(temporary.resolve("left.txt")));
      LEFT.push(open);
    }
  }

  static class LeavesSocket {
    @Test
    void opens_a_socket() throws IOException {
      LEFT.push(ServerSocketChannel.open());
    }
  }

  static class LeavesInNested {
    @Nested
    class Inner {
      @Test
      void starts_a_thread() {
        LEFT.push(thread("left-by-inner"));
      }
    }
  }

  static class LeavesNothing {
    private static Closeable all;

    @BeforeAll
    static void start() {
      all = thread("ended-after-all");
    }

    @Test
    void opens_and_closes() throws IOException {
      try (Closeable thread = thread("ended");
          ServerSocketChannel socket = ServerSocketChannel.open()) {
        assertThat(thread).isNotEqualTo(socket);
      }
    }

    @AfterAll
    static void end() throws IOException {
      all.close();
    }
  }

  static class LeavesThreadAfterProperty {
    @Example
    void starts_a_thread() {
      LEFT.push(thread("left-by-a-property"));
    }
  }

  /** Two of these run at once only if one of them is refused: each waits for the other's end. */
  @ExtendWith(TellsItsEnd.class)
  @Timeout(20)
  abstract static class WaitsForTheOther {
    @Test
    void waits() throws InterruptedException {
      TellsItsEnd.one.await();
    }
  }

  static class First extends WaitsForTheOther {}

  static class Second extends WaitsForTheOther {}

  static final class TellsItsEnd implements AfterAllCallback {
    private static CountDownLatch one = new CountDownLatch(1);

    @Override
    public void afterAll(ExtensionContext context) {
      one.countDown();
    }
  }

  /** A thread that lives until it is closed. */
  private static Closeable thread(String name) {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread = new Thread(() -> waitFor(end), name);
    thread.start();
    return () -> {
      end.countDown();
      waitFor(thread);
    };
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void waitFor(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Events containers(String engine, Class<?> sample) {
    return EngineTestKit.engine(engine)
        .configurationParameter(AUTODETECTION, "true")
        .selectors(selectClass(sample))
        .execute()
        .containerEvents();
  }

  private static void assertFails(Class<?> sample, String... parts) {
    assertFails("junit-jupiter", sample, parts);
  }

  private static void assertFails(String engine, Class<?> sample, String... parts) {
    containers(engine, sample)
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                container(sample),
                finishedWithFailure(
                    message(said -> said.startsWith("left behind")),
                    message(said -> Stream.of(parts).allMatch(said::contains)))));
  }

  @Test
  void a_thread_that_stays_fails_its_class_and_is_named() {
    assertFails(LeavesThread.class, "thread left-on-purpose (WAITING at ");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_file_that_stays_open_fails_its_class_and_is_named() {
    assertFails(LeavesFile.class, "descriptor of " + temporary.resolve("left.txt"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_socket_that_stays_open_fails_its_class() {
    assertFails(LeavesSocket.class, "descriptor of socket (socket:[");
  }

  @Test
  void what_a_nested_class_leaves_fails_the_outermost() {
    assertFails(LeavesInNested.class, "thread left-by-inner");
  }

  @Test
  void a_class_of_properties_is_checked_too() {
    assertFails("jqwik", LeavesThreadAfterProperty.class, "thread left-by-a-property");
  }

  @Test
  void a_class_that_ends_what_it_began_passes() {
    containers("junit-jupiter", LeavesNothing.class)
        .assertStatistics(counted -> counted.failed(0).succeeded(2));
  }

  @Test
  void classes_that_run_at_once_are_refused() {
    EngineTestKit.engine("junit-jupiter")
        .configurationParameter(AUTODETECTION, "true")
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
        .selectors(selectClass(First.class), selectClass(Second.class))
        .execute()
        .containerEvents()
        .failed()
        .assertThatEvents()
        .hasSize(1)
        .haveExactly(
            1, finishedWithFailure(message(said -> said.startsWith("another class runs"))));
  }
}
