package io.quoin.incentive.btt;

import io.quoin.api.incentive.ExtensionOffer;
import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.journal.CreditUse;
import io.quoin.api.journal.JournalWriter;
import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.wallet.Signatures;
import io.quoin.api.wallet.Wallet;
import io.quoin.incentive.btt.buying.Purchases;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.peer.Conversations;
import io.quoin.incentive.btt.peer.LedgerTime;
import io.quoin.incentive.btt.peer.Money;
import io.quoin.incentive.btt.peer.Permissions;
import io.quoin.incentive.btt.selling.Sales;
import io.quoin.incentive.btt.signed.SignedBytes;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.Decoded;
import io.quoin.incentive.btt.wire.Hello;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.Offenders;
import io.quoin.incentive.btt.wire.ProblemCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
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

  private final BttSettings settings;
  private final IncentiveContext context;
  private final Wallet wallet;
  private final Signatures signatures;
  private final TokenLedger ledger;
  private final MoneyJournal journal;
  private final Answers answers;
  private final Offenders offenders = new Offenders();
  private final HandOverBytes.Left left;
  private final LedgerTime ledgerTime;
  private final Conversations conversations;
  private Optional<JournalWriter> written = Optional.empty();
  private Trade trade = Trade.NONE;
  private long round;
  private boolean closed;
  private volatile Set<TorrentId> worthwhile = Set.of();
  private volatile BttNumbers numbers = BttNumbers.NONE;

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
    this.ledgerTime = new LedgerTime(ledger, answers, context);
    this.conversations = new Conversations(context, ledger, offenders, new Trader());
    if (settings.earn() || settings.spend()) {
      answers.await(journal.open("btt"), this::opened, failure -> cannotBegin(failure));
    }
  }

  /** Whoever trades by then. */
  private final class Trader implements Conversations.Listener {
    @Override
    public void met(Conversation conversation) {
      trade.met(conversation);
    }

    @Override
    public boolean stops(Conversation conversation) {
      return trade.stops(conversation);
    }

    @Override
    public void said(Conversation conversation, ByteBuffer payload) {
      read(conversation, payload);
    }

    @Override
    public void passed(Conversation conversation) {
      trade.passed(conversation);
    }

    @Override
    public void lost(Conversation conversation) {
      trade.lost(conversation);
    }

    @Override
    public void changed() {
      publish();
    }
  }

  // --- the beginning ---

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
    Money money = new Money(wallet, signatures, ledger, journal, writer, bytes);
    written = Optional.of(writer);
    trade = trade(means(money), use);
    conversations.begin(bytes);
    context.offer(
        new ExtensionOffer(
            Hello.NAME,
            Hello.offer(ledger.net(), ledger.token(), settings.spend(), settings.earn()),
            Optional.of(Hello.NONCE),
            settings.privateTorrents(),
            settings.except()));
    ledgerTime.ask();
    context.after(TICK, this::tick);
  }

  private Means means(Money money) {
    return new Means(
        settings,
        money,
        answers,
        new Permissions(ledger, answers, context::nanoTime),
        context,
        offenders,
        ledgerTime::now,
        this::publish);
  }

  private Trade trade(Means means, CreditUse use) {
    long ask = left.ask().orElse(settings.ask());
    return new Trade(
        settings.earn() ? Optional.of(new Sales(means, use, ask)) : Optional.empty(),
        settings.spend()
            ? Optional.of(new Purchases(means, left.sellers(), left.interrupted()))
            : Optional.empty());
  }

  private void tick() {
    if (closed) {
      return;
    }
    answers.run();
    conversations.tick();
    trade.tick();
    context.after(TICK, this::tick);
  }

  // --- peers ---

  @Override
  public void joined(IncentivePeer peer) {
    conversations.joined(peer);
  }

  @Override
  public void left(PeerTraffic last) {
    answers.run();
    conversations.left(last);
  }

  @Override
  public void handshake(IncentivePeer peer, ByteBuffer value) {
    answers.run();
    conversations.handshake(peer, value);
  }

  @Override
  public void withdrawn(IncentivePeer peer) {
    answers.run();
    conversations.withdrawn(peer);
  }

  @Override
  public void received(PeerTraffic at, ByteBuffer payload) {
    answers.run();
    conversations.received(at, payload);
  }

  private void read(Conversation from, ByteBuffer payload) {
    Decoded decoded = MessageCodec.decode(payload);
    if (decoded instanceof Decoded.Known known) {
      trade.understand(from, known.message());
    } else if (decoded instanceof Decoded.Unknown) {
      if (from.conduct().mayTellUnknown()) {
        from.send(new BttMessage.Problem(ProblemCode.UNKNOWN_TYPE, 0));
      }
    } else {
      from.fault(ProblemCode.MALFORMED, 0);
    }
  }

  @Override
  public void traffic(List<PeerTraffic> traffic) {
    answers.run();
    traffic.forEach(conversations::traffic);
  }

  @Override
  public void pieceFailed(TorrentId torrent, int piece, List<IncentivePeer> suppliers) {
    // Of those who are here it is counted; the engine bans whoever is to blame.
    answers.run();
    trade.purchases().ifPresent(p -> p.pieceFailed(suppliers));
  }

  // --- rounds ---

  @Override
  public void round(List<PeerStanding> standings) {
    answers.run();
    if (written.isEmpty()) {
      return;
    }
    round++;
    ledgerTime.ask();
    for (PeerStanding standing : standings) {
      conversations
          .find(standing.peer())
          .ifPresent(conversation -> conversation.standing(standing));
    }
    trade.round(round);
    worthwhile = worthwhile();
    numbers = BttNumbers.of(trade, conversations.all().size());
    publish();
  }

  private void publish() {
    if (!closed) {
      context.publish(trade.allocation(conversations.all(), settings.freePercent()));
    }
  }

  // --- the end ---

  @Override
  public HandOver close() {
    answers.run();
    trade.close();
    publish();
    closed = true;
    written.ifPresent(JournalWriter::close);
    return HandOverBytes.write(
        trade.sales().map(Sales::ask).orElse(settings.ask()), left.sellers(), left.interrupted());
  }

  /** How many peers something is remembered of. */
  int remembered() {
    return conversations.remembered();
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

  /** How trade goes, as of the last round. From any thread. */
  BttNumbers numbers() {
    return numbers;
  }

  private Set<TorrentId> worthwhile() {
    return conversations.all().stream()
        .map(Conversation::torrent)
        .distinct()
        .filter(t -> trade.sales().filter(s -> earns(s, t)).isPresent())
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean earns(Sales seller, TorrentId torrent) {
    return settings.seedingFloor() > 0 && seller.earnedLately(torrent) >= settings.seedingFloor();
  }
}
