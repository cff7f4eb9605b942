package io.quoin.survival;

import static org.awaitility.Awaitility.await;

import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferOrder;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.torrent.Limits;
import io.quoin.api.wallet.Wallet;
import io.quoin.metainfo.CreatedTorrent;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;

/**
 * A seller and a buyer in processes of their own, a ledger that both ask, and three who pay nothing
 * and have the seller's slots: so the buyer has to pay.
 */
final class Market implements AutoCloseable {

  /** What the buyer has. */
  static final long PURSE = 10_000_000;

  /** What the seller has: an account is made with the first unit. */
  static final long FIRST = 1;

  private static final int CROWD = 4;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LASTING = Duration.ofSeconds(10);

  private final Scratch scratch;
  private final Payload payload;
  private final CreatedTorrent torrent;
  private final House bank;
  private final TokenLedger ledger;
  private final LedgerDesk desk;
  private final TraderProcess seller;
  private final TraderProcess buyer;
  private final int port;
  private final List<House> crowd = new ArrayList<>();

  Market(Payload payload) throws Exception {
    this.payload = payload;
    this.scratch = Scratch.with((2 + CROWD) * payload.length());
    this.torrent = payload.torrent(256 << 10);
    Path folder = scratch.path();
    Files.write(folder.resolve("torrent"), torrent.encoded());
    this.bank =
        House.open(
            Map.of(
                "io.quoin.wallet",
                Map.of("data", folder.resolve("bank").toString()),
                "io.quoin.ledger.local",
                Map.of(
                    "data", folder.resolve("bank").toString(),
                    "finality.seconds", 1,
                    "free.transfers", 1000)));
    this.ledger = bank.service(TokenLedger.class);
    this.desk = new LedgerDesk(ledger);
    this.port = freePort();
    writePayload(folder.resolve("seller/files"));
    Files.createDirectories(folder.resolve("buyer/files"));
    this.seller = trader("seller", port, 0, true);
    this.buyer = trader("buyer", 0, port, false);
  }

  private TraderProcess trader(String name, int listen, int peer, boolean seeds)
      throws IOException {
    Path folder = scratch.path();
    return new TraderProcess(
        folder.resolve(name), folder.resolve("torrent"), listen, desk.port(), peer, seeds);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private void writePayload(Path folder) throws IOException {
    Files.createDirectories(folder);
    ByteBuffer chunk = ByteBuffer.allocate(Payload.MIB);
    try (OutputStream out = Files.newOutputStream(folder.resolve(payload.name()))) {
      for (long at = 0; at < payload.length(); at += chunk.limit()) {
        payload.fill(chunk.clear(), at);
        out.write(chunk.array(), 0, chunk.flip().limit());
      }
    }
  }

  TraderProcess seller() {
    return seller;
  }

  TraderProcess buyer() {
    return buyer;
  }

  /** Everybody has tokens and has opted in; the slots are taken; then the buyer comes. */
  void open() throws Exception {
    seller.configure("{ \"earn\": true, \"free.percent\": 25 }");
    give(seller.address(), FIRST);
    give(buyer.address(), PURSE);
    buyer.configure("{ \"spend\": true }");
    seller.go();
    for (int i = 0; i < CROWD; i++) {
      House one = House.open();
      crowd.add(one);
      one.add(
          AddTorrent.of(torrent.metainfo(), Files.createDirectory(scratch.path().resolve("c" + i)))
              .withPeers(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
              .withLimits(new Limits(Limits.UNLIMITED, 1, 50, 1)));
    }
    await()
        .pollInSameThread()
        .atMost(House.PATIENCE)
        .until(
            () ->
                crowd.stream()
                        .filter(one -> one.session().torrents().get(0).receivedBytes() > 0)
                        .count()
                    >= 2);
    buyer.go();
  }

  private void give(String to, long amount) throws Exception {
    Wallet wallet = bank.service(Wallet.class);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    TransferOrder order =
        new TransferOrder(
            wallet.address(),
            wallet.signer(),
            Address.parse(to),
            amount,
            now,
            now.plus(House.PATIENCE));
    PreparedTransfer transfer = get(ledger.prepare(order));
    get(ledger.submit(transfer, get(wallet.sign(transfer.id().digest()))));
    await()
        .pollInSameThread()
        .pollInterval(POLL)
        .atMost(House.PATIENCE)
        .until(
            () -> get(ledger.transfer(transfer.id())).filter(TransferFacts::isFinal).isPresent());
  }

  /** What an address has for good. */
  long balance(TraderProcess owner) throws Exception {
    return get(ledger.balance(Address.parse(owner.address())));
  }

  /** Something that is to be read in a journal. */
  interface Question<T> {
    T ask(MoneyJournal journal) throws Exception;
  }

  /** Reads the journal of one that has ended. */
  <T> T journal(TraderProcess owner, Question<T> question) throws Exception {
    try (Platform reader =
        Platform.builder()
            .bundles(House.HOME.resolve("bundles"))
            .data(owner.room().resolve("data"))
            .service(TokenLedger.class, ledger)
            .configure("io.quoin.protocol.net", Map.of("listen", List.of()))
            .start()) {
      return question.ask(reader.service(MoneyJournal.class, House.PATIENCE));
    }
  }

  static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(House.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until one of the two has come so far. */
  static void awaitThat(TraderProcess trader, Check check, String what) {
    looking(what).until(() -> check.holds(trader.look()));
  }

  /** Waits until something has been so for a while. */
  static void awaitLasting(TraderProcess trader, Check check, String what) {
    looking(what).during(LASTING).until(() -> check.holds(trader.look()));
  }

  private static ConditionFactory looking(String what) {
    return await(what).pollInSameThread().pollInterval(POLL).atMost(House.PATIENCE);
  }

  /** What is waited for. */
  interface Check {
    boolean holds(TraderProcess.Standing standing);
  }

  @Override
  public void close() throws PlatformException, IOException {
    buyer.close();
    seller.close();
    for (House one : crowd) {
      one.close();
    }
    desk.close();
    bank.close();
    scratch.close();
  }
}
