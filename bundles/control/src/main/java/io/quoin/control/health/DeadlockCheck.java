package io.quoin.control.health;

import io.quoin.api.health.HealthCheck;
import io.quoin.api.health.HealthFinding;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;

/** Whether threads wait for each other for ever. */
@Component(property = {HealthCheck.NAME + "=threads", HealthCheck.CONCERN + "=liveness"})
public final class DeadlockCheck implements HealthCheck {

  private static final int MOST_NAMED = 8;

  @Override
  public HealthFinding check() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] locked = threads.findDeadlockedThreads();
    if (locked == null) {
      return HealthFinding.ok("no threads wait for each other");
    }
    String names =
        Arrays.stream(threads.getThreadInfo(locked))
            .filter(Objects::nonNull)
            .limit(MOST_NAMED)
            .map(ThreadInfo::getThreadName)
            .collect(Collectors.joining(", "));
    return HealthFinding.failing(
        locked.length + " threads wait for each other for ever: " + names,
        "restart the platform, and report what system:threads says");
  }
}
