package io.quoin.survival;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** What this virtual machine's direct memory grew by, as often as somebody looked. */
final class DirectMemory {

  private final BufferPoolMXBean pool =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
          .filter(each -> each.getName().equals("direct"))
          .findFirst()
          .orElseThrow();
  private final long before = pool.getMemoryUsed();
  private long most;

  void look() {
    most = Math.max(most, pool.getMemoryUsed() - before);
  }

  /** The most that was seen, in bytes. */
  long most() {
    return most;
  }
}
