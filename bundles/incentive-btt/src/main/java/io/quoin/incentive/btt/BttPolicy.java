package io.quoin.incentive.btt;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.ExtensionOffer;
import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.incentive.UploadClass;
import io.quoin.api.journal.CreditUse;
import io.quoin.api.journal.JournalWriter;
import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.LedgerHead;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.wallet.Signatures;
import io.quoin.api.wallet.Wallet;
import io.quoin.incentive.btt.buying.Purchases;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.peer.Money;
import io.quoin.incentive.btt.peer.Permissions;
import io.quoin.incentive.btt.selling.Sales;
import io.quoin.incentive.btt.signed.Session;
import io.quoin.incentive.btt.signed.SignedBytes;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.Conduct;
import io.quoin.incentive.btt.wire.Decoded;
import io.quoin.incentive.btt.wire.Hello;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.Offenders;
import io.quoin.incentive.btt.wire.ProblemCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Peers pay to be served sooner, and we pay peers. What comes in goes to the conversation that it
 * belongs to; {@link Sales} and {@link Purchases} decide; what they decide is published as one
 * allocation. It begins once the journal has given it its one writer, and knows time, randomness
 * and threads only from its context.
 */
public final class BttPolicy implements IncentivePolicy {
  private static final Logger log = LoggerFactory.getLogger(BttPolicy.class);
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration OLD_HEAD = Duration.ofMinutes(5);
  private static final int PAID_WEIGHT = 100;

  /** Within this time it is told what has passed before a peer began anew. */
  private static final Duration HEARD = Duration.ofSeconds(1);

  private final BttSettings settings;
  private final IncentiveContext context;
  private final Wallet wallet;
  private final Signatures signatures;
  private final TokenLedger ledger;
  private final MoneyJournal journal;
  private final Answers answers;
  private final Offenders offenders = new Offenders();
  private final HandOverBytes.Left left;
  private final Map<IncentivePeer, Conduct> conducts = new HashMap<>();
  private final Map<IncentivePeer, PeerTraffic> passed = new LinkedHashMap<>();
  private final Map<IncentivePeer, Conversation> conversations = new LinkedHashMap<>();
  private final Map<IncentivePeer, Departure> departing = new LinkedHashMap<>();
  private Optional<Money> money = Optional.empty();
  private Optional<Sales> sales = Optional.empty();
  private Optional<Purchases> purchases = Optional.empty();
  private Optional<LedgerHead> head = Optional.empty();
  private long round;
  private boolean closed;
  private volatile Set<TorrentId> worthwhile = Set.of();

  /**
   * A conversation that is over, until it is known what has passed in it.
   *
   * @param until the monotonic clock, when that is known
   * @param hello with which the peer begins the next one meanwhile
   */
  private record Departure(Conversation conversation, long until, Optional<ByteBuffer> hello) {}

  /**
   * Begins as soon as the journal gives it a writer; until then peers see a plain client.
   *
   * @param from what the policy before left
   */
  public BttPolicy(
      BttSettings settings,
      IncentiveContext context,
      Wallet wallet,
      Signatures signatures,
      TokenLedger ledger,
      MoneyJournal journal,
      Optional<HandOver> from) {
    this.settings = settings;
    this.context = context;
    this.wallet = wallet;
    this.signatures = signatures;
    this.ledger = ledger;
    this.journal = journal;
    this.answers = new Answers(context);
    this.left = HandOverBytes.read(from);
    if (settings.earn() || settings.spend()) {
      answers.await(journal.open("btt"), this::opened, failure -> cannotBegin(failure));
    }
  }

  private static void cannotBegin(Throwable failure) {
    log.warn("BTT is off: the money journal cannot be written ({})", failure.getMessage());
  }

  private void opened(JournalWriter writer) {
    if (closed) {
      writer.close();
    } else {
      answers.await(
          journal.credit(),
          use -> begin(writer, use),
          failure -> {
            writer.close();
            cannotBegin(failure);
          });
    }
  }

  private void begin(JournalWriter writer, CreditUse use) {
    if (closed) {
      writer.close();
      return;
    }
    SignedBytes bytes = new SignedBytes(signatures::keccak256, ledger.net(), ledger.token().id());
    Money services = new Money(wallet, signatures, ledger, journal, writer, bytes);
    Permissions permissions = new Permissions(ledger, answers, context::nanoTime);
    money = Optional.of(services);
    if (settings.earn()) {
      sales =
          Optional.of(
              new Sales(
                  settings,
                  services,
                  answers,
                  permissions,
                  context,
                  offenders,
                  use,
                  left.ask().orElse(settings.ask()),
                  this::ledgerTime,
                  this::publish));
    }
    if (settings.spend()) {
      purchases =
          Optional.of(
              new Purchases(
                  settings,
                  services,
                  answers,
                  permissions,
                  context,
                  offenders,
                  left.sellers(),
                  this::ledgerTime,
                  this::publish));
    }
    context.offer(
        new ExtensionOffer(
            Hello.NAME,
            Hello.offer(ledger.net(), ledger.token(), settings.spend(), settings.earn()),
            Optional.of(Hello.NONCE),
            settings.privateTorrents(),
            settings.except()));
    askHead();
    context.after(TICK, this::tick);
  }

  // --- time ---

  private Instant ledgerTime() {
    Instant local = context.clock().instant();
    return head.map(LedgerHead::time)
        .filter(time -> Duration.between(time, local).compareTo(OLD_HEAD) < 0)
        .orElse(local);
  }

  private void askHead() {
    answers.await(ledger.head(), now -> head = Optional.of(now), failure -> {});
  }

  private void tick() {
    if (closed) {
      return;
    }
    answers.run();
    List.copyOf(departing.values()).stream()
        .filter(departure -> context.nanoTime() - departure.until() >= 0)
        .forEach(this::departed);
    sales.ifPresent(Sales::tick);
    purchases.ifPresent(Purchases::tick);
    context.after(TICK, this::tick);
  }

  // --- peers ---

  @Override
  public void joined(IncentivePeer peer) {
    passed.put(peer, new PeerTraffic(peer, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Override
  public void left(PeerTraffic last) {
    answers.run();
    IncentivePeer peer = last.peer();
    Optional<Conversation> conversation =
        Optional.ofNullable(conversations.get(peer))
            .or(() -> Optional.ofNullable(departing.get(peer)).map(Departure::conversation));
    conversation.ifPresent(
        c -> {
          c.traffic(last);
          end(c);
        });
    passed.remove(peer);
    conducts.remove(peer);
  }

  @Override
  public void handshake(IncentivePeer peer, ByteBuffer value) {
    answers.run();
    Conduct conduct = conducts.computeIfAbsent(peer, p -> new Conduct(context.nanoTime()));
    boolean admitted = conduct.admits(context.nanoTime());
    Optional.ofNullable(conversations.get(peer)).ifPresent(this::depart);
    Departure departure = departing.get(peer);
    if (departure != null) {
      Optional<ByteBuffer> hello = admitted ? Optional.of(copy(value)) : Optional.empty();
      departing.put(peer, new Departure(departure.conversation(), departure.until(), hello));
    } else if (admitted) {
      greet(peer, conduct, value);
    }
  }

  private static ByteBuffer copy(ByteBuffer value) {
    int length = Math.min(value.remaining(), MessageCodec.LONGEST + 1);
    return ByteBuffer.allocate(length).put(value.slice().limit(length)).flip();
  }

  private void greet(IncentivePeer peer, Conduct conduct, ByteBuffer value) {
    Optional<Hello> hello = Hello.decode(value).filter(this::fits);
    if (money.isEmpty() || hello.isEmpty() || conduct.off()) {
      return;
    }
    if (offenders.off(peer.address(), context.nanoTime())) {
      return;
    }
    Conversation conversation =
        new Conversation(
            peer, hello.get(), session(peer, hello.get()), context, conduct, traffic(peer));
    conversations.put(peer, conversation);
    if (hello.get().buys()) {
      sales.ifPresent(s -> s.met(conversation));
    }
    if (hello.get().sells()) {
      purchases.ifPresent(p -> p.met(conversation));
    }
  }

  private boolean fits(Hello hello) {
    return hello.net().equals(ledger.net())
        && hello.token().equals(ledger.token().id())
        && hello.decimals() == ledger.token().decimals();
  }

  private Digest session(IncentivePeer peer, Hello hello) {
    ByteBuffer local = ByteBuffer.wrap(peer.localId());
    ByteBuffer remote = ByteBuffer.wrap(peer.remoteId());
    Digest ours = Digest.of(peer.nonce());
    Session session =
        peer.incoming()
            ? new Session(
                peer.torrent().hash(), remote, local, hello.nonce(), ours, Session.NO_SECRET)
            : new Session(
                peer.torrent().hash(), local, remote, ours, hello.nonce(), Session.NO_SECRET);
    return money.orElseThrow().bytes().session(session);
  }

  private PeerTraffic traffic(IncentivePeer peer) {
    return passed.getOrDefault(peer, new PeerTraffic(peer, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Override
  public void withdrawn(IncentivePeer peer) {
    answers.run();
    Optional.ofNullable(conversations.get(peer)).ifPresent(this::depart);
    Departure departure = departing.get(peer);
    if (departure != null) {
      departing.put(
          peer, new Departure(departure.conversation(), departure.until(), Optional.empty()));
    }
  }

  /** Ends it at once if nothing has been sold or bought in it lately. */
  private void depart(Conversation conversation) {
    boolean sold = sales.filter(s -> s.stops(conversation)).isPresent();
    boolean bought = purchases.filter(p -> p.leases(conversation)).isPresent();
    if (sold || bought) {
      conversations.remove(conversation.peer());
      conversation.end();
      long until = context.nanoTime() + HEARD.toNanos();
      departing.put(conversation.peer(), new Departure(conversation, until, Optional.empty()));
      publish();
    } else {
      end(conversation);
    }
  }

  private void departed(Departure departure) {
    IncentivePeer peer = departure.conversation().peer();
    end(departure.conversation());
    departure.hello().ifPresent(hello -> greet(peer, conducts.get(peer), hello));
  }

  private void end(Conversation conversation) {
    boolean here = conversations.remove(conversation.peer(), conversation);
    boolean departed =
        Optional.ofNullable(departing.get(conversation.peer()))
            .filter(departure -> departure.conversation() == conversation)
            .isPresent();
    if (departed) {
      departing.remove(conversation.peer());
    }
    if (here || departed) {
      conversation.end();
      sales.ifPresent(s -> s.lost(conversation));
      purchases.ifPresent(p -> p.lost(conversation));
      publish();
    }
  }

  // --- messages ---

  @Override
  public void received(PeerTraffic at, ByteBuffer payload) {
    answers.run();
    Conversation conversation = conversations.get(at.peer());
    if (conversation == null) {
      return;
    }
    count(conversation, at);
    if (!conversation.conduct().admits(context.nanoTime())) {
      endIfOff(conversation);
      return;
    }
    Decoded decoded = MessageCodec.decode(payload);
    if (decoded instanceof Decoded.Known known) {
      understand(conversation, known.message());
    } else if (decoded instanceof Decoded.Unknown) {
      if (conversation.conduct().mayTellUnknown()) {
        conversation.send(new BttMessage.Problem(ProblemCode.UNKNOWN_TYPE, 0));
      }
    } else {
      conversation.fault(ProblemCode.MALFORMED, 0);
    }
    endIfOff(conversation);
  }

  private void endIfOff(Conversation conversation) {
    if (conversation.conduct().off()) {
      end(conversation);
    }
  }

  private void understand(Conversation from, BttMessage message) {
    if (message instanceof BttMessage.Problem) {
      return;
    }
    boolean known = from.hello().buys() && sales.filter(s -> sold(s, from, message)).isPresent();
    known |= from.hello().sells() && purchases.filter(p -> bought(p, from, message)).isPresent();
    if (!known) {
      from.fault(ProblemCode.OUT_OF_ORDER, MessageCodec.type(message));
    }
  }

  /** What a buyer says. */
  private static boolean sold(Sales sales, Conversation from, BttMessage message) {
    if (message instanceof BttMessage.Open open) {
      sales.open(from, open);
    } else if (message instanceof BttMessage.Bid bid) {
      sales.bid(from, bid);
    } else if (message instanceof BttMessage.Promise promise) {
      sales.promise(from, promise);
    } else if (message instanceof BttMessage.Settled settled) {
      sales.settled(from, settled);
    } else {
      return message instanceof BttMessage.Close close && sales.close(from, close);
    }
    return true;
  }

  /** What a seller says. */
  private static boolean bought(Purchases purchases, Conversation from, BttMessage message) {
    if (message instanceof BttMessage.Ask ask) {
      purchases.ask(from, ask);
    } else if (message instanceof BttMessage.Ack ack) {
      purchases.ack(from, ack);
    } else if (message instanceof BttMessage.Rejected rejected) {
      purchases.rejected(from, rejected);
    } else if (message instanceof BttMessage.Accepted accepted) {
      purchases.accepted(from, accepted);
    } else if (message instanceof BttMessage.Refused refused) {
      purchases.refused(from, refused);
    } else if (message instanceof BttMessage.Receipt receipt) {
      purchases.receipt(from, receipt);
    } else {
      return message instanceof BttMessage.Close close && purchases.close(from, close);
    }
    return true;
  }

  // --- what passes ---

  @Override
  public void traffic(List<PeerTraffic> traffic) {
    answers.run();
    for (PeerTraffic one : traffic) {
      passed.put(one.peer(), one);
      Conversation conversation = conversations.get(one.peer());
      if (conversation != null) {
        count(conversation, one);
      } else {
        Optional.ofNullable(departing.get(one.peer()))
            .ifPresent(departure -> count(departure.conversation(), one));
      }
    }
  }

  private void count(Conversation conversation, PeerTraffic now) {
    PeerTraffic before = conversation.traffic();
    boolean newer = now.received() >= before.received() && now.sentPaid() >= before.sentPaid();
    if (newer) {
      conversation.traffic(now);
      sales.ifPresent(s -> s.traffic(conversation));
      purchases.ifPresent(p -> p.traffic(conversation));
    }
  }

  @Override
  public void pieceFailed(TorrentId torrent, int piece, List<IncentivePeer> suppliers) {
    // Of those who are here it is counted; the engine bans whoever is to blame.
    answers.run();
    purchases.ifPresent(p -> p.pieceFailed(suppliers));
  }

  // --- rounds ---

  @Override
  public void round(List<PeerStanding> standings) {
    answers.run();
    if (money.isEmpty()) {
      return;
    }
    round++;
    askHead();
    for (PeerStanding standing : standings) {
      Optional.ofNullable(conversations.get(standing.peer()))
          .ifPresent(conversation -> conversation.standing(standing));
    }
    sales.ifPresent(s -> s.round(round));
    purchases.ifPresent(p -> p.round(round));
    worthwhile = worthwhile();
    publish();
  }

  private void publish() {
    if (closed) {
      return;
    }
    Map<IncentivePeer, PeerShare> shares = new LinkedHashMap<>();
    for (Conversation conversation : conversations.values()) {
      IncentivePeer peer = conversation.peer();
      Optional<Sales.Serving> serving = sales.flatMap(s -> s.serving(peer));
      Optional<Purchases.Asking> asking = purchases.flatMap(p -> p.asking(peer));
      boolean open =
          sales.filter(s -> s.waitsFor(peer)).isPresent()
              || purchases.filter(p -> p.owes(peer)).isPresent();
      if (serving.isPresent() || asking.isPresent() || conversation.hasForShare() || open) {
        shares.put(peer, share(conversation, serving, asking));
      }
    }
    context.publish(new Allocation(shares, settings.freePercent()));
  }

  private static PeerShare share(
      Conversation conversation,
      Optional<Sales.Serving> serving,
      Optional<Purchases.Asking> asking) {
    return new PeerShare(
        serving.map(Sales.Serving::uploadClass).orElse(UploadClass.OPEN),
        PAID_WEIGHT,
        serving.map(Sales.Serving::sendUpTo).orElse(Long.MAX_VALUE),
        conversation.takeForShare(),
        asking.map(Purchases.Asking::requestUpTo).orElse(Long.MAX_VALUE),
        asking.isPresent() ? 1 : 0,
        asking.isPresent());
  }

  // --- the end ---

  @Override
  public HandOver close() {
    answers.run();
    sales.ifPresent(Sales::close);
    purchases.ifPresent(Purchases::close);
    publish();
    closed = true;
    money.ifPresent(m -> m.writer().close());
    return HandOverBytes.write(sales.map(Sales::ask).orElse(settings.ask()), left.sellers());
  }

  /** How many peers something is remembered of. */
  int remembered() {
    Set<IncentivePeer> peers = new HashSet<>(passed.keySet());
    peers.addAll(conducts.keySet());
    peers.addAll(conversations.keySet());
    peers.addAll(departing.keySet());
    return peers.size();
  }

  /**
   * Whether a finished torrent is worth seeding on: it has earned the floor in 15 minutes, as of
   * the last round. From any thread.
   *
   * @param torrent which
   */
  boolean worthSeeding(TorrentId torrent) {
    return worthwhile.contains(torrent);
  }

  private Set<TorrentId> worthwhile() {
    return conversations.keySet().stream()
        .map(IncentivePeer::torrent)
        .distinct()
        .filter(t -> sales.filter(s -> earns(s, t)).isPresent())
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean earns(Sales seller, TorrentId torrent) {
    return settings.seedingFloor() > 0 && seller.earnedLately(torrent) >= settings.seedingFloor();
  }
}
