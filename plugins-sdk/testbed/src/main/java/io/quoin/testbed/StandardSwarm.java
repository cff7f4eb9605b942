package io.quoin.testbed;

import io.quoin.api.torrent.Limits;
import io.quoin.testbed.network.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The swarm that incentives are measured with: leeches with 2 MiB/s down and 0.5 MiB/s up that
 * arrive within a minute, two seeds of 4 MiB/s, 20 to 80 ms from one to another, pieces of 1 MiB,
 * and at most 50 connections a peer, as other clients have by default.
 *
 * @param leeches how many
 * @param bytes of the torrent
 */
public record StandardSwarm(int leeches, long bytes) {
  private static final int MIB = 1 << 20;
  private static final int SEEDS = 2;
  private static final long ARRIVALS_MILLIS = 60_000;
  private static final int CONNECTIONS = 50;

  private static final Limits LIMITS =
      new Limits(Limits.UNLIMITED, Limits.UNLIMITED, CONNECTIONS, Limits.DEFAULT.uploadSlots());

  /** A hundred leeches and 256 MiB. */
  public static final StandardSwarm USUAL = new StandardSwarm(100, 256L * MIB);

  /**
   * Adds its peers to a testbed, seeds first.
   *
   * @param testbed draws latencies and times of arrival
   * @param change makes of each plan what is to be measured
   * @return the peers
   */
  public List<TestPeer> addTo(Testbed testbed, UnaryOperator<PeerPlan> change) {
    VirtualTorrent torrent = testbed.torrent(bytes, MIB);
    List<TestPeer> peers = new ArrayList<>();
    for (int i = 0; i < SEEDS; i++) {
      Access access = access(testbed, 4 * MIB, 4 * MIB);
      peers.add(
          testbed.add(change.apply(PeerPlan.seed("seed " + i, torrent, access).limited(LIMITS))));
    }
    for (int i = 0; i < leeches; i++) {
      Access access = access(testbed, 2 * MIB, MIB / 2);
      Duration arrival = Duration.ofMillis(testbed.random().nextLong(ARRIVALS_MILLIS));
      PeerPlan plan =
          PeerPlan.leech("leech " + i, torrent, access).arriving(arrival).limited(LIMITS);
      peers.add(testbed.add(change.apply(plan)));
    }
    return peers;
  }

  private static Access access(Testbed testbed, long down, long up) {
    return Access.of(down, up).withLatency(Duration.ofMillis(testbed.random().nextInt(10, 41)));
  }

  /**
   * The time that it takes if every line up is always used, nobody leaves and pieces are
   * everywhere: what all must get by what all can give, counted from the last arrival.
   *
   * @return a lower bound for the completion of the last one
   */
  public Duration fluidLimit() {
    double up = SEEDS * 4.0 * MIB + leeches * 0.5 * MIB;
    return Duration.ofMillis((long) (1000 * leeches * (double) bytes / up));
  }
}
