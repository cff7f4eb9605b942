package io.quoin.survival;

import io.quoin.api.journal.MoneyJournal;
import io.quoin.api.journal.PayeeAccount;
import io.quoin.api.journal.TorrentMoney;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.metainfo.Metainfo;
import io.quoin.platform.Platform;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A program with one torrent and a purse, to be killed. It says its address, and how it gets on
 * whenever it is asked on standard input; it ends with its input.
 */
final class Trader {

  private static final long UPLOAD_RATE = 4L << 20;
  private static final long BUDGET = 1_000_000_000;

  private Trader() {}

  /**
   * Arguments: room, torrent, port to listen at, of the ledger, of a peer (or 0), whether it seeds.
   */
  public static void main(String[] arguments) throws Exception {
    Path room = Path.of(arguments[0]);
    Metainfo metainfo = Metainfo.parse(Files.readAllBytes(Path.of(arguments[1])));
    int peer = Integer.parseInt(arguments[4]);
    boolean seeds = Boolean.parseBoolean(arguments[5]);
    try (RemoteLedger ledger = new RemoteLedger(Integer.parseInt(arguments[3]));
        Platform platform =
            Platform.builder()
                .bundles(House.HOME.resolve("bundles"))
                .data(room.resolve("data"))
                .etc(room.resolve("etc"))
                .service(TokenLedger.class, ledger)
                .configure(
                    "io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:" + arguments[2])))
                .configure(
                    "io.quoin.wallet.journal",
                    Map.of(
                        "budget.payee", BUDGET,
                        "budget.torrent", BUDGET,
                        "budget.day", BUDGET,
                        "budget.total", BUDGET))
                .start()) {
      MoneyJournal journal = platform.service(MoneyJournal.class, House.PATIENCE);
      Session session = platform.service(Session.class, House.PATIENCE);
      System.out.println("address " + journal.address());
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals("go")) {
          go(session, metainfo, room, peer, seeds);
        } else if (line.equals("open")) {
          session.limit(session.torrents().get(0).id(), Limits.DEFAULT);
        }
        System.out.println(standing(session, journal));
      }
    }
  }

  private static void go(Session session, Metainfo metainfo, Path room, int peer, boolean seeds)
      throws Exception {
    List<InetSocketAddress> peers =
        peer == 0
            ? List.of()
            : List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), peer));
    if (session.torrents().isEmpty()) {
      session.add(
          AddTorrent.of(metainfo, room.resolve("files"))
              .withCheck(seeds ? AddTorrent.Check.TRUST : AddTorrent.Check.RESUME)
              .withPeers(peers)
              .withLimits(new Limits(Limits.UNLIMITED, UPLOAD_RATE, 50, 1)));
    } else {
      session.addPeers(session.torrents().get(0).id(), peers);
    }
  }

  private static String standing(Session session, MoneyJournal journal) throws Exception {
    List<TorrentMoney> money = get(journal.torrents());
    long verified = session.torrents().stream().mapToLong(TorrentSnapshot::verifiedBytes).sum();
    long debt = get(journal.creditors()).stream().mapToLong(PayeeAccount::debt).sum();
    return String.format(
        "standing %d %d %d %d %d",
        verified,
        money.stream().mapToLong(TorrentMoney::earned).sum(),
        money.stream().mapToLong(TorrentMoney::earnedSettled).sum(),
        money.stream().mapToLong(TorrentMoney::spent).sum(),
        debt);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(House.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
