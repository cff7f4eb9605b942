package io.quoin.installer.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Sees which threads a plugin leaves behind: those that run its code after it was stopped. Others
 * cannot be told from those of services that were made when the plugin first wanted them.
 */
final class LeftThreads {

  private static final String CLASS = ".class";

  /** Threads of the platform: one that hangs in a plugin's code is complained of elsewhere. */
  private static final String OURS = "quoin-";

  private static final int TOLD = 4;

  private final Set<String> types = new HashSet<>();

  /** To be made while the bundles are there. */
  LeftThreads(Collection<Bundle> bundles) {
    for (Bundle bundle : bundles) {
      BundleWiring wiring = bundle.adapt(BundleWiring.class);
      if (wiring != null) {
        wiring
            .listResources(
                "/",
                "*" + CLASS,
                BundleWiring.LISTRESOURCES_LOCAL | BundleWiring.LISTRESOURCES_RECURSE)
            .forEach(
                file ->
                    types.add(file.substring(0, file.length() - CLASS.length()).replace('/', '.')));
      }
    }
  }

  /** Names of those that do not end within the time; at most four. */
  List<String> after(Duration grace) {
    long deadline = System.nanoTime() + grace.toNanos();
    List<String> left = new ArrayList<>();
    for (Thread suspect : suspects()) {
      if (left.size() < TOLD && !ends(suspect, deadline) && suspected(suspect)) {
        left.add(suspect.getName());
      }
    }
    return left;
  }

  private Set<Thread> suspects() {
    Set<Thread> suspects = new HashSet<>();
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      if (entry.getKey() != Thread.currentThread() && suspected(entry.getKey(), entry.getValue())) {
        suspects.add(entry.getKey());
      }
    }
    return suspects;
  }

  private boolean suspected(Thread thread) {
    return suspected(thread, thread.getStackTrace());
  }

  private boolean suspected(Thread thread, StackTraceElement[] stack) {
    if (thread.getName().startsWith(OURS)) {
      return false;
    }
    for (StackTraceElement frame : stack) {
      if (types.contains(frame.getClassName())) {
        return true;
      }
    }
    return false;
  }

  /** An interrupt of the caller is kept for later, and ends the waiting. */
  private static boolean ends(Thread thread, long deadline) {
    long millis = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
