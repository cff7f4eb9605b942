package io.quoin.protocol;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveException;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.torrent.TorrentId;
import io.quoin.protocol.swarm.IncentiveDesk;
import io.quoin.protocol.swarm.SwarmPeer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one policy at work, and swaps it without the swarms noticing: the old one hands over and
 * the new one opens in one task of the mailbox, so what happens meanwhile waits its turn there. A
 * policy that does not return within two seconds is left behind with its mailbox.
 */
final class IncentiveHost implements IncentiveDesk {
  private static final Logger log = LoggerFactory.getLogger(IncentiveHost.class);
  private static final Duration TRAFFIC_INTERVAL = Duration.ofMillis(100);
  private static final Duration ROUND = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Torrents torrents;
  private final ExtensionRegistry extensions;
  private final long seed;
  private final PluginSite site;
  private final Set<SwarmPeer> peers = ConcurrentHashMap.newKeySet();

  private Optional<Choice> wanted = Optional.empty();
  private Predicate<Choice> there = choice -> false;
  private int wishes;
  private Optional<Tenure> tenure = Optional.empty();
  private boolean ended;

  /** The engine's running torrents. */
  interface Torrents {
    /** What has passed with every peer of every torrent, later, on any thread. */
    void traffic(Consumer<List<PeerTraffic>> result);

    /** The same of those with whom anything has passed since it was last asked. */
    void newTraffic(Consumer<List<PeerTraffic>> result);

    /** How all peers stand, later, on any thread. */
    void standings(Consumer<List<PeerStanding>> result);

    /** Puts an allocation into effect. */
    void allocate(Allocation allocation, String extension);

    /** Raises one peer's limits. */
    void raise(IncentivePeer peer, long sendUpTo, long requestUpTo);

    /** Runs a task on a torrent's loop. */
    void onLoop(TorrentId torrent, Runnable task);
  }

  /**
   * A provider that was chosen.
   *
   * @param id marks its hand-over bytes
   */
  record Choice(String id, IncentiveProvider provider) {}

  IncentiveHost(Torrents torrents, ExtensionRegistry extensions, long seed, PluginSite site) {
    this.torrents = torrents;
    this.extensions = extensions;
    this.seed = seed;
    this.site = site;
  }

  // --- swapping ---

  /**
   * From now on this provider's policy is to be at work, or none. Returns at once.
   *
   * @param choice whose policy
   * @param stillThere whether a provider that was chosen before may be called
   */
  synchronized void choose(Optional<Choice> choice, Predicate<Choice> stillThere) {
    there = stillThere;
    if (ended || choice.equals(wanted)) {
      return;
    }
    wanted = choice;
    int wish = ++wishes;
    // On a thread of the engine: one that the mailbox starts inherits the context of its starter,
    // and a plugin that just offered its service would be held by it for as long as it runs.
    site.execute(this::pursue);
    site.after(PATIENCE, () -> leaveBehind(wish));
  }

  private synchronized void pursue() {
    if (!ended) {
      Tenure current = tenure.orElseGet(Tenure::new);
      tenure = Optional.of(current);
      current.mailbox.put(() -> swap(current));
    }
  }

  /** The engine is going: the policy is closed, and nothing is opened any more. */
  synchronized void end() {
    ended = true;
    wanted = Optional.empty();
    tenure.ifPresent(
        last -> {
          last.mailbox.put(last::close);
          last.mailbox.close();
        });
    tenure = Optional.empty();
  }

  /** Runs in the mailbox of the tenure, which goes on with another policy. */
  private void swap(Tenure at) {
    Optional<Choice> next;
    Predicate<Choice> mayBeCalled;
    synchronized (this) {
      if (tenure.filter(t -> t == at).isEmpty() || at.settledOn(wanted)) {
        return;
      }
      next = wanted;
      mayBeCalled = there;
    }
    Optional<Choice> before = at.choice;
    HandOver left = at.close();
    Optional<HandOver> forNext =
        next.filter(n -> before.map(Choice::id).equals(Optional.of(n.id()))).map(n -> left);
    if (!at.open(next, forNext) && before.filter(mayBeCalled).isPresent()) {
      at.open(before, Optional.of(left));
    }
    at.settle(next);
  }

  /**
   * If the swap still has not happened, the old policy hangs: it keeps its thread, a new mailbox
   * takes over.
   */
  private synchronized void leaveBehind(int wish) {
    boolean stuck = !ended && wish == wishes && tenure.filter(t -> t.settledOn(wanted)).isEmpty();
    if (stuck) {
      tenure.ifPresent(
          old -> {
            log.warn(
                "the incentive '{}' does not return; it is left behind",
                old.choice.map(Choice::id).orElse("none"));
            old.mailbox.abandon();
            old.disown();
          });
      tenure = Optional.empty();
      pursue();
    }
  }

  /** A mailbox and the policy that it serves at the time. */
  private final class Tenure {
    private final Mailbox mailbox = new Mailbox("incentive", site);
    private volatile Optional<Choice> choice = Optional.empty();
    private volatile Optional<Optional<Choice>> settled = Optional.empty();
    private Optional<IncentivePolicy> policy = Optional.empty();
    private Optional<PolicyContext> context = Optional.empty();
    private int openings;

    /** The policy was not told of all traffic: next time it is told of everybody's. */
    private volatile boolean missed;

    /** Whether this wish has been met, as far as it can be. */
    boolean settledOn(Optional<Choice> wish) {
      return settled.equals(Optional.of(wish));
    }

    void settle(Optional<Choice> wish) {
      settled = Optional.of(wish);
    }

    void disown() {
      context.ifPresent(PolicyContext::close);
    }

    HandOver close() {
      Optional<String> id = choice.map(Choice::id);
      choice = Optional.empty();
      Optional<IncentivePolicy> last = policy;
      policy = Optional.empty();
      context.ifPresent(PolicyContext::close);
      context = Optional.empty();
      try {
        return last.map(IncentivePolicy::close).orElse(HandOver.NOTHING);
      } catch (RuntimeException | LinkageError e) {
        log.warn("the incentive '{}' failed while handing over", id.orElse("none"), e);
        return HandOver.NOTHING;
      }
    }

    /** Whether the policy is open now; no choice opens nothing, successfully. */
    boolean open(Optional<Choice> next, Optional<HandOver> from) {
      openings++;
      missed = true;
      if (next.isEmpty()) {
        return true;
      }
      PolicyContext offered =
          new PolicyContext(mailbox, site, torrents, extensions, this::tellSpeaker, seed);
      context = Optional.of(offered);
      try {
        IncentivePolicy opened = next.get().provider().open(offered, from);
        policy = Optional.of(opened);
        choice = next;
        peers.forEach(opened::joined);
        offered.activate();
        watch(openings);
        return true;
      } catch (IncentiveException | RuntimeException | LinkageError e) {
        log.warn("the incentive '{}' cannot be opened: {}", next.get().id(), e.getMessage(), e);
        offered.close();
        context = Optional.empty();
        policy = Optional.empty();
        return false;
      }
    }

    /** Runs a call of the policy that is at work when its turn comes. */
    void tell(Consumer<IncentivePolicy> call) {
      policy.ifPresent(call);
    }

    /** The same for what a peer said, if the policy at work is one that offers the extension. */
    private void tellSpeaker(String extension, Consumer<IncentivePolicy> call) {
      if (context.filter(c -> c.offers(extension)).isPresent()) {
        tell(call);
      }
    }

    private void watch(int opening) {
      mailbox.after(TRAFFIC_INTERVAL, () -> trafficAgain(opening));
      roundAgain(opening);
    }

    private boolean atWork(int opening) {
      return policy.isPresent() && openings == opening;
    }

    private void trafficAgain(int opening) {
      if (atWork(opening)) {
        Consumer<List<PeerTraffic>> teller = traffic -> traffic(opening, traffic);
        if (missed) {
          missed = false;
          torrents.traffic(teller);
        } else {
          torrents.newTraffic(teller);
        }
        mailbox.after(TRAFFIC_INTERVAL, () -> trafficAgain(opening));
      }
    }

    private void traffic(int opening, List<PeerTraffic> traffic) {
      if (!traffic.isEmpty() && !mailbox.offer(() -> tellTraffic(opening, traffic))) {
        missed = true;
      }
    }

    private void tellTraffic(int opening, List<PeerTraffic> traffic) {
      if (atWork(opening)) {
        tell(policy -> policy.traffic(traffic));
      }
    }

    private void roundAgain(int opening) {
      if (atWork(opening)) {
        torrents.standings(
            all ->
                mailbox.offer(
                    () -> {
                      if (atWork(opening)) {
                        tell(policy -> policy.round(all));
                      }
                    }));
        mailbox.after(ROUND, () -> roundAgain(opening));
      }
    }
  }

  // --- what swarms tell ---

  private synchronized Optional<Tenure> current() {
    return tenure;
  }

  @Override
  public void joined(SwarmPeer peer) {
    peers.add(peer);
    current().ifPresent(t -> t.mailbox.put(() -> t.tell(policy -> policy.joined(peer))));
  }

  @Override
  public void left(PeerTraffic last) {
    if (last.peer() instanceof SwarmPeer peer) {
      peers.remove(peer);
    }
    current().ifPresent(t -> t.mailbox.put(() -> t.tell(policy -> policy.left(last))));
  }

  @Override
  public void pieceFailed(TorrentId torrent, int piece, List<SwarmPeer> suppliers) {
    List<IncentivePeer> named = List.copyOf(suppliers);
    current()
        .ifPresent(
            t -> t.mailbox.put(() -> t.tell(policy -> policy.pieceFailed(torrent, piece, named))));
  }
}
