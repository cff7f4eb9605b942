package io.quoin.incentive.btt;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.ExtensionOffer;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.incentive.TorrentFacts;
import io.quoin.api.incentive.UploadClass;
import io.quoin.api.journal.Budgets;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.ledger.TransferOrder;
import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.signed.Session;
import io.quoin.incentive.btt.signed.SignedBytes;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.Decoded;
import io.quoin.incentive.btt.wire.Hello;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import io.quoin.metainfo.InfoHash;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.money.StandInWallet;
import io.quoin.testbed.money.VirtualLedger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * One policy between a test and an engine that the test plays: it sends what peers ask for as far
 * as the allocation goes, to the block, and tells what has passed every 100 ms.
 */
final class Bench {
  static final int BLOCK = 16_384;
  static final int MIB = 1 << 20;
  static final TorrentId TORRENT = new TorrentId(InfoHash.ofHex("11".repeat(20)));
  static final int PIECE = MIB / 4;
  private static final int FREE_TRANSFERS = 100;

  final Testbed testbed;
  final VirtualLedger ledger;
  final Purse own;
  IncentivePolicy policy;
  boolean complete;

  private final Context context = new Context();
  private final List<Remote> remotes = new ArrayList<>();
  private final Duration lag;
  private double settling = 0.2;
  private int made;

  Bench(BttSettings settings, boolean complete) {
    this(settings, complete, Budgets.UNLIMITED, Duration.ZERO);
  }

  /** With an engine that takes so long to do as the policy says. */
  Bench(BttSettings settings, boolean complete, Budgets budgets, Duration lag) {
    this(new Testbed(3), complete, lag, settings, budgets);
  }

  private Bench(
      Testbed testbed, boolean complete, Duration lag, BttSettings settings, Budgets budgets) {
    this(testbed, ledger(testbed), 1, complete, lag, settings, budgets);
  }

  private static VirtualLedger ledger(Testbed testbed) {
    return new VirtualLedger(testbed, Duration.ofSeconds(57), FREE_TRANSFERS);
  }

  private Bench(
      Testbed testbed,
      VirtualLedger ledger,
      int address,
      boolean complete,
      Duration lag,
      BttSettings settings,
      Budgets budgets) {
    this.testbed = testbed;
    this.ledger = ledger;
    this.complete = complete;
    this.lag = lag;
    own = new Purse(testbed, ledger, address, settings, budgets);
    policy = own.provider.open(context, Optional.empty());
    testbed.every(Duration.ofMillis(100), this::pass);
    testbed.every(Duration.ofSeconds(10), this::round);
    run(1);
  }

  /** Somebody else at the same time and with the same ledger. */
  Bench other(int address, BttSettings settings, boolean hasAll) {
    return new Bench(testbed, ledger, address, hasAll, lag, settings, Budgets.UNLIMITED);
  }

  /** The process is killed, and begins again with its journal; nobody is connected. */
  void restart() {
    remotes.clear();
    policy = own.provider.open(context, Optional.empty());
    run(1);
  }

  void run(double seconds) {
    run(Duration.ofMillis((long) (seconds * 1000)));
  }

  void run(Duration span) {
    testbed.run(span);
  }

  long now() {
    return testbed.now().toNanos();
  }

  private void pass() {
    List<PeerTraffic> traffic = new ArrayList<>();
    for (Remote remote : remotes) {
      if (remote.move()) {
        traffic.add(remote.traffic());
      }
    }
    if (!traffic.isEmpty()) {
      policy.traffic(traffic);
    }
  }

  private void round() {
    policy.round(remotes.stream().map(Remote::standing).toList());
  }

  /** A peer that speaks the extension; it is in a neighbourhood of its own. */
  Remote remote(int address, boolean buys, boolean sells) {
    int number = ++made;
    Remote remote =
        new Remote(new StandInWallet(StandInWallet.address(address)), number, number, number);
    return connect(remote, buys, sells);
  }

  private Remote connect(Remote remote, boolean buys, boolean sells) {
    remotes.add(remote);
    ledger.give(remote.wallet.address(), 0);
    policy.joined(remote.peer);
    remote.hello(buys, sells);
    run(settling);
    return remote;
  }

  /** From now on whoever comes says nothing before it can belong to no session before. */
  Bench settled() {
    settling = 10.2;
    return this;
  }

  private static byte[] numbered(int kind, int number) {
    return ByteBuffer.allocate(32).putInt(kind).putInt(number).array();
  }

  /** A peer that does not speak the extension. */
  Remote silent(int address) {
    int number = ++made;
    Remote remote =
        new Remote(new StandInWallet(StandInWallet.address(address)), number, number, number);
    remotes.add(remote);
    policy.joined(remote.peer);
    return remote;
  }

  /** The same peer on another connection. */
  Remote again(Remote before) {
    Remote remote = new Remote(before.wallet, before.peer.id, before.peer.net, ++made);
    return connect(remote, before.buys, before.sells);
  }

  /** A peer in the neighbourhood of another one. */
  Remote near(Remote other, int address, boolean buys, boolean sells) {
    int number = ++made;
    Remote remote =
        new Remote(
            new StandInWallet(StandInWallet.address(address)), number, other.peer.net, number);
    return connect(remote, buys, sells);
  }

  /** We have made as many transfers today as are free. */
  void freeTransfersAreUsedUp() {
    for (int i = 0; i < FREE_TRANSFERS; i++) {
      transfer(own.wallet, StandInWallet.address(999), 1 + i);
    }
  }

  /** Pays on the ledger. */
  TransferId transfer(StandInWallet from, Address to, long amount) {
    Instant now = testbed.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    TransferOrder order =
        new TransferOrder(
            from.address(), from.address(), to, amount, now, now.plus(Duration.ofMinutes(10)));
    PreparedTransfer prepared = own.answer(ledger.prepare(order));
    own.answer(
        from.sign(prepared.id().digest())
            .thenCompose(signature -> ledger.submit(prepared, signature))
            .thenApply(done -> true));
    return prepared.id();
  }

  // --- the engine ---

  private final class Context implements IncentiveContext {
    private final SplittableRandom random = new SplittableRandom(5);
    private Optional<ExtensionOffer> offered = Optional.empty();

    @Override
    public InstantSource clock() {
      return testbed.clock();
    }

    @Override
    public long nanoTime() {
      return now();
    }

    @Override
    public RandomGenerator random() {
      return random;
    }

    @Override
    public void after(Duration delay, Runnable task) {
      testbed.at(testbed.now().plus(delay), task);
    }

    @Override
    public void offer(ExtensionOffer offer) {
      offered = Optional.of(offer);
    }

    @Override
    public void withdraw() {
      offered = Optional.empty();
    }

    @Override
    public void send(IncentivePeer peer, ByteBuffer payload) {
      soon(() -> find(peer).ifPresent(remote -> remote.hear(payload)));
    }

    @Override
    public void publish(Allocation allocation) {
      soon(() -> allocate(allocation));
    }

    private void soon(Runnable task) {
      if (lag.isZero()) {
        task.run();
      } else {
        testbed.at(testbed.now().plus(lag), task);
      }
    }

    private void allocate(Allocation allocation) {
      for (Remote remote : remotes) {
        PeerShare share = allocation.shares().get(remote.peer);
        if (share != null) {
          share.message().ifPresent(remote::hear);
        }
        remote.share = Optional.ofNullable(share);
        remote.sendUpTo = share == null ? Long.MAX_VALUE : share.sendUpTo();
      }
    }

    @Override
    public void raise(IncentivePeer peer, long sendUpTo) {
      soon(
          () ->
              find(peer)
                  .ifPresent(remote -> remote.sendUpTo = Math.max(remote.sendUpTo, sendUpTo)));
    }

    @Override
    public void raiseRequests(IncentivePeer peer, long requestUpTo) {
      throw new AssertionError("nobody does");
    }

    @Override
    public void countFrom(IncentivePeer peer, long received) {
      find(peer).ifPresent(remote -> remote.counting = true);
    }
  }

  private Optional<Remote> find(IncentivePeer peer) {
    return remotes.stream().filter(remote -> remote.peer == peer).findFirst();
  }

  boolean offers() {
    return context.offered.isPresent();
  }

  // --- the other side ---

  /** A peer that says what a test has it say, and notes what it hears. */
  final class Remote {
    final StandInWallet wallet;
    final Peer peer;
    final List<BttMessage> heard = new ArrayList<>();

    /** Bytes that it asks for and were not sent. */
    long wants;

    boolean interested = true;
    boolean choked = true;

    /** What the engine has had from it, and how much of that has had its verdict. */
    long received;

    long decided;
    long failed;
    long duplicate;
    long sentPaid;
    long sentFree;
    Optional<PeerShare> share = Optional.empty();
    private long sendUpTo = Long.MAX_VALUE;
    private boolean counting;
    private boolean moved;
    private int nonces;
    private boolean buys;
    private boolean sells;

    Remote(StandInWallet wallet, int id, int net, int number) {
      this.wallet = wallet;
      this.peer = new Peer(id, net, number);
    }

    Address address() {
      return wallet.address();
    }

    /** Up to what it may be sent, of what it asks for. */
    private boolean move() {
      boolean paid = share.filter(s -> s.uploadClass() == UploadClass.PAID).isPresent();
      long room = paid ? sendUpTo - sentPaid - sentFree : choked ? 0 : Long.MAX_VALUE;
      long bytes = Math.min(Math.min(wants, rate), room) / BLOCK * BLOCK;
      wants -= Math.max(0, bytes);
      if (paid) {
        sentPaid += Math.max(0, bytes);
      } else {
        sentFree += Math.max(0, bytes);
      }
      boolean told = bytes > 0 || moved;
      moved = false;
      return told;
    }

    /** At most so many bytes go out to it every 100 ms. */
    long rate = Long.MAX_VALUE;

    /** Blocks come from it; all but so many bytes have had their verdict. */
    void delivers(long bytes, long undecided) {
      received += bytes;
      decided = received - undecided;
      moved = true;
    }

    PeerTraffic traffic() {
      return new PeerTraffic(
          peer, sentPaid, sentFree, 0, received, 0, failed, duplicate, 0, counting ? decided : 0);
    }

    PeerStanding standing() {
      return new PeerStanding(peer, true, true, interested, choked, true, 0, 0);
    }

    // --- talking ---

    void hello(boolean doesBuy, boolean doesSell) {
      buys = doesBuy;
      sells = doesSell;
      ByteBuffer offer = Hello.offer(ledger.net(), ledger.token(), buys, sells);
      BDictionary.Builder d = BDictionary.builder();
      try {
        ((BDictionary) Bencode.decode(TestKeys.bytes(offer), Bencode.Mode.STRICT))
            .entries()
            .forEach(e -> d.put(e.getKey(), e.getValue()));
      } catch (BencodeException e) {
        throw new AssertionError(e);
      }
      d.put("n", nonce().toByteArray());
      policy.handshake(peer, ByteBuffer.wrap(Bencode.encode(d.build())));
    }

    /** It begins a new session on the same connection. */
    void helloAgain() {
      nonces++;
      hello(buys, sells);
    }

    private Digest nonce() {
      return Digest.of(numbered(1 + nonces, peer.number));
    }

    void say(BttMessage message) {
      sayBytes(MessageCodec.encode(message));
    }

    void sayBytes(ByteBuffer bytes) {
      policy.received(traffic(), bytes);
    }

    private void hear(ByteBuffer payload) {
      if (MessageCodec.decode(payload) instanceof Decoded.Known known) {
        heard.add(known.message());
      } else {
        throw new AssertionError("a message that its own codec cannot read");
      }
    }

    <M extends BttMessage> List<M> heard(Class<M> kind) {
      return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <M extends BttMessage> M last(Class<M> kind) {
      List<M> all = heard(kind);
      if (all.isEmpty()) {
        throw new AssertionError("no " + kind.getSimpleName() + " among " + heard);
      }
      return all.get(all.size() - 1);
    }

    SignedBytes bytes() {
      return new SignedBytes(wallet::keccak256, ledger.net(), ledger.token().id());
    }

    Digest session() {
      return bytes()
          .session(
              new Session(
                  TORRENT.hash(),
                  ByteBuffer.wrap(peer.remoteId()),
                  ByteBuffer.wrap(peer.localId()),
                  nonce(),
                  Digest.of(peer.nonce()),
                  Session.NO_SECRET));
    }

    /** The connection goes, and the engine knows. */
    void disconnect() {
      remotes.remove(this);
      policy.withdrawn(peer);
      policy.left(traffic());
    }

    /** It takes the extension back. */
    void withdraw() {
      policy.withdrawn(peer);
    }
  }

  final class Peer implements IncentivePeer {
    private final int id;
    private final int net;
    private final int number;

    Peer(int id, int net, int number) {
      this.id = id;
      this.net = net;
      this.number = number;
    }

    @Override
    public TorrentId torrent() {
      return TORRENT;
    }

    @Override
    public InetSocketAddress address() {
      try {
        byte[] ip = {10, (byte) (net >> 8), (byte) net, 1};
        return new InetSocketAddress(InetAddress.getByAddress(ip), 6881);
      } catch (UnknownHostException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public boolean incoming() {
      return true;
    }

    @Override
    public byte[] localId() {
      return "-QN0100-ourselves000".getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] remoteId() {
      return "-XX0001-%012d".formatted(id).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean fast() {
      return true;
    }

    @Override
    public byte[] nonce() {
      return numbered(0, number);
    }

    @Override
    public Optional<TorrentFacts> facts() {
      return Optional.of(new TorrentFacts(PIECE, 1L << 30, false, complete, 4));
    }
  }
}
