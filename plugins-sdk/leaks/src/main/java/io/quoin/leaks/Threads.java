package io.quoin.leaks;

import java.util.List;
import java.util.Map;

/**
 * Live threads by name, without those that the virtual machine, its libraries and the test runner
 * start once and for all.
 */
public final class Threads implements Holdings {

  private static final List<String> OF_THE_PROCESS =
      List.of(
          "C1 CompilerThread",
          "C2 CompilerThread",
          "Cleaner-",
          "Common-Cleaner",
          "CompletableFutureDelayScheduler",
          "ForkJoinPool.commonPool-",
          "JVMCI",
          "Keep-Alive-Timer",
          "junit-jupiter-timeout-watcher",
          "ping-",
          "process reaper",
          "surefire-");

  @Override
  public List<Held> now() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> counts(entry.getKey()))
        .map(Threads::held)
        .toList();
  }

  private static boolean counts(Thread thread) {
    return thread.isAlive()
        && OF_THE_PROCESS.stream().noneMatch(thread.getName()::startsWith)
        && !thread.getClass().getName().startsWith("org.junit.");
  }

  private static Held held(Map.Entry<Thread, StackTraceElement[]> entry) {
    Thread thread = entry.getKey();
    StackTraceElement[] stack = entry.getValue();
    String at = stack.length == 0 ? "" : " at " + stack[0];
    return new Held("thread " + thread.getName(), thread.getState() + at);
  }
}
