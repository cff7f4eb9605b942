package io.quoin.protocol;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.ExtensionOffer;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.plugin.PluginFault;
import io.quoin.metainfo.BValue;
import io.quoin.protocol.swarm.SwarmPeer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The engine's side of one policy, until it is closed. */
final class PolicyContext implements IncentiveContext {
  private static final int MOST_OF_ONE_PEER = 64;
  private static final int LONGEST = 1024;

  private final Mailbox mailbox;
  private final PluginSite site;
  private final IncentiveHost.Torrents torrents;
  private final ExtensionRegistry extensions;
  private final BiConsumer<PolicyContext, Consumer<IncentivePolicy>> policy;
  private final RandomGenerator random;
  private final Map<IncentivePeer, AtomicInteger> unsent = new ConcurrentHashMap<>();
  private final Set<AtomicReference<Runnable>> planned = ConcurrentHashMap.newKeySet();
  private Optional<Allocation> early = Optional.empty();
  private String offered = "";
  private boolean active;
  private boolean closed;

  /** Of its own: a policy that hangs with the context's lock must not hold up the engine. */
  private final Object lock = new Object();

  /**
   * A context that holds back what is published until the policy is open.
   *
   * @param policy calls the policy if it is still the one at work; to be used in the mailbox
   */
  PolicyContext(
      Mailbox mailbox,
      PluginSite site,
      IncentiveHost.Torrents torrents,
      ExtensionRegistry extensions,
      BiConsumer<PolicyContext, Consumer<IncentivePolicy>> policy,
      long seed) {
    this.mailbox = mailbox;
    this.site = site;
    this.torrents = torrents;
    this.extensions = extensions;
    this.policy = policy;
    this.random = new SplittableRandom(seed);
  }

  /** The policy is open: what it published meanwhile takes effect. */
  void activate() {
    synchronized (lock) {
      active = true;
      early.filter(a -> !closed).ifPresent(a -> torrents.allocate(a, offered));
      early = Optional.empty();
    }
  }

  /** Nothing that is called has an effect any more. */
  void close() {
    synchronized (lock) {
      if (!closed) {
        withdraw();
        closed = true;
        planned.forEach(this::forget);
      }
    }
  }

  @Override
  public InstantSource clock() {
    return site.clock();
  }

  @Override
  public long nanoTime() {
    return site.nanoTime();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void after(Duration delay, Runnable task) {
    AtomicReference<Runnable> held = new AtomicReference<>(task);
    planned.add(held);
    boolean taken =
        mailbox.after(
            delay,
            () -> {
              planned.remove(held);
              held.get().run();
            });
    if (!taken || isClosed()) {
      forget(held);
    }
  }

  /** What is planned stays in the mailbox until its time, but holds nothing of the plugin. */
  private void forget(AtomicReference<Runnable> held) {
    held.set(() -> {});
    planned.remove(held);
  }

  /** Whether this is the name that is offered now. */
  private boolean offers(String name) {
    synchronized (lock) {
      return offered.equals(name);
    }
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  @Override
  public void offer(ExtensionOffer offer) {
    OfferedTerms terms = OfferedTerms.of(offer);
    synchronized (lock) {
      if (closed) {
        return;
      }
      withdraw();
      if (!extensions.offer(offer.name(), terms, new Receiver(offer.name()))) {
        throw new IllegalStateException("the extension name '" + offer.name() + "' is in use");
      }
      offered = offer.name();
    }
  }

  @Override
  public void withdraw() {
    synchronized (lock) {
      if (!offered.isEmpty()) {
        extensions.withdraw(offered);
        offered = "";
      }
    }
  }

  @Override
  public void send(IncentivePeer peer, ByteBuffer payload) {
    String name;
    synchronized (lock) {
      name = offered;
    }
    if (payload.remaining() > LONGEST) {
      throw new IllegalArgumentException("a message has at most " + LONGEST + " bytes");
    }
    if (name.isEmpty() || !(peer instanceof SwarmPeer target)) {
      return;
    }
    AtomicInteger waiting = unsent.get(peer);
    if (waiting == null) {
      return;
    }
    if (waiting.incrementAndGet() > MOST_OF_ONE_PEER) {
      waiting.decrementAndGet();
      mailbox.fault(PluginFault.FLOODED, "sends a peer more than there is room for");
      return;
    }
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
    torrents.onLoop(
        peer.torrent(),
        () -> {
          waiting.decrementAndGet();
          target.sendExtended(name, copy);
        });
  }

  @Override
  public void publish(Allocation allocation) {
    synchronized (lock) {
      if (closed) {
        return;
      }
      if (active) {
        torrents.allocate(allocation, offered);
      } else {
        early = Optional.of(allocation);
      }
    }
  }

  @Override
  public void raise(IncentivePeer peer, long sendUpTo) {
    if (!isClosed()) {
      torrents.raise(peer, sendUpTo, 0);
    }
  }

  @Override
  public void raiseRequests(IncentivePeer peer, long requestUpTo) {
    if (!isClosed()) {
      torrents.raise(peer, 0, requestUpTo);
    }
  }

  @Override
  public void countFrom(IncentivePeer peer, long received) {
    if (!isClosed() && peer instanceof SwarmPeer target) {
      torrents.onLoop(peer.torrent(), () -> target.countFrom(received));
    }
  }

  /** Passes peers' messages on, 64 of a peer at a time. */
  private final class Receiver implements ExtensionRegistry.Receiver {
    private final String name;
    private final Map<SwarmPeer, AtomicInteger> waiting = new ConcurrentHashMap<>();
    private final Map<SwarmPeer, BValue> said = new ConcurrentHashMap<>();

    /** Whose handshake the policy is going to be told of. */
    private final Set<SwarmPeer> untold = ConcurrentHashMap.newKeySet();

    /** Whose handshake the policy was told of. Used in the mailbox. */
    private final Set<SwarmPeer> told = new HashSet<>();

    Receiver(String name) {
      this.name = name;
    }

    @Override
    public void joined(SwarmPeer peer) {
      unsent.put(peer, new AtomicInteger());
      waiting.put(peer, new AtomicInteger());
      joinedAgain(peer);
    }

    /**
     * Of handshakes that come faster than the policy takes them only the newest is told: a peer may
     * send any number.
     */
    @Override
    public void joinedAgain(SwarmPeer peer) {
      Optional<BValue> value = peer.said(name);
      if (value.filter(v -> !v.equals(said.put(peer, v))).isPresent() && untold.add(peer)) {
        mailbox.put(() -> greet(peer));
      }
    }

    private void greet(SwarmPeer peer) {
      untold.remove(peer);
      BValue newest = said.get(peer);
      if (newest != null) {
        told.add(peer);
        tell(p -> p.handshake(peer, newest.raw().duplicate()));
      }
    }

    private void tell(Consumer<IncentivePolicy> call) {
      if (offers(name)) {
        policy.accept(PolicyContext.this, call);
      }
    }

    @Override
    public void received(SwarmPeer peer, ByteBuffer body) {
      AtomicInteger count = waiting.get(peer);
      if (count == null || count.incrementAndGet() > MOST_OF_ONE_PEER) {
        if (count != null) {
          count.decrementAndGet();
        }
        return;
      }
      PeerTraffic at = peer.traffic();
      boolean taken =
          mailbox.offer(
              () -> {
                count.decrementAndGet();
                tell(p -> p.received(at, body));
              });
      if (!taken) {
        count.decrementAndGet();
      }
    }

    @Override
    public void left(SwarmPeer peer) {
      unsent.remove(peer);
      waiting.remove(peer);
      said.remove(peer);
      untold.remove(peer);
      mailbox.put(
          () -> {
            if (told.remove(peer)) {
              tell(p -> p.withdrawn(peer));
            }
          });
    }
  }
}
