package io.quoin.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A peer that earns and spends is an ordinary one to clients that never heard of it. */
class OneSidedTest {
  private static final int PIECE = 16 << 10;

  @ParameterizedTest
  @CsvSource({"opted-in, libtorrent", "libtorrent, opted-in", "aria2, opted-in", "opted-in, aria2"})
  @Tag("clients")
  void who_does_not_know_the_extension_sees_plain_bittorrent(
      String from, String to, @TempDir Path directory) throws Exception {
    exchange(new Loopback(), Client.named(from), Client.named(to), directory);
  }

  @ParameterizedTest
  @CsvSource({"opted-in, transmission", "transmission, opted-in"})
  @Tag("netns")
  void so_does_transmission(String from, String to, @TempDir Path directory) throws Exception {
    Cable.assumePossible();
    try (Cable cable = new Cable()) {
      exchange(cable, Client.named(from), Client.named(to), directory);
    }
  }

  private static void exchange(Network network, Client from, Client to, Path directory)
      throws IOException {
    from.assumeInstalled();
    to.assumeInstalled();
    OpenTracker.assumeInstalled();
    Path served = Files.createDirectory(directory.resolve("served"));
    Path fetched = Files.createDirectory(directory.resolve("fetched"));
    Path record = Files.createDirectory(directory.resolve("record"));
    Payload.ONE_FILE.writeTo(served);
    Map<String, String> expected = Payload.digests(served);
    boolean weServe = from instanceof OptedInQuoin;
    try (OpenTracker tracker = new OpenTracker(network.near(), directory)) {
      Torrent torrent =
          new QuoinCommand()
              .make(
                  served.resolve(Payload.ONE_FILE.fileName()),
                  Torrent.Kind.V1,
                  PIECE,
                  Optional.of(tracker.url("http")),
                  directory.resolve("payload.torrent"));
      tracker.start(torrent);
      Host near = network.near();
      // On our side: clients mistrust peers with their own address.
      Host side = weServe ? near : network.far();
      int hidden = near.freePort();
      int open = side.freePort();
      InetSocketAddress behind = InetSocketAddress.createUnresolved(near.address(), hidden);
      InetSocketAddress tapped = InetSocketAddress.createUnresolved(side.address(), open);
      try (Running seeder = from.seed(near, hidden, torrent, served);
          Running tap = Tap.start(side, open, behind, record)) {
        if (weServe) {
          tracker.announceSeed(torrent, open);
        }
        try {
          to.fetch(network.far(), torrent.file().toString(), fetched, Optional.of(tapped));
        } catch (RuntimeException | AssertionError e) {
          e.addSuppressed(new AssertionError("the seeder: " + seeder + "\nthe tap: " + tap));
          throw e;
        }
      }
    }

    assertThat(Payload.digests(fetched)).isEqualTo(expected);
    assertPlain(record, weServe ? "to" : "from", weServe ? "from" : "to");
  }

  /** What our end said on every connection, by what the other end had told of itself. */
  private static void assertPlain(Path record, String ours, String theirs) throws IOException {
    List<Path> records;
    try (Stream<Path> all = Files.list(record)) {
      records = all.filter(p -> p.toString().endsWith("." + ours)).toList();
    }
    boolean spoke = false;
    for (Path one : records) {
      Speech we = Speech.read(one);
      Speech they =
          Speech.read(
              record.resolve(one.getFileName().toString().replace("." + ours, "." + theirs)));
      spoke |= we.names().contains("qn_btt");
      assertThat(we.plain()).isTrue();
      assertThat(they.plain() || we.messages().isEmpty()).isTrue();
      assertThat(they.names()).doesNotContain("qn_btt");
      assertThat(we.handshakes()).hasSizeLessThanOrEqualTo(1);
      we.isUnderstoodBy(they);
    }
    assertThat(spoke).as("a handshake of ours that offers the extension").isTrue();
  }
}
