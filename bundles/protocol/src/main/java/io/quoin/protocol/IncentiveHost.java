package io.quoin.protocol;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.torrent.TorrentId;
import io.quoin.protocol.swarm.IncentiveDesk;
import io.quoin.protocol.swarm.SwarmPeer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one policy at work, and swaps it without the swarms noticing: the old one hands over and
 * the new one opens in one task of the mailbox, so what happens meanwhile waits its turn there. A
 * new one that fails, until its first round has returned, is closed, and the old one is opened
 * again. A policy that takes more than two seconds for a step is left behind with its mailbox, and
 * another mailbox goes on with the next step.
 */
final class IncentiveHost implements IncentiveDesk {
  private static final Logger log = LoggerFactory.getLogger(IncentiveHost.class);

  /** Two seconds, a bit at a time: a machine that stood still meanwhile has used up one bit. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private static final int PATIENCE = 8;

  /** Providers that may come back to what they left; of the one that left first it is forgotten. */
  private static final int MOST_KEPT = 8;

  private final Torrents torrents;
  private final ExtensionRegistry extensions;
  private final long seed;
  private final AtomicLong opened = new AtomicLong();
  private final PluginSite site;
  private final Judge judge = new Judge();
  private final Set<SwarmPeer> peers = ConcurrentHashMap.newKeySet();

  private Optional<Choice> wanted = Optional.empty();
  private Predicate<Choice> there = choice -> false;
  private Optional<Tenure> tenure = Optional.empty();
  private boolean ended;

  /** Counts changes of what is wanted. */
  private int wishes;

  /** The wish that is being met, and the one that has been, as far as it can be. */
  private int serving;

  private int served;

  /** What is still to be tried, in this order, until a policy has passed its trial. */
  private final Deque<Attempt> attempts = new ArrayDeque<>();

  /** What policies left whose provider is not at work, by its id. */
  private final Map<String, HandOver> kept = new LinkedHashMap<>();

  /** The old policy has handed over, and attempts say how it goes on. */
  private boolean handedOver;

  /** When the old policy was asked to hand over. */
  private long swapBegan;

  /** Counts the steps of swaps: a step that is not over when its time is has to do with a hang. */
  private int steps;

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

  /** To open a provider's policy, with what was handed over for it. */
  private record Attempt(Choice choice, Optional<HandOver> from) {}

  IncentiveHost(Torrents torrents, ExtensionRegistry extensions, long seed, PluginSite site) {
    this.torrents = torrents;
    this.extensions = extensions;
    this.seed = seed;
    this.site = site;
  }

  // --- what is wanted ---

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
    wishes++;
    // On a thread of the engine: one that the mailbox starts inherits the context of its starter,
    // and a plugin that just offered its service would be held by it for as long as it runs.
    site.execute(this::pursue);
  }

  private synchronized void pursue() {
    if (ended || served == wishes) {
      return;
    }
    if (serving == served) {
      step();
    }
    Tenure current = tenure.orElseGet(this::newTenure);
    current.mailbox().put(() -> swap(current));
  }

  private Tenure newTenure() {
    Tenure fresh = new Tenure(torrents, extensions, this::nextSeed, site, judge);
    tenure = Optional.of(fresh);
    return fresh;
  }

  /** Another one for each policy: what one has drawn, the next one does not draw again. */
  private long nextSeed() {
    return seed + opened.getAndIncrement();
  }

  /** The engine is going: the policy is closed, and nothing is opened any more. */
  synchronized void end() {
    ended = true;
    wanted = Optional.empty();
    attempts.clear();
    tenure.ifPresent(
        last -> {
          last.mailbox().put(last::close);
          last.mailbox().close();
        });
    tenure = Optional.empty();
  }

  /** The id of the incentive that is at work; empty if that is tit for tat. */
  synchronized Optional<String> atWork() {
    return tenure.flatMap(Tenure::choice).map(Choice::id);
  }

  // --- a swap ---

  /** Runs in the mailbox of the tenure, which goes on with another policy. */
  private void swap(Tenure at) {
    Optional<Choice> next;
    synchronized (this) {
      boolean underWay = handedOver && serving == wishes;
      if (!isCurrent(at) || served == wishes || underWay) {
        return;
      }
      serving = wishes;
      next = wanted;
      if (next.equals(at.choice())) {
        if (!handedOver) {
          settle();
        }
        return;
      }
      step();
      swapBegan = site.nanoTime();
    }
    Optional<Choice> before = at.choice();
    Optional<HandOver> left = at.close();
    synchronized (this) {
      if (!isCurrent(at)) {
        return;
      }
      plan(next, before, left);
    }
    goOn(at);
  }

  private void plan(Optional<Choice> next, Optional<Choice> before, Optional<HandOver> left) {
    handedOver = true;
    attempts.clear();
    before.ifPresent(old -> keep(old.id(), left));
    if (next.isPresent()) {
      attempts.add(new Attempt(next.get(), Optional.ofNullable(kept.remove(next.get().id()))));
      before.ifPresent(old -> attempts.add(new Attempt(old, left)));
      // What made the heir fail may make the old one fail too.
      before.filter(old -> left.isPresent()).ifPresent(old -> attempts.add(afresh(old)));
    }
  }

  private void keep(String id, Optional<HandOver> left) {
    kept.remove(id);
    left.ifPresent(handOver -> kept.put(id, handOver));
    if (kept.size() > MOST_KEPT) {
      Iterator<HandOver> first = kept.values().iterator();
      first.next();
      first.remove();
    }
  }

  private static Attempt afresh(Choice choice) {
    return new Attempt(choice, Optional.empty());
  }

  /** Runs in the mailbox of the tenure: opens the first policy that can be opened. */
  private void goOn(Tenure at) {
    Optional<Attempt> attempt = nextAttempt(at);
    while (attempt.isPresent() && !at.open(attempt.get().choice(), attempt.get().from(), peers)) {
      attempt = nextAttempt(at);
    }
    if (attempt.isPresent()) {
      tryOut(at);
    } else {
      settled(at);
    }
    if (isLeftBehind(at)) {
      at.close();
    }
  }

  private void tryOut(Tenure at) {
    synchronized (this) {
      if (isCurrent(at)) {
        step();
      }
    }
    at.begin();
  }

  private void settled(Tenure at) {
    long nanos;
    synchronized (this) {
      if (!isCurrent(at)) {
        return;
      }
      settle();
      nanos = site.nanoTime() - swapBegan;
    }
    log.info(
        "who is served first is up to {} now; the swap took {} ms",
        at.choice().map(choice -> "the incentive '" + choice.id() + "'").orElse("tit for tat"),
        nanos / 1_000_000.0);
  }

  /** What is to be tried next, of those whose providers are there. */
  private Optional<Attempt> nextAttempt(Tenure at) {
    while (true) {
      Attempt attempt;
      Predicate<Choice> mayBeCalled;
      synchronized (this) {
        if (!isCurrent(at) || attempts.isEmpty()) {
          return Optional.empty();
        }
        attempt = attempts.remove();
        mayBeCalled = there;
        step();
      }
      if (mayBeCalled.test(attempt.choice())) {
        return Optional.of(attempt);
      }
    }
  }

  private synchronized boolean isLeftBehind(Tenure at) {
    return !isCurrent(at);
  }

  private boolean isCurrent(Tenure at) {
    return tenure.filter(t -> t == at).isPresent();
  }

  /** The wish has been met, as far as it can be; another one may be waiting in the mailbox. */
  private void settle() {
    attempts.clear();
    handedOver = false;
    served = serving;
    if (served == wishes) {
      steps++;
    } else {
      step();
    }
  }

  private final class Judge implements Tenure.Overseer {
    @Override
    public void passed(Tenure at) {
      settled(at);
    }

    @Override
    public void failed(Tenure at) {
      at.close();
      goOn(at);
    }

    @Override
    public void overrun(Tenure at) {
      at.leaveBehind();
      synchronized (IncentiveHost.this) {
        if (isCurrent(at)) {
          tenure = Optional.empty();
        }
      }
    }
  }

  // --- policies that do not return ---

  /** A step begins, which has two seconds. */
  private void step() {
    int step = ++steps;
    look(step, PATIENCE);
  }

  private void look(int step, int patience) {
    site.after(
        LOOK,
        () -> {
          synchronized (this) {
            if (ended || steps != step) {
              return;
            }
            if (patience > 1) {
              look(step, patience - 1);
              return;
            }
          }
          leaveBehind(step);
        });
  }

  /** The policy hangs: it keeps its thread, and the swap goes on in another mailbox. */
  private synchronized void leaveBehind(int step) {
    if (ended || steps != step) {
      return;
    }
    tenure.ifPresent(
        old -> {
          log.warn(
              "the incentive '{}' does not return; it is left behind",
              old.choice().map(Choice::id).orElse("none"));
          old.leaveBehind();
        });
    Tenure fresh = newTenure();
    step();
    if (handedOver) {
      fresh.mailbox().put(() -> goOn(fresh));
    }
    fresh.mailbox().put(() -> swap(fresh));
  }

  // --- what swarms tell ---

  private synchronized Optional<Tenure> current() {
    return tenure;
  }

  @Override
  public void joined(SwarmPeer peer) {
    peers.add(peer);
    current().ifPresent(t -> t.mailbox().put(() -> t.joined(peer)));
  }

  @Override
  public void left(PeerTraffic last) {
    if (last.peer() instanceof SwarmPeer peer) {
      peers.remove(peer);
    }
    current().ifPresent(t -> t.mailbox().put(() -> t.left(last)));
  }

  @Override
  public void pieceFailed(TorrentId torrent, int piece, List<SwarmPeer> suppliers) {
    List<IncentivePeer> named = List.copyOf(suppliers);
    current()
        .ifPresent(
            t ->
                t.mailbox().put(() -> t.tell(policy -> policy.pieceFailed(torrent, piece, named))));
  }
}
