package io.quoin.incentive.btt.peer;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.incentive.TorrentFacts;
import io.quoin.api.ledger.Digest;
import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.channel.Arrivals;
import io.quoin.incentive.btt.wire.AddressPrefix;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.Conduct;
import io.quoin.incentive.btt.wire.Hello;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.ProblemCode;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A connection with a peer that speaks the extension for our network and token. */
public final class Conversation {
  /** So long may messages be on their way, or wait to be read, in nanoseconds. */
  private static final long UNSETTLED = 10_000_000_000L;

  private final IncentivePeer peer;
  private final Hello hello;
  private final Digest session;
  private final IncentiveContext context;
  private final Conduct conduct;
  private final long began;
  private PeerTraffic traffic;
  private Optional<PeerStanding> standing = Optional.empty();
  private Optional<BttMessage> withShare = Optional.empty();
  private boolean over;
  private boolean connected = true;

  /**
   * A conversation that begins.
   *
   * @param session names the connection in all that is signed for it
   * @param conduct what it did before, if it has only changed its handshake
   * @param traffic what has passed so far
   */
  public Conversation(
      IncentivePeer peer,
      Hello hello,
      Digest session,
      IncentiveContext context,
      Conduct conduct,
      PeerTraffic traffic) {
    this.peer = peer;
    this.hello = hello;
    this.session = session;
    this.context = context;
    this.conduct = conduct;
    this.traffic = traffic;
    this.began = context.nanoTime();
  }

  // --- facts ---

  /** Who. */
  public IncentivePeer peer() {
    return peer;
  }

  /** About which torrent. */
  public TorrentId torrent() {
    return peer.torrent();
  }

  /** Its neighbourhood. */
  public AddressPrefix prefix() {
    return AddressPrefix.of(peer.address());
  }

  /** What it offers. */
  public Hello hello() {
    return hello;
  }

  /** The connection's name in all that is signed. */
  public Digest session() {
    return session;
  }

  /** How it behaves. */
  public Conduct conduct() {
    return conduct;
  }

  /** The torrent; empty while its metadata is being fetched. */
  public Optional<TorrentFacts> facts() {
    return peer.facts();
  }

  /** Whether it is over: nothing that is still answered matters. */
  public boolean over() {
    return over;
  }

  /** It is over. */
  public void end() {
    over = true;
  }

  /** Whether the connection is there still, even if the conversation is over. */
  public boolean connected() {
    return connected;
  }

  /** The connection is gone. */
  public void disconnect() {
    connected = false;
  }

  // --- what has passed ---

  /** What has passed, as far as it is told. */
  public PeerTraffic traffic() {
    return traffic;
  }

  /** More has passed. */
  public void traffic(PeerTraffic now) {
    traffic = now;
  }

  /**
   * What has come, as a buyer's lane counts it. Nobody looks at bytes that come when they are there
   * already: they might be anything.
   */
  public Arrivals arrivals() {
    return new Arrivals(
        traffic.received(),
        traffic.decided(),
        traffic.failed() + traffic.late() + traffic.duplicate());
  }

  /** How it stood when the round began. */
  public Optional<PeerStanding> standing() {
    return standing;
  }

  /** A round begins. */
  public void standing(PeerStanding now) {
    standing = Optional.of(now);
  }

  // --- talking ---

  /** Sends a message in stream order. */
  public void send(BttMessage message) {
    context.send(peer, MessageCodec.encode(message));
  }

  /** Sends a message just before the next share takes effect. */
  public void sendWithShare(BttMessage message) {
    withShare.ifPresent(this::send);
    withShare = Optional.of(message);
  }

  /** The message that goes with the next share; asked once. */
  public Optional<ByteBuffer> takeForShare() {
    Optional<ByteBuffer> taken = withShare.map(MessageCodec::encode);
    withShare = Optional.empty();
    return taken;
  }

  /** Whether a message waits for the next share. */
  public boolean hasForShare() {
    return withShare.isPresent();
  }

  /**
   * It broke a rule, and is told so. What comes out of order soon after a handshake of either side
   * breaks none: it may belong to the session before.
   *
   * @param about type of the message
   */
  public void fault(ProblemCode code, int about) {
    if (code == ProblemCode.OUT_OF_ORDER && context.nanoTime() - began < UNSETTLED) {
      return;
    }
    conduct.fault();
    if (!conduct.off()) {
      send(new BttMessage.Problem(code, about));
    }
  }
}
