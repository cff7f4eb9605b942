package io.quoin.launcher;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformException;
import io.quoin.platform.Profile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** The switches that {@code get} and {@code seed} share, and the platform that they ask for. */
final class TransferOptions {

  private static final HostPort DEFAULT_LISTEN = new HostPort("", 6881);

  /** How connections may be encrypted. */
  enum Encryption {
    OFF,
    ALLOW,
    PREFER,
    REQUIRE
  }

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = HostPort.ToListen.class,
      description =
          "Where peers can connect to (default: port 6881 of every address); port 0 takes any.")
  private HostPort listen;

  @Option(
      names = "--peer",
      paramLabel = "HOST:PORT",
      converter = HostPort.OfPeer.class,
      description = "A peer to connect to, besides those that are found.")
  private List<HostPort> peers = new ArrayList<>();

  @Option(names = "--no-tracker", description = "Asks no tracker.")
  private boolean noTracker;

  @Option(names = "--no-dht", description = "Does not use the distributed hash table.")
  private boolean noDht;

  @Option(names = "--no-lsd", description = "Does not look for peers on the local network.")
  private boolean noLsd;

  @Option(names = "--no-pex", description = "Does not exchange peers with peers.")
  private boolean noPex;

  @Option(names = "--no-port-mapping", description = "Does not open a port at the router.")
  private boolean noPortMapping;

  @Option(
      names = "--encryption",
      paramLabel = "off|allow|prefer|require",
      defaultValue = "off",
      description = "Encryption of connections (default: ${DEFAULT-VALUE}, the only one so far).")
  private Encryption encryption;

  @Option(
      names = "--transport",
      paramLabel = "tcp,utp",
      split = ",",
      defaultValue = "tcp",
      description =
          "What connections are made of (default: ${DEFAULT-VALUE}, the only one so far).")
  private List<String> transports = new ArrayList<>();

  /** Starts what is asked for, or says in one line what this version cannot do. */
  Platform start() throws Failure, PlatformException {
    if (encryption == Encryption.REQUIRE || encryption == Encryption.PREFER) {
      throw new Failure(
          "--encryption "
              + encryption.name().toLowerCase(Locale.ROOT)
              + " is not possible yet; this version connects without encryption");
    }
    if (!transports.equals(List.of("tcp"))) {
      throw new Failure(
          "--transport " + String.join(",", transports) + ": only tcp is possible yet");
    }
    return Platform.builder()
        .bundles(Home.bundles())
        .profile(Profile.MINIMAL)
        .configure(
            "io.quoin.protocol.net",
            Map.of("listen", new String[] {(listen == null ? DEFAULT_LISTEN : listen).toString()}))
        .start();
  }

  /**
   * An address that was asked for and cannot be had fails the command; the usual one may be taken.
   */
  void checkListening(Session session) throws Failure {
    if (listen != null && session.listening().isEmpty()) {
      throw new Failure("nobody can listen on " + listen + "; is another program there?");
    }
  }

  /** A torrent with these switches applied. */
  AddTorrent apply(AddTorrent wish) throws Failure {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (HostPort peer : peers) {
      addresses.add(peer.resolved());
    }
    return wish.withPeers(addresses).withoutSources(excluded());
  }

  private Set<String> excluded() {
    Set<String> names = new HashSet<>();
    if (noTracker) {
      names.add("tracker");
    }
    if (noDht) {
      names.add("dht");
    }
    if (noLsd) {
      names.add("lsd");
    }
    if (noPex) {
      names.add("pex");
    }
    if (noPortMapping) {
      names.add("port-mapping");
    }
    return names;
  }

  /** The folder, made if it is missing. */
  static Path folder(Path chosen) throws Failure {
    try {
      return Files.createDirectories(chosen);
    } catch (IOException e) {
      throw new Failure("the directory " + chosen + " cannot be made: " + Reasons.of(e), e);
    }
  }
}
