package io.quoin.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.journal.Channel;
import io.quoin.api.journal.Lane;
import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferOrder;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.wallet.Wallet;
import io.quoin.metainfo.CreatedTorrent;
import io.quoin.platform.PlatformBuilder;
import io.quoin.platform.PlatformException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A platform that sells, one that buys, and an embedded ledger between them; both have another
 * incentive as well. One torrent is downloaded by the one from the other.
 */
final class Trade implements AutoCloseable {

  static final String BTT = "btt";
  static final String RATIO = "ratio-credit";
  static final String BTT_BUNDLE = "io.quoin.incentive.btt";

  private static final String RATIO_BUNDLE = "io.quoin.examples.ratio";
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration SHORT_LOOK = Duration.ofMillis(1);

  /** Whoever is served for nothing buys nothing meanwhile, and turns may follow each other. */
  private static final Duration MANY_TURNS = Duration.ofMinutes(10);

  /** In base units; a token is 1 000 000. */
  private static final long PURSE = 100_000_000;

  private final Payload payload;
  private final CreatedTorrent torrent;
  private final Path directory;
  private final House seller;
  private final House buyer;
  private final MoneyJournal sellersBooks;
  private final MoneyJournal buyersBooks;
  private final VirtualFiles sellersFiles = new VirtualFiles();
  private final VirtualFiles buyersFiles = new VirtualFiles();
  private final Set<InetSocketAddress> connections = new LinkedHashSet<>();
  private TorrentId id;

  Trade(Payload payload, int pieceLength, Path directory) throws Exception {
    this(payload, pieceLength, directory, builder -> {});
  }

  /** With more that the buyer's platform is started with. */
  Trade(Payload payload, int pieceLength, Path directory, PlatformMore more) throws Exception {
    this.payload = payload;
    this.torrent = payload.torrent(pieceLength);
    this.directory = directory;
    seller = open("seller", Map.of("earn", true, "free.percent", 50), builder -> {});
    TokenLedger ledger = seller.service(TokenLedger.class);
    buyer =
        open(
            "buyer",
            Map.of("spend", true),
            builder -> more.of(builder.service(TokenLedger.class, ledger)));
    give(ledger, seller.service(Wallet.class), buyer.service(Wallet.class).address());
    sellersBooks = seller.service(MoneyJournal.class);
    buyersBooks = buyer.service(MoneyJournal.class);
  }

  private House open(String name, Map<String, ?> btt, PlatformMore more) throws Exception {
    Path ratio = House.jar("plugins", RATIO_BUNDLE);
    return House.openWith(
        builder -> {
          more.of(
              builder
                  .bundle(ratio)
                  .data(directory.resolve(name + "-data"))
                  .configure("io.quoin.protocol", Map.of("incentive", "none"))
                  .configure("io.quoin.installer", Map.of("watch.millis", 0))
                  .configure(BTT_BUNDLE, btt)
                  .configure(
                      "io.quoin.ledger.local",
                      Map.of("finality.seconds", 1, "free.transfers", 1000))
                  .configure(
                      "io.quoin.wallet.journal",
                      Map.of(
                          "budget.payee", PURSE,
                          "budget.torrent", PURSE,
                          "budget.day", PURSE,
                          "budget.total", PURSE))
                  .configure(
                      RATIO_BUNDLE,
                      Map.of("member", name, ".secret", "a secret of the survivors' group")));
        });
  }

  /** More that a platform is started with. */
  interface PlatformMore {
    void of(PlatformBuilder builder);
  }

  private static void give(TokenLedger ledger, Wallet from, Address to) throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    PreparedTransfer transfer =
        answer(
            ledger.prepare(
                new TransferOrder(
                    from.address(), from.signer(), to, PURSE, now, now.plusSeconds(60))));
    Signature signature = answer(from.sign(transfer.id().digest()));
    answer(ledger.submit(transfer, signature));
    await("the gift is final")
        .atMost(House.PATIENCE)
        .until(
            () ->
                answer(ledger.transfer(transfer.id())).filter(TransferFacts::isFinal).isPresent());
  }

  private static <T> T answer(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(House.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  House seller() {
    return seller;
  }

  House buyer() {
    return buyer;
  }

  byte[] torrentFile() {
    return torrent.encoded();
  }

  // --- the torrent ---

  /**
   * The seller has it, sends so many bytes a second, and has one slot, so that slots are sought.
   */
  void seed(long rate) throws Exception {
    seller.provide(VirtualFiles.ID, sellersFiles.holding(payload));
    id =
        seller.add(
            AddTorrent.of(torrent.metainfo(), Files.createDirectories(directory.resolve("seller")))
                .withProvider(VirtualFiles.ID)
                .withCheck(AddTorrent.Check.TRUST)
                .withLimits(slots(rate)));
  }

  private static Limits slots(long rate) {
    return new Limits(Limits.UNLIMITED, rate, Limits.DEFAULT.connections(), 1);
  }

  void download() throws Exception {
    buyer.provide(VirtualFiles.ID, buyersFiles.expecting(payload));
    buyer.add(
        AddTorrent.of(torrent.metainfo(), Files.createDirectories(directory.resolve("buyer")))
            .withProvider(VirtualFiles.ID)
            .withPeers(List.of(seller.address())));
  }

  /** Lets the rest pass as fast as it can, and waits for the buyer's last byte. */
  void finish() throws Exception {
    seller.session().limit(id, Limits.DEFAULT);
    answer(buyer.session().completion(id));
  }

  /** Waits until the seller has read so many bytes more to send them, whoever asked for them. */
  void awaitServed(long bytes) {
    long enough = sellersFiles.read() + bytes;
    await("the seller serves somebody")
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(SHORT_LOOK)
        .atMost(House.PATIENCE)
        .until(() -> sellersFiles.read() >= enough);
  }

  /** Bytes that the buyer has written, at this very moment. */
  long written() {
    return buyersFiles.written();
  }

  long verified() {
    return buyer.torrent(id).verifiedBytes();
  }

  /** Payload bytes that the buyer received. */
  long received() {
    return buyer.torrent(id).receivedBytes();
  }

  /** Of these: what was of no use. */
  long wasted() {
    return buyer.torrent(id).wastedBytes();
  }

  /** Payload bytes that the seller has sent, once it knows of that many. */
  long sent(long atLeast) {
    await("what the seller has sent")
        .atMost(House.PATIENCE)
        .until(() -> seller.torrent(id).sentBytes() >= atLeast);
    return seller.torrent(id).sentBytes();
  }

  /** Connections that the seller has now. */
  Set<InetSocketAddress> connected() {
    return seller.session().peers(id).stream()
        .map(PeerSnapshot::address)
        .collect(Collectors.toSet());
  }

  /**
   * All that it has seen when it looked, by the port they come from. Two that are complete part, so
   * that the last look comes before the last byte.
   */
  Set<InetSocketAddress> connections() {
    connections.addAll(connected());
    return connections;
  }

  // --- the money ---

  /** What the buyer has promised, as the seller has it. */
  long earned() throws Exception {
    return sum(answer(sellersBooks.channels(buyersBooks.address())));
  }

  /** The same as the buyer has it. */
  long spent() throws Exception {
    return sum(answer(buyersBooks.channels(sellersBooks.address())));
  }

  private static long sum(List<Channel> channels) {
    return channels.stream().flatMap(c -> c.lanes().stream()).mapToLong(Lane::amount).sum();
  }

  /** Channels of the buyer that are open. */
  List<Channel> channels() throws Exception {
    return answer(sellersBooks.channels(buyersBooks.address())).stream()
        .filter(channel -> !channel.closed())
        .toList();
  }

  /** Waits until more has been promised than this. */
  void awaitEarnedBeyond(long amount) {
    await("more is promised")
        .pollInterval(LOOK)
        .atMost(MANY_TURNS)
        .untilAsserted(
            () -> {
              connections();
              assertThat(earned())
                  .as("%s; %s; %s", seller.session().peers(id), channels(), buyer.torrent(id))
                  .isGreaterThan(amount);
            });
  }

  @Override
  public void close() throws PlatformException {
    buyer.close();
    seller.close();
  }
}
