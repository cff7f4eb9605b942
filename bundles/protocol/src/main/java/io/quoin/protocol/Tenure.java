package io.quoin.protocol;

import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.plugin.PluginFault;
import io.quoin.protocol.swarm.SwarmPeer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mailbox and the policy that it serves at the time. A policy that was opened is on trial until
 * its first round has returned. All of this runs in the mailbox, unless it says otherwise.
 */
final class Tenure {
  private static final Logger log = LoggerFactory.getLogger(Tenure.class);
  private static final Duration TRAFFIC_INTERVAL = Duration.ofMillis(100);
  private static final Duration ROUND = Duration.ofSeconds(10);

  private final IncentiveHost.Torrents torrents;
  private final ExtensionRegistry extensions;
  private final LongSupplier seeds;
  private final PluginSite site;
  private final Overseer overseer;
  private final Mailbox mailbox;
  private final Set<IncentivePeer> told = new HashSet<>();
  private Optional<IncentivePolicy> policy = Optional.empty();
  private boolean onTrial;

  /** The policy was told of no traffic yet: it is told of everybody's. */
  private boolean untold;

  private int openings;
  private volatile Optional<IncentiveHost.Choice> choice = Optional.empty();
  private volatile Optional<PolicyContext> context = Optional.empty();

  /** Decides what becomes of it. */
  interface Overseer {
    /** The policy has passed its trial. */
    void passed(Tenure tenure);

    /** The policy has failed on trial. */
    void failed(Tenure tenure);

    /** The policy has not come to what must not be lost; from any thread. */
    void overrun(Tenure tenure);
  }

  Tenure(
      IncentiveHost.Torrents torrents,
      ExtensionRegistry extensions,
      LongSupplier seeds,
      PluginSite site,
      Overseer overseer) {
    this.torrents = torrents;
    this.extensions = extensions;
    this.seeds = seeds;
    this.site = site;
    this.overseer = overseer;
    this.mailbox =
        new Mailbox(
            "incentive",
            site,
            () -> choice.map(IncentiveHost.Choice::provider),
            () -> overseer.overrun(this));
  }

  /** From any thread. */
  Mailbox mailbox() {
    return mailbox;
  }

  /** Whose policy is open, or being opened or closed; from any thread. */
  Optional<IncentiveHost.Choice> choice() {
    return choice;
  }

  /**
   * Takes its means from a policy that does not return, and forgets what waits; from any thread.
   * Should it return, it is closed.
   */
  void leaveBehind() {
    mailbox.abandon(this::close);
    context.ifPresent(PolicyContext::close);
  }

  // --- opening and closing ---

  /**
   * Whether the policy is open now, and knows the peers that are there.
   *
   * @param next whose policy
   * @param from what it may continue with
   */
  boolean open(IncentiveHost.Choice next, Optional<HandOver> from, Iterable<SwarmPeer> peersThere) {
    openings++;
    untold = true;
    choice = Optional.of(next);
    PolicyContext offered =
        new PolicyContext(mailbox, site, torrents, extensions, this::tellOf, seeds.getAsLong());
    context = Optional.of(offered);
    try {
      IncentivePolicy opened = next.provider().open(offered, from);
      policy = Optional.of(Objects.requireNonNull(opened, "it opened nothing"));
      peersThere.forEach(peer -> joined(opened, peer));
      return true;
    } catch (Throwable e) {
      log.warn("the incentive '{}' cannot be opened: {}", next.id(), e.getMessage(), e);
      mailbox.fault(PluginFault.THREW, "threw " + e + " when it was opened");
      close();
      return false;
    }
  }

  /** What it published takes effect, and it is told what happens. */
  void begin() {
    onTrial = true;
    context.ifPresent(PolicyContext::activate);
    int opening = openings;
    mailbox.after(TRAFFIC_INTERVAL, () -> trafficAgain(opening));
    roundAgain(opening);
  }

  /** Closes the policy, if there is one, and takes its means from it; what it hands over. */
  Optional<HandOver> close() {
    Optional<IncentivePolicy> last = policy;
    policy = Optional.empty();
    told.clear();
    try {
      return last.map(IncentivePolicy::close);
    } catch (Throwable e) {
      log.warn("the incentive '{}' failed while handing over", id(), e);
      mailbox.fault(PluginFault.THREW, "threw " + e + " when it was closed");
      return Optional.empty();
    } finally {
      context.ifPresent(PolicyContext::close);
      context = Optional.empty();
      choice = Optional.empty();
    }
  }

  private String id() {
    return choice.map(IncentiveHost.Choice::id).orElse("none");
  }

  // --- what it is told ---

  private void joined(IncentivePolicy who, IncentivePeer peer) {
    if (told.add(peer)) {
      who.joined(peer);
    }
  }

  /** A peer is there, which it may know already. */
  void joined(IncentivePeer peer) {
    tell(p -> joined(p, peer));
  }

  /** A peer is gone. */
  void left(PeerTraffic last) {
    if (told.remove(last.peer())) {
      tell(p -> p.left(last));
    }
  }

  /** Runs a call of the policy that is at work when its turn comes. */
  void tell(Consumer<IncentivePolicy> call) {
    if (onTrial) {
      policy.ifPresent(p -> tellOnTrial(p, call));
    } else {
      policy.ifPresent(call);
    }
  }

  private void tellOnTrial(IncentivePolicy who, Consumer<IncentivePolicy> call) {
    try {
      call.accept(who);
    } catch (Throwable e) {
      log.warn("the incentive '{}' failed in one of its first calls", id(), e);
      mailbox.fault(PluginFault.THREW, "threw " + e + " in one of its first calls");
      onTrial = false;
      overseer.failed(this);
    }
  }

  /** The same, if the policy at work is the one that has this context. */
  private void tellOf(PolicyContext whose, Consumer<IncentivePolicy> call) {
    if (context.filter(c -> c == whose).isPresent()) {
      tell(call);
    }
  }

  private boolean atWork(int opening) {
    return policy.isPresent() && openings == opening;
  }

  private void trafficAgain(int opening) {
    if (atWork(opening)) {
      Consumer<List<PeerTraffic>> teller = traffic -> traffic(opening, traffic);
      if (untold) {
        untold = false;
        torrents.traffic(teller);
      } else {
        torrents.newTraffic(teller);
      }
      mailbox.after(TRAFFIC_INTERVAL, () -> trafficAgain(opening));
    }
  }

  private void traffic(int opening, List<PeerTraffic> traffic) {
    if (!traffic.isEmpty()) {
      mailbox.put(() -> tellTraffic(opening, traffic));
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
              mailbox.put(
                  () -> {
                    if (atWork(opening)) {
                      tell(policy -> policy.round(all));
                      endTrial(opening);
                    }
                  }));
      mailbox.after(ROUND, () -> roundAgain(opening));
    }
  }

  private void endTrial(int opening) {
    if (onTrial && atWork(opening)) {
      onTrial = false;
      overseer.passed(this);
    }
  }
}
