package io.quoin.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.torrent.Limits;
import io.quoin.testbed.network.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What swarms of the shipped engine do, as far as it can be said beforehand. */
class SwarmsTest {
  private static final int MIB = 1 << 20;
  private static final Duration LONG = Duration.ofHours(1);

  private final Testbed testbed = new Testbed(11);

  @Test
  void a_swarm_completes_close_to_the_fluid_limit_and_without_stalls() {
    StandardSwarm swarm = new StandardSwarm(30, 64L * MIB);
    List<TestPeer> peers = swarm.addTo(testbed, plan -> plan);

    boolean complete = testbed.runUntil(() -> all(peers, TestPeer::isComplete), LONG);

    Duration limit = swarm.fluidLimit();
    assertThat(complete).isTrue();
    assertThat(testbed.now()).isBetween(limit, limit.multipliedBy(3).dividedBy(2).plusSeconds(30));
    assertThat(testbed.results())
        .allSatisfy(
            result ->
                assertThat(result.stalls()).noneMatch(stall -> stall.span().toSeconds() >= 60));
  }

  @Test
  void what_is_received_is_what_was_sent() {
    List<TestPeer> peers = new StandardSwarm(10, 16L * MIB).addTo(testbed, plan -> plan);

    testbed.run(LONG);

    List<PeerResult> results = testbed.results();
    long sent = results.stream().mapToLong(PeerResult::sent).sum();
    long received = results.stream().mapToLong(PeerResult::received).sum();
    long wasted = results.stream().mapToLong(PeerResult::wasted).sum();
    assertThat(peers).allMatch(TestPeer::isComplete);
    assertThat(received - wasted).isEqualTo(10 * 16L * MIB);
    assertThat(sent).isBetween(received, received + received / 50);
    assertThat(received).isEqualTo(testbed.blocks() * 16_384);
  }

  @Test
  void who_leaves_before_it_has_arrived_never_comes() {
    VirtualTorrent torrent = testbed.torrent(MIB, MIB / 4);
    testbed.add(PeerPlan.seed("seed", torrent, Access.of(MIB, MIB)));
    PeerPlan late = PeerPlan.leech("late", torrent, Access.of(MIB, MIB));
    TestPeer leaves = testbed.add(late.arriving(Duration.ofSeconds(2)));
    TestPeer crashes = testbed.add(late.arriving(Duration.ofSeconds(2)));
    testbed.run(Duration.ofSeconds(1));

    leaves.leave();
    crashes.crash();
    testbed.run(LONG);

    assertThat(List.of(leaves, crashes))
        .noneMatch(TestPeer::isHere)
        .noneMatch(TestPeer::isComplete);
  }

  @Test
  void those_who_give_more_get_more() {
    VirtualTorrent torrent = testbed.torrent(64L * MIB, MIB / 4);
    testbed.add(PeerPlan.seed("seed", torrent, Access.of(MIB, 2 * MIB)));
    Limits threeSlots = new Limits(Limits.UNLIMITED, Limits.UNLIMITED, 200, 3);
    List<TestPeer> generous = new ArrayList<>();
    List<TestPeer> mean = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      PeerPlan rich = PeerPlan.leech("rich " + i, torrent, Access.of(4 * MIB, MIB / 2));
      PeerPlan poor = PeerPlan.leech("poor " + i, torrent, Access.of(4 * MIB, MIB / 32));
      generous.add(testbed.add(rich.limited(threeSlots)));
      mean.add(testbed.add(poor.limited(threeSlots)));
    }

    testbed.run(LONG);

    assertThat(medianSpeed(generous)).isGreaterThan(1.25 * medianSpeed(mean));
  }

  private static double medianSpeed(List<TestPeer> peers) {
    double[] speeds =
        peers.stream().mapToDouble(peer -> peer.result().speed().orElseThrow()).sorted().toArray();
    return speeds[speeds.length / 2];
  }

  @Test
  void a_peer_that_sends_wrong_bytes_is_left_and_the_others_complete() {
    VirtualTorrent torrent = testbed.torrent(8L * MIB, MIB / 4);
    Access access = Access.of(MIB, MIB);
    testbed.add(PeerPlan.seed("good", torrent, access));
    TestPeer bad = testbed.add(PeerPlan.seed("bad", torrent, access).spoiling(0.2));
    TestPeer leech = testbed.add(PeerPlan.leech("leech", torrent, access));

    boolean complete = testbed.runUntil(leech::isComplete, LONG);

    assertThat(complete).isTrue();
    assertThat(leech.result().wasted()).isPositive();
    assertThat(leech.receivedFrom(bad)).isPositive();
    assertThat(bad.connections()).isEmpty();
  }

  @Test
  void a_peer_that_leaves_when_it_is_complete_serves_nobody_any_more() {
    VirtualTorrent torrent = testbed.torrent(4L * MIB, MIB / 4);
    Access access = Access.of(MIB, MIB);
    TestPeer seed = testbed.add(PeerPlan.seed("seed", torrent, access));
    TestPeer leech = testbed.add(PeerPlan.leech("leech", torrent, access).leavingWhenComplete());

    testbed.run(Duration.ofMinutes(1));

    assertThat(leech.isHere()).isFalse();
    assertThat(leech.result().departure()).isEqualTo(leech.result().completion());
    assertThat(leech.result().verified()).isEqualTo(4L * MIB);
    assertThat(seed.connections()).isEmpty();
    assertThat(seed.result().sent()).isEqualTo(4L * MIB);
  }

  @Test
  void a_peer_that_crashes_leaves_its_share_to_others() {
    VirtualTorrent torrent = testbed.torrent(16L * MIB, MIB / 4);
    Access access = Access.of(MIB, MIB / 2);
    TestPeer first = testbed.add(PeerPlan.seed("first", torrent, access));
    testbed.add(PeerPlan.seed("second", torrent, access));
    TestPeer leech = testbed.add(PeerPlan.leech("leech", torrent, access));
    testbed.at(Duration.ofSeconds(5), first::crash);

    boolean complete = testbed.runUntil(leech::isComplete, LONG);

    assertThat(complete).isTrue();
    assertThat(leech.connections()).allMatch(c -> !c.address().equals(first.address()));
    assertThat(leech.result().stalls()).isEmpty();
  }

  @Test
  void peers_that_were_cut_off_from_each_other_connect_again() {
    VirtualTorrent torrent = testbed.torrent(16L * MIB, MIB / 4);
    Access access = Access.of(MIB, MIB / 2);
    TestPeer seed = testbed.add(PeerPlan.seed("seed", torrent, access));
    TestPeer leech = testbed.add(PeerPlan.leech("leech", torrent, access));
    testbed.at(Duration.ofSeconds(5), () -> leech.cut(seed));

    boolean complete = testbed.runUntil(leech::isComplete, LONG);

    assertThat(complete).isTrue();
    assertThat(leech.receivedFrom(seed)).isGreaterThanOrEqualTo(16L * MIB);
  }

  @Test
  void a_time_without_a_block_is_reported() {
    VirtualTorrent torrent = testbed.torrent(4L * MIB, MIB / 4);
    Access access = Access.of(MIB, MIB);
    testbed.add(PeerPlan.leech("leech", torrent, access));
    testbed.add(PeerPlan.seed("late", torrent, access).arriving(Duration.ofSeconds(75)));

    testbed.run(Duration.ofMinutes(5));

    List<Stall> stalls = testbed.results().get(0).stalls();
    assertThat(stalls).hasSize(1);
    assertThat(stalls.get(0).from()).isZero();
    assertThat(stalls.get(0).span().toSeconds()).isBetween(75L, 125L);
  }

  private static boolean all(List<TestPeer> peers, Predicate<TestPeer> is) {
    return peers.stream().allMatch(is);
  }
}
