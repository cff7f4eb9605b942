package io.quoin.leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.quoin.api.lease.Lease;
import io.quoin.api.lease.LeaseGuard;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs classes that leave a lease open on purpose; it is closed afterwards. */
class OpenLeasesTest {

  private static final String PATIENCE = "io.quoin.leaks.patience";
  private static final List<Lease> LEFT = new ArrayList<>();

  @BeforeEach
  void be_impatient() {
    System.setProperty(PATIENCE, "50");
  }

  @AfterEach
  void close_what_was_left() {
    System.clearProperty(PATIENCE);
    LEFT.forEach(Lease::close);
    LEFT.clear();
  }

  private static final class FromNowhere implements Lease {
    private final LeaseGuard guard = new LeaseGuard();

    @Override
    public ByteBuffer buffer() {
      guard.use();
      return ByteBuffer.allocate(0);
    }

    @Override
    public void close() {
      guard.close();
    }
  }

  static class LeavesLease {
    @Test
    void opens_a_lease() {
      LEFT.add(new FromNowhere());
    }
  }

  static class LeavesNothing {
    @Test
    void opens_and_closes() {
      try (Lease lease = new FromNowhere()) {
        assertThat(lease.buffer().remaining()).isZero();
      }
    }
  }

  private static Events containers(Class<?> sample) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
        .selectors(selectClass(sample))
        .execute()
        .containerEvents();
  }

  @Test
  void a_lease_that_nobody_closes_fails_its_class_and_says_where_it_was_made() {
    containers(LeavesLease.class)
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                container(LeavesLease.class),
                finishedWithFailure(
                    message(said -> said.startsWith("left behind")),
                    message(said -> said.contains("LeavesLease.opens_a_lease")))));
  }

  @Test
  void a_class_that_closes_its_leases_passes() {
    containers(LeavesNothing.class).assertStatistics(counted -> counted.failed(0).succeeded(2));
  }
}
