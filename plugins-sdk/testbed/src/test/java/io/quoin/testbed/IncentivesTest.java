package io.quoin.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.incentive.UploadClass;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.TorrentId;
import io.quoin.testbed.network.Access;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Incentives at work in engines on the virtual clock. */
class IncentivesTest {
  private static final int MIB = 1 << 20;
  private static final int BLOCK = 16_384;

  private final Testbed testbed = new Testbed(23);

  /** Short pieces: a seed lets newcomers have ten of them whatever an incentive says (BEP 6). */
  private final VirtualTorrent torrent = testbed.torrent(128L * MIB, MIB / 16);

  @Test
  void uploads_below_the_engines_limit_follow_the_weights() {
    TestPeer light = leech("light");
    TestPeer heavy = leech("heavy");
    seedWith(shares(peer -> peer.address().equals(heavy.address()) ? paid(300) : paid(100)));

    testbed.run(Duration.ofSeconds(100));

    double ratio = (double) heavy.result().received() / light.result().received();
    assertThat(ratio).isBetween(2.7, 3.3);
  }

  @Test
  void a_limit_to_sending_is_obeyed_to_the_block() {
    TestPeer leech = leech("leech");
    TestPeer seed = seedWith(shares(peer -> limited(100L * BLOCK + 1)));

    testbed.run(Duration.ofSeconds(100));

    assertThat(leech.result().received()).isEqualTo(100L * BLOCK);
    assertThat(seed.result().sentPaid()).isEqualTo(100L * BLOCK);
    assertThat(seed.result().sentFree()).isZero();
  }

  @Test
  void what_is_not_renewed_ages_out_to_tit_for_tat() {
    TestPeer leech = leech("leech");
    int[] rounds = {0};
    seedWith(
        (context, standings) -> {
          if (rounds[0]++ < 2) {
            publish(context, standings, peer -> PeerShare.CHOKED);
          }
        });

    testbed.run(Duration.ofSeconds(25));
    long before = leech.result().received();
    testbed.run(Duration.ofSeconds(60));

    assertThat(before).isLessThanOrEqualTo(10L * MIB / 16);
    assertThat(leech.result().received() - before).isGreaterThan(10L * MIB);
  }

  @Test
  void an_incentive_is_replaced_while_blocks_go_on() {
    TestPeer leech = leech("leech");
    TestPeer seed = seedWith(shares(peer -> paid(1)));
    testbed.run(Duration.ofSeconds(30));
    long paidBefore = seed.result().sentPaid();

    seed.use(Incentive.of("free", provider(shares(peer -> PeerShare.FREE))));
    testbed.run(Duration.ofSeconds(30));
    seed.useNone();
    testbed.run(Duration.ofSeconds(30));

    assertThat(paidBefore).isPositive();
    assertThat(seed.result().sentPaid()).isBetween(paidBefore, paidBefore + MIB);
    assertThat(seed.result().sentFree()).isGreaterThan(20L * MIB);
    assertThat(leech.result().stalls()).isEmpty();
    assertThat(leech.connections()).hasSize(1);
  }

  @Test
  void policies_see_the_virtual_time_and_each_other() {
    List<Duration> rounds = new ArrayList<>();
    Incentive talking = Incentive.of("turns", new TakingTurns());
    testbed.add(PeerPlan.seed("seed", torrent, Access.of(MIB, MIB)).with(talking));
    TestPeer leech =
        testbed.add(PeerPlan.leech("leech", torrent, Access.of(MIB, MIB)).with(talking));
    List<TestbedEvent> messages = new ArrayList<>();
    testbed.watch(
        event -> {
          if (event.kind() == TestbedEvent.Kind.EXTENSION && event.peer() == leech) {
            messages.add(event);
          }
        });
    seedWith((context, standings) -> rounds.add(testbed.now()));

    testbed.run(Duration.ofSeconds(35));

    assertThat(rounds).hasSize(4);
    assertThat(rounds.get(3).minus(rounds.get(2))).isEqualTo(Duration.ofSeconds(10));
    assertThat(messages).hasSizeGreaterThan(5);
    assertThat(leech.result().extensions()).isPositive();
  }

  // --- peers ---

  /** Knows of the seed, which is there before it. */
  private TestPeer leech(String name) {
    Access line = Access.of(2 * MIB, MIB).behindNat();
    return testbed.add(PeerPlan.leech(name, torrent, line).arriving(Duration.ofSeconds(1)));
  }

  /** A seed whose engine may send half of what its line carries. */
  private TestPeer seedWith(Round round) {
    Limits half = Limits.DEFAULT.withRates(Limits.UNLIMITED, MIB / 2);
    PeerPlan plan = PeerPlan.seed("seed", torrent, Access.of(MIB, MIB)).limited(half);
    return testbed.add(plan.with(Incentive.of("test", provider(round))));
  }

  private static PeerShare paid(int weight) {
    return new PeerShare(
        UploadClass.PAID, weight, Long.MAX_VALUE, Optional.empty(), Long.MAX_VALUE, 0, false);
  }

  private static PeerShare limited(long sendUpTo) {
    return new PeerShare(
        UploadClass.PAID, 100, sendUpTo, Optional.empty(), Long.MAX_VALUE, 0, false);
  }

  // --- a policy that is a function ---

  private interface Round {
    void begins(IncentiveContext context, List<IncentivePeer> peers);
  }

  private static Round shares(Function<IncentivePeer, PeerShare> share) {
    return (context, peers) -> publish(context, peers, share);
  }

  private static void publish(
      IncentiveContext context,
      List<IncentivePeer> peers,
      Function<IncentivePeer, PeerShare> share) {
    Map<IncentivePeer, PeerShare> shares = new HashMap<>();
    peers.forEach(peer -> shares.put(peer, share.apply(peer)));
    context.publish(new Allocation(shares));
  }

  private static IncentiveProvider provider(Round round) {
    return (context, from) -> new Policy(context, round);
  }

  /** Decides once a round, and about everybody who comes in between as well. */
  private record Policy(IncentiveContext context, Round onRound, List<IncentivePeer> peers)
      implements IncentivePolicy {

    Policy(IncentiveContext context, Round onRound) {
      this(context, onRound, new ArrayList<>());
    }

    @Override
    public void joined(IncentivePeer peer) {
      peers.add(peer);
      onRound.begins(context, peers);
    }

    @Override
    public void left(PeerTraffic last) {
      peers.remove(last.peer());
    }

    @Override
    public void traffic(List<PeerTraffic> traffic) {}

    @Override
    public void round(List<PeerStanding> standings) {
      onRound.begins(context, peers);
    }

    @Override
    public void pieceFailed(TorrentId torrent, int piece, List<IncentivePeer> suppliers) {}

    @Override
    public void handshake(IncentivePeer peer, ByteBuffer value) {}

    @Override
    public void withdrawn(IncentivePeer peer) {}

    @Override
    public void received(PeerTraffic at, ByteBuffer payload) {}

    @Override
    public HandOver close() {
      return HandOver.NOTHING;
    }
  }
}
