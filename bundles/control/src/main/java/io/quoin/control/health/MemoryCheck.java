package io.quoin.control.health;

import io.quoin.api.health.HealthCheck;
import io.quoin.api.health.HealthFinding;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import org.osgi.service.component.annotations.Component;

/**
 * Whether the heap is nearly full of what is in use: what was left after the last collection, for
 * what has not been collected yet says nothing.
 */
@Component(property = HealthCheck.NAME + "=memory")
public final class MemoryCheck implements HealthCheck {

  private static final int FULL_PERCENT = 90;
  private static final int PERCENT = 100;

  @Override
  public HealthFinding check() {
    long left = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage after = pool.getCollectionUsage();
      if (pool.getType() == MemoryType.HEAP && after != null) {
        left += after.getUsed();
      }
    }
    long most = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
    long percent = most <= 0 ? 0 : left * PERCENT / most;
    return percent < FULL_PERCENT
        ? HealthFinding.ok("the heap is " + percent + " % full after a collection")
        : HealthFinding.warning(
            "the heap is " + percent + " % full after a collection",
            "start with a larger heap (-Xmx), or have fewer torrents");
  }
}
