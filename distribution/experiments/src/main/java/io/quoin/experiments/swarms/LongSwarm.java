package io.quoin.experiments.swarms;

import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.TorrentId;
import io.quoin.testbed.PeerPlan;
import io.quoin.testbed.PeerResult;
import io.quoin.testbed.TestPeer;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.TestbedEvent;
import io.quoin.testbed.VirtualTorrent;
import io.quoin.testbed.network.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A swarm in which peers come and go for hours.
 *
 * @param span how long they come
 * @param on whether the incentive is on
 */
record LongSwarm(Duration span, boolean on) {
  private static final int MIB = 1 << 20;
  private static final long BYTES = 256L * MIB;
  private static final double SECONDS_BETWEEN_ARRIVALS = 20;
  private static final int PAYERS_PERCENT = 25;
  private static final int LIMIT_PERCENT = 96;
  private static final Duration LOOK = Duration.ofSeconds(10);

  private static final Duration BOOKS = Duration.ofMinutes(5);

  /** Who comes first has nobody to compare with, and who comes last has no time left. */
  private static final Duration EDGE = Duration.ofMinutes(5);

  /**
   * How it went.
   *
   * @param outcome of those who came in the middle
   * @param seedsPerLeech complete peers over incomplete ones, each averaged over the time
   * @param othersSeconds median time to completion of those who do not pay
   * @param fewestCopies of any piece among those who were there, after the first seed had left
   * @param seedsAt how many complete peers there were, by minutes
   */
  record Lived(
      Outcome outcome,
      double seedsPerLeech,
      double othersSeconds,
      double fewestCopies,
      SortedMap<Double, Double> seedsAt) {}

  Lived play(long seed) {
    return new Play(seed).run();
  }

  private final class Play {
    private final Testbed testbed;
    private final Market market;
    private final VirtualTorrent torrent;
    private final TorrentId id;
    private final Map<TestPeer, Trader> traders = new HashMap<>();
    private final List<Trader> payers = new ArrayList<>();
    private final List<Trader> sellers = new ArrayList<>();
    private final Map<TestPeer, Role> roles = new HashMap<>();
    private final Map<TestPeer, BitSet> pieces = new HashMap<>();
    private final int[] copies;
    private final SortedMap<Double, Double> seedsAt = new TreeMap<>();
    private double seeds;
    private double leeches;
    private int fewest = Integer.MAX_VALUE;

    Play(long seed) {
      testbed = new Testbed(seed);
      market = new Market(testbed, BOOKS);
      torrent = testbed.torrent(BYTES, MIB);
      id = TorrentId.of(torrent.metainfo().infoHashes());
      copies = new int[torrent.metainfo().layout().pieceCount()];
    }

    Lived run() {
      testbed.watch(this::count);
      Duration firstLeaves = span.dividedBy(4);
      TestPeer first = add(plan("first seed", true, Duration.ZERO), Role.SEED);
      testbed.at(firstLeaves, first::leave);
      double at = 0;
      while (true) {
        at += -SECONDS_BETWEEN_ARRIVALS * Math.log(1 - testbed.random().nextDouble());
        if (at >= span.toSeconds()) {
          break;
        }
        boolean pays = testbed.random().nextInt(100) < PAYERS_PERCENT;
        Duration arrival = Duration.ofNanos((long) (at * 1e9));
        add(plan("peer " + roles.size(), false, arrival), pays ? Role.PAYER : Role.OTHER);
      }
      market.acquaint(payers, sellers);
      testbed.every(LOOK, () -> look(firstLeaves));
      testbed.run(span);
      return lived();
    }

    private PeerPlan plan(String name, boolean seeds, Duration arrival) {
      Duration latency = Duration.ofMillis(testbed.random().nextInt(10, 41));
      Access access = Access.of(2L * MIB, seeds ? 4L * MIB : MIB / 2).withLatency(latency);
      PeerPlan plan =
          seeds
              ? PeerPlan.seed(name, torrent, access)
              : PeerPlan.leech(name, torrent, access).arriving(arrival);
      return plan.limited(
          Limits.DEFAULT.withRates(Limits.UNLIMITED, access.up() * LIMIT_PERCENT / 100));
    }

    private TestPeer add(PeerPlan plan, Role role) {
      PeerPlan changed = on ? plan.with(trader(role).incentive()) : plan;
      TestPeer peer = testbed.add(changed);
      if (on) {
        traders.put(peer, sellers.get(sellers.size() - 1));
      }
      roles.put(peer, role);
      return peer;
    }

    private Trader trader(Role role) {
      boolean pays = role == Role.PAYER;
      Trader trader = market.trader(Terms.of(true, pays));
      sellers.add(trader);
      if (pays) {
        payers.add(trader);
      }
      return trader;
    }

    // --- what is there ---

    private void count(TestbedEvent event) {
      TestPeer peer = event.peer();
      switch (event.kind()) {
        case ARRIVED -> {
          BitSet all = new BitSet();
          all.set(0, roles.get(peer) == Role.SEED ? copies.length : 0);
          pieces.put(peer, all);
          all.stream().forEach(piece -> copies[piece]++);
        }
        case PIECE -> {
          int piece = (int) event.detail();
          pieces.get(peer).set(piece);
          copies[piece]++;
        }
        case LEFT -> pieces.remove(peer).stream().forEach(piece -> copies[piece]--);
        default -> {}
      }
    }

    private void look(Duration firstLeaves) {
      if (testbed.now().compareTo(span) > 0) {
        return;
      }
      List<TestPeer> here = testbed.peers().stream().filter(TestPeer::isHere).toList();
      List<TestPeer> complete = here.stream().filter(TestPeer::isComplete).toList();
      seeds += complete.size();
      leeches += here.size() - complete.size();
      seedsAt.put(testbed.now().toMillis() / 6e4, (double) complete.size());
      if (testbed.now().compareTo(firstLeaves) > 0) {
        for (int piece : copies) {
          fewest = Math.min(fewest, piece);
        }
      }
      complete.stream()
          .filter(peer -> roles.get(peer) != Role.SEED)
          .filter(this::mayGo)
          .forEach(TestPeer::leave);
    }

    private boolean mayGo(TestPeer peer) {
      PeerResult result = peer.result();
      boolean gave = result.sent() >= result.size();
      boolean earns = on && traders.get(peer).provider().worthSeeding(id);
      return gave && !earns;
    }

    private Lived lived() {
      Audit audit = market.close();
      List<Fate> fates =
          testbed.peers().stream()
              .filter(peer -> roles.get(peer) != Role.SEED)
              .filter(this::inTheMiddle)
              .map(peer -> new Fate(roles.get(peer), 0, peer.result()))
              .toList();
      Outcome outcome = new Outcome(fates, audit);
      return new Lived(
          outcome,
          seeds / leeches,
          outcome.of(Role.OTHER, Fate::seconds).median(),
          fewest,
          seedsAt);
    }

    private boolean inTheMiddle(TestPeer peer) {
      Duration arrival = peer.plan().arrival();
      return arrival.compareTo(EDGE) > 0 && arrival.compareTo(span.minus(EDGE)) < 0;
    }
  }
}
