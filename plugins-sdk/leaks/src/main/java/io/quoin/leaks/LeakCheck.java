package io.quoin.leaks;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Around every Jupiter class that is in no other: afterwards no more is held than before. A class
 * has ten seconds to let go, or as many milliseconds as the system property {@value #PATIENCE}
 * says.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {

  static final String PATIENCE = "io.quoin.leaks.patience";

  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(LeakCheck.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    if (outermost(context)) {
      if (running(context).incrementAndGet() > 1) {
        throw new AssertionError(
            "another class runs at the same time, so nobody can tell who leaves what behind: set"
                + " junit.jupiter.execution.parallel.mode.classes.default=same_thread");
      }
      context.getStore(HERE).put(Footprint.class, Footprint.now());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (outermost(context)) {
      running(context).decrementAndGet();
      Footprint before = context.getStore(HERE).remove(Footprint.class, Footprint.class);
      if (before != null) {
        Footprint.requireNothingBeyond(before, patience());
      }
    }
  }

  private static boolean outermost(ExtensionContext context) {
    return context.getParent().flatMap(ExtensionContext::getTestClass).isEmpty();
  }

  private static AtomicInteger running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(HERE)
        .getOrComputeIfAbsent("running", key -> new AtomicInteger(), AtomicInteger.class);
  }

  static Duration patience() {
    return Duration.ofMillis(Long.getLong(PATIENCE, 10_000));
  }
}
