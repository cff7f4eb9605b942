package io.quoin.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quoin.api.torrent.Limits;
import io.quoin.testbed.network.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How well the engine uses the lines that it is given. */
class LinesTest {
  private static final int MIB = 1 << 20;

  private final Testbed testbed = new Testbed(5);
  private final VirtualTorrent torrent = testbed.torrent(256L * MIB, MIB);

  @ParameterizedTest
  @CsvSource({"65536, 40", "1048576, 1", "1048576, 40", "4194304, 40", "4194304, 100"})
  void one_connection_uses_a_line_to_more_than_95_percent(long rate, int latency) {
    Access line = Access.of(rate, rate).withLatency(Duration.ofMillis(latency));
    testbed.add(PeerPlan.seed("seed", torrent, line));
    TestPeer leech = testbed.add(PeerPlan.leech("leech", torrent, line));

    double used = rateOf(leech, Duration.ofSeconds(10), Duration.ofSeconds(40));

    assertThat(used / rate).isBetween(0.95, 1.0);
  }

  @Test
  void many_seeds_fill_the_line_of_one_leech_and_no_more() {
    for (int i = 0; i < 8; i++) {
      testbed.add(PeerPlan.seed("seed " + i, torrent, Access.of(MIB, MIB)));
    }
    TestPeer leech = testbed.add(PeerPlan.leech("leech", torrent, Access.of(2 * MIB, MIB)));

    double used = rateOf(leech, Duration.ofSeconds(10), Duration.ofSeconds(40));

    assertThat(used / (2 * MIB)).isBetween(0.95, 1.0);
  }

  @Test
  void connections_share_an_uplink_alike() {
    testbed.add(PeerPlan.seed("seed", torrent, Access.of(MIB, MIB)));
    List<TestPeer> leeches = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Access far = Access.of(4 * MIB, MIB).withLatency(Duration.ofMillis(5 + 15 * i)).behindNat();
      leeches.add(testbed.add(PeerPlan.leech("leech " + i, torrent, far)));
    }

    testbed.run(Duration.ofSeconds(60));

    assertThat(leeches)
        .allSatisfy(
            leech ->
                assertThat((double) leech.result().received())
                    .isCloseTo(60.0 * MIB / 6, within(0.05 * 60 * MIB / 6)));
  }

  @Test
  void limits_of_the_engine_are_used_and_kept() {
    Limits half = Limits.DEFAULT.withRates(Limits.UNLIMITED, MIB / 2);
    testbed.add(PeerPlan.seed("seed", torrent, Access.of(MIB, MIB)).limited(half));
    TestPeer leech = testbed.add(PeerPlan.leech("leech", torrent, Access.of(MIB, MIB)));

    double used = rateOf(leech, Duration.ofSeconds(10), Duration.ofSeconds(60));

    assertThat(used / (MIB / 2)).isBetween(0.95, 1.01);
  }

  @Test
  void a_download_limit_is_kept_by_not_reading() {
    Limits half = Limits.DEFAULT.withRates(MIB / 2, Limits.UNLIMITED);
    TestPeer seed = testbed.add(PeerPlan.seed("seed", torrent, Access.of(MIB, MIB)));
    TestPeer leech =
        testbed.add(PeerPlan.leech("leech", torrent, Access.of(MIB, MIB)).limited(half));

    double used = rateOf(leech, Duration.ofSeconds(10), Duration.ofSeconds(60));

    assertThat(used / (MIB / 2)).isBetween(0.95, 1.01);
    assertThat(seed.carriedUp()).isLessThan(leech.result().received() + MIB);
  }

  @Test
  void loss_leaves_a_connection_what_mathis_says() {
    Access line = Access.of(8 * MIB, 8 * MIB).withLatency(Duration.ofMillis(20));
    testbed.add(PeerPlan.seed("seed", torrent, line.withLoss(0.01)));
    TestPeer leech = testbed.add(PeerPlan.leech("leech", torrent, line));

    double used = rateOf(leech, Duration.ofSeconds(10), Duration.ofSeconds(60));

    double mathis = 1.22 * 1460 / (0.08 * 0.1);
    assertThat(used / mathis).isBetween(0.9, 1.01);
  }

  @Test
  void who_cannot_be_dialled_dials() {
    testbed.add(PeerPlan.seed("seed", torrent, Access.of(MIB, MIB)));
    TestPeer behind =
        testbed.add(PeerPlan.leech("behind", torrent, Access.of(MIB, MIB).behindNat()));
    TestPeer also = testbed.add(PeerPlan.leech("also", torrent, Access.of(MIB, MIB).behindNat()));

    testbed.run(Duration.ofSeconds(60));

    assertThat(behind.receivedFrom(also)).isZero();
    assertThat(also.receivedFrom(behind)).isZero();
    assertThat(behind.result().received()).isGreaterThan(20L * MIB);
    assertThat(also.result().received()).isGreaterThan(20L * MIB);
  }

  @Test
  void jitter_changes_nothing_but_the_times() {
    Access line = Access.of(MIB, MIB).withJitter(Duration.ofMillis(30));
    testbed.add(PeerPlan.seed("seed", torrent, line));
    TestPeer leech = testbed.add(PeerPlan.leech("leech", torrent, line));

    double used = rateOf(leech, Duration.ofSeconds(10), Duration.ofSeconds(60));

    assertThat(used / MIB).isBetween(0.95, 1.0);
    assertThat(leech.result().wasted()).isZero();
  }

  /** Payload bytes a second that arrived between two moments. */
  private double rateOf(TestPeer peer, Duration from, Duration to) {
    testbed.run(from);
    long before = peer.result().received();
    testbed.run(to.minus(from));
    return (peer.result().received() - before) / (double) to.minus(from).toSeconds();
  }
}
