package io.quoin.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Counts threads and descriptors before a test class, and fails it if they are not the same after
 * it. What the first platform of a virtual machine leaves there for good is not counted.
 */
final class LeavesNothing implements BeforeAllCallback, AfterAllCallback {

  private static final Namespace NAMESPACE = Namespace.create(LeavesNothing.class);
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private record Count(Map<String, Long> threads, long descriptors) {}

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent("warm", key -> warmUp());
    context.getStore(NAMESPACE).put("before", count());
  }

  private static Boolean warmUp() {
    Map<String, Long> before = threads();
    try {
      House.open().close();
      await()
          .pollInSameThread()
          .atMost(House.PATIENCE)
          .untilAsserted(() -> assertThat(threads().keySet()).isSubsetOf(before.keySet()));
      return true;
    } catch (Exception e) {
      throw new IllegalStateException("the first platform did not start and stop", e);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Count before = context.getStore(NAMESPACE).get("before", Count.class);
    await()
        .pollInSameThread()
        .atMost(House.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(count())
                  .as(() -> "threads and descriptors; not there before: " + strangers(before))
                  .isEqualTo(before);
            });
  }

  private static Count count() throws IOException {
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return new Count(threads(), open.count());
    }
  }

  private static String strangers(Count before) {
    StringBuilder all = new StringBuilder();
    Thread.getAllStackTraces()
        .forEach(
            (thread, stack) -> {
              if (!kept(thread.getName()) && !before.threads().containsKey(thread.getName())) {
                all.append(String.format("%n%s %s", thread.getName(), thread.getState()));
                Stream.of(stack).limit(8).forEach(frame -> all.append("\n  ").append(frame));
              }
            });
    return all.toString();
  }

  private static Map<String, Long> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !kept(name))
        .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
  }

  /**
   * Threads that JDK and JUnit keep, for a while or for good, once somebody has used what they do.
   */
  private static boolean kept(String name) {
    return name.startsWith("process reaper")
        || name.startsWith("ForkJoinPool.commonPool-worker-")
        || name.startsWith("junit-jupiter-timeout")
        || name.equals("CompletableFutureDelayScheduler");
  }
}
