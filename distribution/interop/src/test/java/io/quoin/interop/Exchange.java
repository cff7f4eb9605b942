package io.quoin.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.aggregator.ArgumentsAggregator;

/**
 * One client serves a payload, another fetches it, and the bytes of every file are compared.
 *
 * @param from who serves
 * @param to who fetches
 * @param payload what
 * @param maker who makes the torrent
 * @param kind the torrent's version
 * @param pieceKib KiB of a piece
 * @param link how the one who fetches is told of the torrent
 * @param meeting how the one who fetches finds the one who serves
 */
record Exchange(
    Client from,
    Client to,
    Payload payload,
    TorrentMaker maker,
    Torrent.Kind kind,
    int pieceKib,
    Torrent.Link link,
    Meeting meeting) {

  /** How two clients find each other. */
  enum Meeting {
    /** The one who fetches is told the address. */
    PEER,
    /** Through a tracker, by HTTP. */
    HTTP,
    /** Through a tracker, by UDP. */
    UDP
  }

  /** Carries it out, or skips the test where a client is missing. */
  void carryOut(Network network, Path directory) throws IOException {
    Path served = Files.createDirectory(directory.resolve("served"));
    Path fetched = Files.createDirectory(directory.resolve("fetched"));
    payload.writeTo(served);
    Map<String, String> expected = Payload.digests(served);
    try (OpenTracker tracker = new OpenTracker(network.near(), directory)) {
      Torrent torrent =
          maker.make(
              served.resolve(payload.fileName()),
              kind,
              pieceKib << 10,
              announce(tracker),
              directory.resolve("payload.torrent"));
      if (from.storesPads()) {
        torrent.writePads(served);
      }
      transfer(network, tracker, torrent, served, fetched);
    }
    Map<String, String> arrived = Payload.digests(fetched);
    if (to.storesPads()) {
      arrived.keySet().removeIf(path -> path.contains("/.pad/"));
    }
    if (!to.makesEmptyFiles()) {
      expected.values().removeIf(Payload.NOTHING::equals);
    }
    assertThat(arrived).isEqualTo(expected);
  }

  /** Skips the test, with the reason, where something that it takes is not installed. */
  void assumeInstalled() {
    from.assumeInstalled();
    to.assumeInstalled();
    maker.assumeInstalled();
    if (meeting != Meeting.PEER) {
      OpenTracker.assumeInstalled();
    }
  }

  private Optional<String> announce(OpenTracker tracker) {
    return switch (meeting) {
      case PEER -> Optional.empty();
      case HTTP -> Optional.of(tracker.url("http"));
      case UDP -> Optional.of(tracker.url("udp"));
    };
  }

  private void transfer(
      Network network, OpenTracker tracker, Torrent torrent, Path served, Path fetched)
      throws IOException {
    if (meeting != Meeting.PEER) {
      tracker.start(torrent);
    }
    InetSocketAddress address =
        InetSocketAddress.createUnresolved(network.near().address(), network.near().freePort());
    try (Running seeder = from.seed(network.near(), address.getPort(), torrent, served)) {
      try {
        if (meeting != Meeting.PEER) {
          tracker.awaitSeed(torrent);
        }
        to.fetch(
            network.far(),
            torrent.link(link),
            fetched,
            meeting == Meeting.PEER ? Optional.of(address) : Optional.empty());
      } catch (RuntimeException | AssertionError e) {
        e.addSuppressed(new AssertionError("the seeder: " + seeder));
        e.addSuppressed(new AssertionError("the tracker: " + tracker));
        throw e;
      }
    }
  }

  /** Reads an exchange from a row of a table, its columns in the order of the record's. */
  static final class Row implements ArgumentsAggregator {
    @Override
    public Exchange aggregateArguments(ArgumentsAccessor row, ParameterContext context) {
      return new Exchange(
          Client.named(row.getString(0)),
          Client.named(row.getString(1)),
          row.get(2, Payload.class),
          TorrentMaker.named(row.getString(3)),
          row.get(4, Torrent.Kind.class),
          row.getInteger(5),
          row.get(6, Torrent.Link.class),
          row.get(7, Meeting.class));
    }
  }
}
