package io.quoin.experiments.sockets;

import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalWriter;
import io.quoin.api.journal.TorrentMoney;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.wallet.WalletException;
import io.quoin.incentive.btt.BttProvider;
import io.quoin.incentive.btt.BttSettings;
import io.quoin.ledger.local.LedgerRules;
import io.quoin.ledger.local.LocalLedger;
import io.quoin.testbed.Incentive;
import io.quoin.wallet.journal.JournalConfiguration;
import io.quoin.wallet.journal.SqliteJournal;
import io.quoin.wallet.key.KeyWallet;
import io.quoin.wallet.key.WalletConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.osgi.util.converter.Converter;
import org.osgi.util.converter.Converters;

/** Those who trade in one run: a ledger for all, and for each a key and a journal on disk. */
final class Town implements AutoCloseable {
  private static final long TOKEN = 1_000_000;
  private static final long SUPPLY = 1_000_000 * TOKEN;
  private static final long GIVEN = 1000 * TOKEN;
  private static final Converter CONVERTER = Converters.standardConverter();

  private final Path directory;
  private final ExecutorService ledgerThread = Executors.newSingleThreadExecutor();
  private final KeyWallet treasurer;
  private final LocalLedger ledger;
  private final List<Trader> traders = new ArrayList<>();

  private record Trader(
      KeyWallet wallet,
      SqliteJournal journal,
      MeteredMessages messages,
      boolean earns,
      boolean spends) {}

  Town() throws IOException, WalletException {
    directory = Files.createTempDirectory("quoin-town");
    treasurer = wallet(directory.resolve("treasurer"));
    ledger =
        LocalLedger.simulated(
            new NetId(directory.hashCode()),
            new TokenFacts(new TokenId(1_002_000), "BTT", 6),
            SUPPLY,
            new LedgerRules(Duration.ofSeconds(5), Integer.MAX_VALUE, 0, 0),
            treasurer,
            InstantSource.system(),
            ledgerThread);
  }

  private static KeyWallet wallet(Path data) throws WalletException {
    return new KeyWallet(
        CONVERTER.convert(Map.of("data", data.toString())).to(WalletConfiguration.class));
  }

  /** One more who trades. */
  Incentive trader(boolean earns, boolean spends, BttSettings settings) {
    try {
      Path own = Files.createDirectory(directory.resolve("trader" + traders.size()));
      KeyWallet wallet = wallet(own);
      ledger.welcome(wallet.address(), GIVEN, GIVEN).toCompletableFuture().join();
      Map<String, Object> books =
          Map.of(
              "data", own.toString(),
              "budget.payee", -1,
              "budget.torrent", -1,
              "budget.day", -1,
              "budget.total", -1);
      SqliteJournal journal =
          new SqliteJournal(
              CONVERTER.convert(books).to(JournalConfiguration.class), wallet, ledger);
      BttProvider btt =
          new BttProvider(opted(settings, earns, spends), wallet, wallet, ledger, journal);
      MeteredMessages metered = new MeteredMessages(btt);
      traders.add(new Trader(wallet, journal, metered, earns, spends));
      return Incentive.of(BttProvider.ID, metered);
    } catch (IOException | WalletException | JournalException e) {
      throw new IllegalStateException("no key or journal for a trader", e);
    }
  }

  /** Lets everybody who spends have bought of everybody who earns before, and paid. */
  void acquaint() {
    Map<Trader, Acquaintance.Books> books = new LinkedHashMap<>();
    for (Trader trader : traders) {
      JournalWriter writer = trader.journal().open("acquaintance").toCompletableFuture().join();
      books.put(trader, new Acquaintance.Books(trader.journal(), writer));
    }
    Acquaintance acquaintance = new Acquaintance(treasurer);
    List<CompletableFuture<Void>> deals = new ArrayList<>();
    books.forEach(
        (payer, paying) ->
            books.forEach(
                (payee, paid) -> {
                  if (payer.spends() && payee.earns() && !payer.equals(payee)) {
                    deals.add(acquaintance.between(paying, paid).toCompletableFuture());
                  }
                }));
    CompletableFuture.allOf(deals.toArray(CompletableFuture[]::new)).join();
    books.values().forEach(b -> b.writer().close());
  }

  private static BttSettings opted(BttSettings s, boolean earns, boolean spends) {
    return new BttSettings(
        earns,
        spends,
        s.freePercent(),
        s.ask(),
        s.reserve(),
        s.ceiling(),
        s.limit(),
        s.credit(),
        s.capacity(),
        s.lifetime(),
        s.strangers(),
        s.seedingFloor(),
        s.fees(),
        s.privateTorrents(),
        s.except());
  }

  /** Base units that everybody together was promised. */
  long earned() {
    return sum(TorrentMoney::earned);
  }

  /** Base units that everybody together has promised. */
  long spent() {
    return sum(TorrentMoney::spent);
  }

  /** Bytes on the wire of all that they said to each other. */
  long messageBytes() {
    return traders.stream().mapToLong(trader -> trader.messages().bytes()).sum();
  }

  /** Payload bytes that were sent for pay. */
  long paidBytes() {
    return lanes().stream().mapToLong(Long::longValue).sum();
  }

  /** Payload bytes that were sent for pay, of each seller to each buyer. */
  List<Long> lanes() {
    return traders.stream().flatMap(trader -> trader.messages().lanes().stream()).toList();
  }

  private long sum(java.util.function.ToLongFunction<TorrentMoney> part) {
    return traders.stream()
        .flatMap(t -> t.journal().torrents().toCompletableFuture().join().stream())
        .mapToLong(part)
        .sum();
  }

  @Override
  public void close() throws IOException {
    traders.forEach(t -> t.journal().deactivate());
    traders.forEach(t -> t.wallet().close());
    ledgerThread.shutdown();
    treasurer.close();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
