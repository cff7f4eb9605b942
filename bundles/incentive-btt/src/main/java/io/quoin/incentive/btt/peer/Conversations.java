package io.quoin.incentive.btt.peer;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.incentive.btt.signed.Session;
import io.quoin.incentive.btt.signed.SignedBytes;
import io.quoin.incentive.btt.wire.Conduct;
import io.quoin.incentive.btt.wire.Hello;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.Offenders;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The conversations with all peers that speak the extension. One begins with a handshake that fits;
 * it ends with the connection, with another handshake or with too many faults. If something was
 * sold or bought in it, it departs first: for a moment nothing is said in it any more, until it is
 * known what has passed. Of peers that are gone nothing is kept. On the policy's thread.
 */
public final class Conversations {
  /** Within this time it is told what has passed before a peer began anew. */
  private static final Duration HEARD = Duration.ofSeconds(1);

  /** Messages of a peer that has begun anew which wait until its last conversation is over. */
  private static final int MOST_EARLY = 8;

  private final IncentiveContext context;
  private final TokenLedger ledger;
  private final Offenders offenders;
  private final Listener listener;
  private final Map<IncentivePeer, Conduct> conducts = new HashMap<>();
  private final Map<IncentivePeer, PeerTraffic> passed = new LinkedHashMap<>();
  private final Map<IncentivePeer, Conversation> running = new LinkedHashMap<>();
  private final Map<IncentivePeer, Departure> departing = new LinkedHashMap<>();
  private Optional<SignedBytes> bytes = Optional.empty();

  /** Who trades in them. */
  public interface Listener {
    /** A peer is there. */
    void met(Conversation conversation);

    /**
     * Nothing more is said.
     *
     * @return whether it matters what is still told of what has passed
     */
    boolean stops(Conversation conversation);

    /** A peer says something in a conversation that runs. */
    void said(Conversation conversation, ByteBuffer payload);

    /** Something has passed. */
    void passed(Conversation conversation);

    /** It is known what has passed, and nothing more will. */
    void lost(Conversation conversation);

    /** How peers are to be served has changed. */
    void changed();
  }

  /**
   * A conversation that is over, until it is known what has passed in it.
   *
   * @param until the monotonic clock, when that is known
   * @param hello with which the peer begins the next one meanwhile
   * @param early what it says in that one meanwhile
   */
  private record Departure(
      Conversation conversation, long until, Optional<ByteBuffer> hello, List<ByteBuffer> early) {

    Departure(Conversation conversation, long until, Optional<ByteBuffer> hello) {
      this(conversation, until, hello, new ArrayList<>());
    }

    void said(ByteBuffer payload) {
      if (hello.isPresent() && early.size() < MOST_EARLY) {
        early.add(copy(payload));
      }
    }
  }

  /** None begins before {@link #begin}. */
  public Conversations(
      IncentiveContext context, TokenLedger ledger, Offenders offenders, Listener listener) {
    this.context = context;
    this.ledger = ledger;
    this.offenders = offenders;
    this.listener = listener;
  }

  /**
   * From now on they may begin.
   *
   * @param names what is signed in them
   */
  public void begin(SignedBytes names) {
    bytes = Optional.of(names);
  }

  /** Those that run. */
  public Collection<Conversation> all() {
    return running.values();
  }

  /** That with a peer, if it runs. */
  public Optional<Conversation> find(IncentivePeer peer) {
    return Optional.ofNullable(running.get(peer));
  }

  /** How many peers something is remembered of. */
  public int remembered() {
    Set<IncentivePeer> peers = new HashSet<>(passed.keySet());
    peers.addAll(conducts.keySet());
    peers.addAll(running.keySet());
    peers.addAll(departing.keySet());
    return peers.size();
  }

  // --- peers come and go ---

  /** A connection is there. */
  public void joined(IncentivePeer peer) {
    passed.put(peer, nothing(peer));
  }

  private static PeerTraffic nothing(IncentivePeer peer) {
    return new PeerTraffic(peer, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** A connection is gone. */
  public void left(PeerTraffic last) {
    IncentivePeer peer = last.peer();
    find(peer)
        .or(() -> departed(peer))
        .ifPresent(
            conversation -> {
              conversation.traffic(last);
              conversation.disconnect();
              end(conversation);
            });
    passed.remove(peer);
    conducts.remove(peer);
  }

  private Optional<Conversation> departed(IncentivePeer peer) {
    return Optional.ofNullable(departing.get(peer)).map(Departure::conversation);
  }

  /** A peer names the extension, with whatever stands there. */
  public void handshake(IncentivePeer peer, ByteBuffer value) {
    Conduct conduct = conducts.computeIfAbsent(peer, p -> new Conduct(context.nanoTime()));
    boolean admitted = conduct.admits(context.nanoTime());
    find(peer).ifPresent(this::depart);
    if (departing.containsKey(peer)) {
      waits(peer, admitted ? Optional.of(copy(value)) : Optional.empty());
    } else if (admitted) {
      greet(peer, conduct, value);
    }
  }

  /** A peer takes the extension back. */
  public void withdrawn(IncentivePeer peer) {
    find(peer).ifPresent(this::depart);
    waits(peer, Optional.empty());
  }

  /** With what a peer comes again once the conversation before is over. */
  private void waits(IncentivePeer peer, Optional<ByteBuffer> hello) {
    departing.computeIfPresent(
        peer, (p, before) -> new Departure(before.conversation(), before.until(), hello));
  }

  private static ByteBuffer copy(ByteBuffer value) {
    int length = Math.min(value.remaining(), MessageCodec.LONGEST + 1);
    return ByteBuffer.allocate(length).put(value.slice().limit(length)).flip();
  }

  private void greet(IncentivePeer peer, Conduct conduct, ByteBuffer value) {
    Optional<Hello> hello = Hello.decode(value).filter(this::fits);
    if (bytes.isEmpty() || hello.isEmpty() || conduct.off()) {
      return;
    }
    if (offenders.off(peer.address(), context.nanoTime())) {
      return;
    }
    PeerTraffic traffic = passed.getOrDefault(peer, nothing(peer));
    Digest session = bytes.get().session(session(peer, hello.get()));
    Conversation conversation =
        new Conversation(peer, hello.get(), session, context, conduct, traffic);
    running.put(peer, conversation);
    listener.met(conversation);
  }

  private boolean fits(Hello hello) {
    return hello.net().equals(ledger.net())
        && hello.token().equals(ledger.token().id())
        && hello.decimals() == ledger.token().decimals();
  }

  private static Session session(IncentivePeer peer, Hello hello) {
    ByteBuffer local = ByteBuffer.wrap(peer.localId());
    ByteBuffer remote = ByteBuffer.wrap(peer.remoteId());
    Digest ours = Digest.of(peer.nonce());
    return peer.incoming()
        ? new Session(peer.torrent().hash(), remote, local, hello.nonce(), ours, Session.NO_SECRET)
        : new Session(peer.torrent().hash(), local, remote, ours, hello.nonce(), Session.NO_SECRET);
  }

  // --- how one ends ---

  /** Ends it at once if nothing has been sold or bought in it lately. */
  private void depart(Conversation conversation) {
    if (!listener.stops(conversation)) {
      end(conversation);
      return;
    }
    running.remove(conversation.peer());
    conversation.end();
    long until = context.nanoTime() + HEARD.toNanos();
    departing.put(conversation.peer(), new Departure(conversation, until, Optional.empty()));
    listener.changed();
  }

  /** Ends those of which all is known by now. */
  public void tick() {
    List.copyOf(departing.values()).stream()
        .filter(departure -> context.nanoTime() - departure.until() >= 0)
        .forEach(this::departed);
  }

  private void departed(Departure departure) {
    IncentivePeer peer = departure.conversation().peer();
    end(departure.conversation());
    departure.hello().ifPresent(hello -> greet(peer, conducts.get(peer), hello));
    departure.early().forEach(payload -> find(peer).ifPresent(next -> said(next, payload)));
  }

  // --- what peers say ---

  /**
   * A peer says something.
   *
   * @param at what had passed by then
   */
  public void received(PeerTraffic at, ByteBuffer payload) {
    Conversation conversation = running.get(at.peer());
    if (conversation != null) {
      count(conversation, at);
      said(conversation, payload);
    } else if (departing.containsKey(at.peer())) {
      departing.get(at.peer()).said(payload);
    }
  }

  /** It ends if its peer has broken too many rules. */
  private void said(Conversation conversation, ByteBuffer payload) {
    if (conversation.conduct().admits(context.nanoTime())) {
      listener.said(conversation, payload);
    }
    if (conversation.conduct().off()) {
      end(conversation);
    }
  }

  private void end(Conversation conversation) {
    IncentivePeer peer = conversation.peer();
    boolean here = running.remove(peer, conversation);
    boolean departed = departed(peer).filter(other -> other == conversation).isPresent();
    if (departed) {
      departing.remove(peer);
    }
    if (here || departed) {
      conversation.end();
      listener.lost(conversation);
      listener.changed();
    }
  }

  // --- what passes ---

  /** Something has passed with a peer. */
  public void traffic(PeerTraffic now) {
    passed.put(now.peer(), now);
    find(now.peer()).or(() -> departed(now.peer())).ifPresent(c -> count(c, now));
  }

  /** So much had passed when a message came; what is older than what we know changes nothing. */
  private void count(Conversation conversation, PeerTraffic now) {
    PeerTraffic before = conversation.traffic();
    if (now.received() >= before.received() && now.sentPaid() >= before.sentPaid()) {
      conversation.traffic(now);
      listener.passed(conversation);
    }
  }
}
