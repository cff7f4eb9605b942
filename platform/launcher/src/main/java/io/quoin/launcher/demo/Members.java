package io.quoin.launcher.demo;

import com.google.gson.Gson;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformBuilder;
import io.quoin.platform.PlatformException;
import io.quoin.platform.Profile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The platforms that take part, each with a folder of its own. */
final class Members implements AutoCloseable {

  private static final int BUDGET_MIB = 16;
  private static final String INCENTIVE = "io.quoin.incentive.btt";

  private final Path bundles;
  private final Path folder;
  private final DemoLedger ledger;
  private final List<AutoCloseable> running = new ArrayList<>();

  Members(Path bundles, Path folder, DemoLedger ledger) {
    this.bundles = bundles;
    this.folder = folder;
    this.ledger = ledger;
  }

  /** Where to announce. */
  URI startTracker(Path plugin) throws IOException, PlatformException {
    int port = freePort();
    Platform platform =
        Platform.builder()
            .bundles(bundles)
            .bundle(plugin)
            .profile(Profile.MINIMAL)
            .data(data("tracker"))
            .configure("io.quoin.protocol.net", Map.of("listen", List.of()))
            .configure("io.quoin.examples.tracker", Map.of("port", port, "interval", 10))
            .start();
    running.add(platform);
    return URI.create("http://127.0.0.1:" + port + "/announce");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Opens the ledger, for all who have a purse, and the bank. */
  Bank openBank(String payer) throws DemoException, PlatformException, InterruptedException {
    running.add(ledger);
    return ledger.open(bundles, folder.resolve("bank"), data(payer));
  }

  /** One that has never heard of tokens. */
  DemoPeer startPlain(String name) throws IOException, PlatformException {
    return keep(name, builder().profile(Profile.MINIMAL).data(data(name)).start(), false);
  }

  /** One that has an address, and does nothing with it before it opts in. */
  DemoPeer startWithPurse(String name, long budget) throws IOException, PlatformException {
    PlatformBuilder builder =
        ledger
            .lend(builder(), name)
            .profile(Profile.FULL)
            .data(data(name))
            .etc(etc(name))
            .configure("io.quoin.wallet.journal", ledger.journal(name, budget));
    return keep(name, builder.start(), true);
  }

  private PlatformBuilder builder() {
    return Platform.builder()
        .bundles(bundles)
        .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")))
        .configure("io.quoin.storage", Map.of("budget.mib", BUDGET_MIB));
  }

  private DemoPeer keep(String name, Platform platform, boolean withPurse)
      throws IOException, PlatformException {
    running.add(platform);
    Optional<Purse> purse = withPurse ? Optional.of(new Purse(platform)) : Optional.empty();
    return new DemoPeer(name, Files.createDirectories(files(name)), platform, purse);
  }

  /** Where the payload of a member is. */
  Path files(String name) {
    return folder.resolve(name);
  }

  private Path data(String name) {
    return folder.resolve(name + "-data");
  }

  private Path etc(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name + "-etc"));
  }

  /** As a user does it: by a configuration file, also while the platform runs. */
  void optIn(String name, Map<String, ?> choices) throws IOException {
    Path draft = Files.writeString(etc(name).resolve("draft"), new Gson().toJson(choices));
    Files.move(draft, etc(name).resolve(INCENTIVE + ".cfg.json"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Stops every platform, the last started first. */
  @Override
  public void close() throws DemoException {
    DemoException failure = null;
    for (int i = running.size() - 1; i >= 0; i--) {
      try {
        running.get(i).close();
      } catch (Exception e) {
        DemoException another = new DemoException("a platform did not stop: " + e.getMessage(), e);
        if (failure == null) {
          failure = another;
        } else {
          failure.addSuppressed(another);
        }
      }
    }
    running.clear();
    if (failure != null) {
      throw failure;
    }
  }
}
