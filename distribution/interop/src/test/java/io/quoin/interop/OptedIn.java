package io.quoin.interop;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.metainfo.Metainfo;
import io.quoin.platform.Platform;
import io.quoin.platform.Profile;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A process with a platform whose user earns and spends: {@code seed|fetch LISTEN TORRENT DIRECTORY
 * MONEY [PEER]}. It says when it serves, and ends when it has fetched everything.
 */
public final class OptedIn {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long EVERYTHING = -1;

  private OptedIn() {}

  /** Serves until it is ended, or fetches. */
  public static void main(String[] arguments) throws Exception {
    boolean seeds = arguments[0].equals("seed");
    Path money = Path.of(arguments[4]);
    Metainfo torrent = Metainfo.parse(Files.readAllBytes(Path.of(arguments[2])));
    // Who meets whom is the test's business: a tracker would know a way around what records.
    AddTorrent wish =
        AddTorrent.of(torrent, Path.of(arguments[3]))
            .withoutSources(Set.of("tracker"))
            .withPeers(Arrays.stream(arguments).skip(5).map(OptedIn::address).toList());
    try (Platform platform = platform(arguments[1], money)) {
      Session session = platform.service(Session.class, PATIENCE);
      var id = session.add(wish.withCheck(AddTorrent.Check.FULL));
      session.completion(id).toCompletableFuture().get();
      if (seeds) {
        System.out.println("all is there");
        new CountDownLatch(1).await();
      }
    }
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  private static Platform platform(String listen, Path money) throws Exception {
    return Platform.builder()
        .bundles(QuoinCommand.HOME.resolve("bundles"))
        .profile(Profile.FULL)
        .data(money)
        .configure("io.quoin.protocol.net", Map.of("listen", List.of(listen)))
        .configure(
            "io.quoin.wallet.journal",
            Map.of(
                "budget.payee", EVERYTHING,
                "budget.torrent", EVERYTHING,
                "budget.day", EVERYTHING,
                "budget.total", EVERYTHING))
        .configure("io.quoin.incentive.btt", Map.of("earn", true, "spend", true))
        .start();
  }
}
