package ${package};

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quoin.testbed.Incentive;
import io.quoin.testbed.PeerPlan;
import io.quoin.testbed.TestPeer;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.VirtualTorrent;
import io.quoin.testbed.network.Access;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the incentive changes in a swarm: the engine that is shipped, on a simulated network. */
class FriendsFirstSwarmTest {

  private static final int MIB = 1 << 20;

  private final Testbed testbed = new Testbed(1);
  private final VirtualTorrent torrent = testbed.torrent(16L * MIB, MIB / 16);
  private final Access access = Access.of(2 * MIB, MIB);

  @Test
  void a_friend_is_served_and_a_stranger_is_not() {
    Incentive incentive =
        Incentive.of("${artifactId}", new FriendsFirst(new TestSettings("10.1.0.1")));
    TestPeer seed = testbed.add(PeerPlan.seed("seed", torrent, access).with(incentive));
    TestPeer friend =
        testbed.add(
            PeerPlan.leech("friend", torrent, access).at(new InetSocketAddress("10.1.0.1", 6881)));
    TestPeer stranger = testbed.add(PeerPlan.leech("stranger", torrent, access));

    testbed.run(Duration.ofMinutes(1));

    assertTrue(friend.isComplete(), "the friend has everything");
    // Newcomers may have ten pieces whatever an incentive says (BEP 6).
    assertTrue(
        stranger.receivedFrom(seed) < 2 * MIB,
        () -> "the stranger got " + stranger.receivedFrom(seed) + " bytes of the seed");
  }
}
