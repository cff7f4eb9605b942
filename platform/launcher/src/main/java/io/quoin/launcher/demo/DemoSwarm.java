package io.quoin.launcher.demo;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.SessionException;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import io.quoin.platform.PlatformException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The swarm: started, watched until everybody has everything and everybody is paid, checked, taken
 * down.
 */
public final class DemoSwarm implements AutoCloseable {

  static final List<String> SEEDERS = List.of("sam", "sue");
  private static final List<String> OTHERS = List.of("ben", "cleo", "dora", "emil", "fay");
  static final String PAYER = "ada";

  /** What those who do not pay have at least of the seeders' upload: the least that is allowed. */
  private static final int FREE_PERCENT = 25;

  /** What the seeders need to send everything once, both together, if that is not too much. */
  private static final long ONCE_SECONDS = 9;

  /** Bytes a second of both seeders: with more, the credit of a stranger would be what is short. */
  private static final long MOST_RATE = 12 << 20;

  private static final long LEAST_RATE = 1 << 20;

  /** How much less than both seeders a downloader sends, as lines at home do. */
  private static final int UPLINK = 16;

  private static final long LOOK_MILLIS = 100;
  private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Path tracker;
  private final long bytes;
  private final long rate;
  private final DemoFolder folder;
  private final DemoLedger ledger;
  private final Members members;
  private final List<DemoPeer> seeders = new ArrayList<>();
  private final List<DemoPeer> others = new ArrayList<>();
  private DemoPeer payer;
  private final Exchange exchange = new Exchange();

  /** Is told how it gets on. */
  public interface Watcher {

    /**
     * Something begins.
     *
     * @param what a few words
     */
    void begins(String what);

    /**
     * Called every now and then.
     *
     * @param peers how each is doing
     */
    void look(List<Standing> peers);
  }

  /**
   * How a peer is doing.
   *
   * @param name whose
   * @param torrent its torrent
   * @param earned base units that were promised to it; empty if it does not earn
   * @param spent base units that it has promised; empty if it does not pay
   */
  public record Standing(
      String name, TorrentSnapshot torrent, OptionalLong earned, OptionalLong spent) {}

  /**
   * Makes room; nothing runs yet.
   *
   * @param bundles the folder of bundles that each platform is started from
   * @param tracker the bundle of the tracker
   * @param devnet the folder of the simulated TRON node's program, if it is to keep the ledger
   * @param bytes of the payload, 1 MiB or more
   * @throws DemoException if there is no room for all copies
   */
  public DemoSwarm(Path bundles, Path tracker, Optional<Path> devnet, long bytes)
      throws DemoException {
    this(
        bundles,
        tracker,
        devnet.<DemoLedger>map(SimulatedTron::new).orElseGet(EmbeddedLedger::new),
        bytes);
  }

  /**
   * Makes room for a swarm that pays with somebody's own tokens; nothing runs yet.
   *
   * @param bundles the folder of bundles that each platform is started from
   * @param tracker the bundle of the tracker
   * @param operator whose tokens, on which ledger
   * @param bytes of the payload, 1 MiB or more
   * @throws DemoException if there is no room for all copies
   */
  public DemoSwarm(Path bundles, Path tracker, Operator operator, long bytes) throws DemoException {
    this(bundles, tracker, new OperatorsTron(operator), bytes);
  }

  private DemoSwarm(Path bundles, Path tracker, DemoLedger ledger, long bytes)
      throws DemoException {
    this.tracker = tracker;
    this.bytes = bytes;
    this.rate = Math.min(Math.max(bytes / ONCE_SECONDS, LEAST_RATE), MOST_RATE);
    int copies = SEEDERS.size() + OTHERS.size() + 1;
    this.folder = DemoFolder.withRoomFor(bytes * copies + (64L << 20));
    this.ledger = ledger;
    this.members = new Members(bundles, folder.path(), ledger);
  }

  /**
   * Starts it, and watches it until every downloader has everything and every payment is final.
   *
   * @param watcher is told how it gets on
   * @return what came of it
   * @throws DemoException if a part of it fails
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public DemoResult run(Watcher watcher) throws DemoException, InterruptedException {
    try {
      watcher.begins("making " + (bytes >> 20) + " MiB to share");
      long seed = ledger.seed(bytes);
      for (String name : SEEDERS) {
        DemoPayload.write(members.files(name), bytes, seed);
      }
      watcher.begins("starting a tracker, " + ledger.name());
      URI announce = members.startTracker(tracker);
      Metainfo metainfo = DemoPayload.torrent(members.files(SEEDERS.get(0)), announce).metainfo();
      Bank bank = members.openBank(PAYER);
      watcher.begins(
          "starting " + String.join(" and ", SEEDERS) + ", who opt in to earning, and " + PAYER);
      startTraders(bank);
      watcher.begins(
          PAYER + " opts in to spending; starting " + OTHERS.size() + " who do without tokens");
      startOthers();
      Books books = new Books(bank, traders(), ledger.patience());
      seed(metainfo);
      watcher.begins(String.join(", ", OTHERS) + " download; then " + PAYER + " comes, and pays");
      double seconds = download(metainfo, watcher);
      watcher.begins("settling what is owed, and hashing every file");
      purse(payer).until(() -> settled(books), "every debt was settled", ledger.patience());
      ledger.takeBack(bank, purse(payer), seeders.stream().map(DemoSwarm::purse).toList(), watcher);
      DemoMoney money = books.money();
      return new DemoResult(
          bytes, seconds, DemoPayload.hashes(seeders.get(0).folder()), downloads(), money);
    } catch (IOException | MetainfoException | SessionException | PlatformException e) {
      throw new DemoException(e.getMessage(), e);
    }
  }

  private void startTraders(Bank bank)
      throws DemoException, IOException, PlatformException, InterruptedException {
    Map<String, ?> earning = Map.of("earn", true, "free.percent", FREE_PERCENT);
    for (String name : SEEDERS) {
      members.optIn(name, earning);
      seeders.add(members.startWithPurse(name, 0));
    }
    payer = members.startWithPurse(PAYER, ledger.purse(bytes));
    ledger.endow(bank, purse(payer), seeders.stream().map(DemoSwarm::purse).toList());
  }

  private static Purse purse(DemoPeer trader) {
    return trader.purse().orElseThrow();
  }

  /** The payer opts in once it has tokens, and while the others start. */
  private void startOthers() throws IOException, PlatformException {
    members.optIn(PAYER, ledger.spending());
    for (String name : OTHERS) {
      others.add(members.startPlain(name));
    }
  }

  private List<DemoPeer> traders() {
    return Stream.concat(seeders.stream(), Stream.of(payer)).toList();
  }

  private List<DemoPeer> downloaders() {
    return Stream.concat(Stream.of(payer), others.stream()).toList();
  }

  private List<DemoPeer> everybody() {
    return Stream.concat(seeders.stream(), downloaders().stream()).toList();
  }

  /** One slot and one that tries peers out: most have to wait, or pay. */
  private void seed(Metainfo metainfo)
      throws DemoException, SessionException, InterruptedException {
    Limits limits =
        new Limits(Limits.UNLIMITED, rate / SEEDERS.size(), Limits.DEFAULT.connections(), 1);
    for (DemoPeer seeder : seeders) {
      seeder.add(
          AddTorrent.of(metainfo, seeder.folder())
              .withCheck(AddTorrent.Check.TRUST)
              .withLimits(limits));
    }
    for (DemoPeer seeder : seeders) {
      Waiting.answer(seeder.completion(), "what " + seeder.name() + " has");
    }
  }

  private double download(Metainfo metainfo, Watcher watcher)
      throws DemoException, SessionException, InterruptedException {
    long began = System.nanoTime();
    for (DemoPeer other : others) {
      add(other, metainfo);
    }
    Waiting.until(this::othersAreThere, "the downloaders found anybody");
    add(payer, metainfo);
    CompletableFuture<?> everything =
        CompletableFuture.allOf(
            downloaders().stream().map(DemoPeer::completion).toArray(CompletableFuture<?>[]::new));
    long moved = 0;
    long movedAt = began;
    while (!doneSoon(everything)) {
      long now = look(watcher);
      if (now != moved) {
        moved = now;
        movedAt = System.nanoTime();
      } else if (System.nanoTime() - movedAt > STALL_NANOS) {
        throw new DemoException("nothing has moved for a minute; see the lines above");
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    look(watcher);
    return seconds;
  }

  private void add(DemoPeer downloader, Metainfo metainfo) throws SessionException {
    downloader.add(
        AddTorrent.of(metainfo, downloader.folder())
            .withLimits(Limits.DEFAULT.withRates(Limits.UNLIMITED, rate / UPLINK)));
  }

  /** Who has everything already may be gone again. */
  private boolean othersAreThere() {
    return others.stream()
        .allMatch(other -> other.completion().isDone() || !other.connections().isEmpty());
  }

  /** Shows everything, and says how many bytes are verified. */
  private long look(Watcher watcher) throws DemoException, InterruptedException {
    ledger.requireRunning();
    exchange.look(everybody());
    List<Standing> standings = new ArrayList<>();
    long verified = 0;
    for (DemoPeer peer : everybody()) {
      Standing standing = standing(peer);
      standings.add(standing);
      verified += standing.torrent().verifiedBytes();
    }
    watcher.look(standings);
    return verified;
  }

  private boolean settled(Books books) throws DemoException, InterruptedException {
    ledger.requireRunning();
    return books.even();
  }

  private Standing standing(DemoPeer peer) throws DemoException, InterruptedException {
    OptionalLong earned = OptionalLong.empty();
    OptionalLong spent = OptionalLong.empty();
    if (seeders.contains(peer)) {
      earned = OptionalLong.of(purse(peer).earned());
    } else if (peer == payer) {
      spent = OptionalLong.of(purse(peer).spent());
    }
    return new Standing(peer.name(), peer.snapshot(), earned, spent);
  }

  private static boolean doneSoon(CompletableFuture<?> everything)
      throws DemoException, InterruptedException {
    try {
      everything.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new DemoException(e.getCause().getMessage(), e);
    }
  }

  private List<DemoResult.Download> downloads() throws IOException {
    List<DemoResult.Download> downloads = new ArrayList<>();
    for (DemoPeer peer : downloaders()) {
      downloads.add(
          new DemoResult.Download(
              peer.name(),
              peer == payer,
              peer.seconds(),
              exchange.receivedBy(peer.name()),
              DemoPayload.hashes(peer.folder())));
    }
    return downloads;
  }

  /**
   * Where each peer's files are while this is open, the seeders' first.
   *
   * @return folders by the peer's name
   */
  public Map<String, Path> folders() {
    Map<String, Path> folders = new LinkedHashMap<>();
    everybody().forEach(peer -> folders.put(peer.name(), peer.folder()));
    return folders;
  }

  /** Stops every platform, the last started first, and deletes the copies. */
  @Override
  public void close() throws DemoException {
    try {
      members.close();
    } finally {
      folder.close();
    }
  }
}
