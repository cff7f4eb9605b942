package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.session.Session;
import io.quoin.api.wallet.Wallet;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("in-container")
@Isolated("it counts threads and descriptors")
class EmbeddingTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration LEAVING = Duration.ofSeconds(10);

  @TempDir Path temporary;

  /** What the first start loads into the host's virtual machine stays there. */
  @BeforeAll
  static void warmUp() throws Exception {
    started(new Leftovers()).close();
  }

  private static PlatformBuilder quietly(PlatformBuilder builder) {
    return builder
        .bundles(Assembly.BUNDLES)
        .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")));
  }

  private static Platform started(Leftovers leftovers) throws Exception {
    Platform platform =
        quietly(Platform.builder()).framework(leftovers.watching(new FrameworkFactory())).start();
    assertThat(platform.service(Session.class, Duration.ofSeconds(10)).listening()).hasSize(1);
    leftovers.watchBundles();
    return platform;
  }

  @Test
  void a_hundred_starts_and_stops_leave_nothing() throws Exception {
    Leftovers leftovers = new Leftovers();

    for (int i = 0; i < 100; i++) {
      started(leftovers).close();
    }

    assertThat(leftovers.watched()).isGreaterThan(1000);
    leftovers.assertNone(LEAVING);
  }

  @Test
  void two_at_once_leave_nothing() throws Exception {
    Leftovers leftovers = new Leftovers();

    runTwo(leftovers);

    leftovers.assertNone(LEAVING);
  }

  /** In a frame of its own, so that the test's holds no platform afterwards. */
  private static void runTwo(Leftovers leftovers) throws Exception {
    try (Platform first = started(leftovers);
        Platform second = started(leftovers)) {
      assertThat(first.bundles()).hasSameSizeAs(second.bundles());
    }
  }

  @Test
  void one_that_opted_in_to_tokens_leaves_nothing() throws Exception {
    // What SQLite and the curve load into the host's virtual machine at first stays there.
    trade(new Leftovers(), "first");
    Leftovers leftovers = new Leftovers();

    trade(leftovers, "second");

    leftovers.assertNone(LEAVING);
  }

  private void trade(Leftovers leftovers, String name) throws Exception {
    try (Platform platform =
        quietly(Platform.builder())
            .data(temporary.resolve(name))
            .configure("io.quoin.incentive.btt", Map.of("earn", true, "spend", true))
            .framework(leftovers.watching(new FrameworkFactory()))
            .start()) {
      Wallet wallet = platform.service(Wallet.class, SOON);
      MoneyJournal journal = platform.service(MoneyJournal.class, SOON);
      assertThat(journal.address()).isEqualTo(wallet.address());
      leftovers.watchBundles();
    }
  }

  @Test
  void a_bundle_that_leaves_a_thread_behind_is_noticed() throws Exception {
    Leftovers leftovers = new Leftovers();
    runWith(TestBundle.leaking(temporary), leftovers);

    try {
      assertThatThrownBy(() -> leftovers.assertNone(Duration.ofSeconds(1)))
          .hasMessageContaining("still held");
    } finally {
      TestBundle.endLeak();
    }
    leftovers.assertNone(LEAVING);
  }

  private static void runWith(Path bundle, Leftovers leftovers) throws Exception {
    try (Platform platform = started(leftovers)) {
      platform.installBundle(bundle);
      leftovers.watchBundles();
    }
  }
}
