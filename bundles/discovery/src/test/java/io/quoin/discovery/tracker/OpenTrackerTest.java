package io.quoin.discovery.tracker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.quoin.api.peers.PeerSearch;
import io.quoin.api.peers.SearchedTorrent;
import io.quoin.metainfo.InfoHash;
import io.quoin.metainfo.InfoHashes;
import io.quoin.protocol.net.http.HttpFetcher;
import io.quoin.protocol.net.udp.UdpSockets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A tracker that nobody here wrote, over the engine's own fetcher and sockets. */
@Tag("clients")
@Timeout(120)
class OpenTrackerTest {

  private static final InfoHash HASH = InfoHash.ofHex("00ff20417e7f8090a0b0c0d0e0f0010203040506");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private MultiThreadIoEventLoopGroup loops;
  private HttpFetcher fetcher;
  private UdpSockets sockets;
  private TrackerSource source;
  private OpenTracker tracker;

  @BeforeEach
  void open() throws Exception {
    assumeThat(OpenTracker.isInstalled()).as("opentracker is installed").isTrue();
    tracker = new OpenTracker(directory, HASH.hex());
    loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    fetcher = new HttpFetcher(loops, NioSocketChannel::new);
    sockets =
        new UdpSockets(
            loops.next(), NioDatagramChannel::new, LoggerFactory.getLogger(UdpSockets.class));
    sockets
        .bind(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
    source = new TrackerSource(fetcher, sockets);
  }

  @AfterEach
  void close() throws Exception {
    if (tracker != null) {
      source.close();
      fetcher.close();
      sockets.close();
      loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
      tracker.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "udp"})
  void peers_find_each_other_until_one_says_good_bye(String scheme) {
    String url = scheme.equals("udp") ? tracker.udp() : tracker.http();
    Seeker first = new Seeker(url, 7001);
    Seeker second = new Seeker(url, 7002);
    Seeker third = new Seeker(url, 7003);

    PeerSearch firstSearch = source.search(first);
    await(first);
    source.search(second);
    await(second);
    firstSearch.close();
    Seeker probe = new Seeker(url, 7100);
    Awaitility.await().atMost(PATIENCE).until(() -> !ports(probe).contains(7001));
    source.search(third);
    await(third);

    assertThat(second.ports()).contains(7001);
    assertThat(third.ports()).contains(7002).doesNotContain(7001);
  }

  @Test
  void what_is_announced_over_udp_is_found_over_http() {
    Seeker first = new Seeker(tracker.udp(), 7001);
    Seeker second = new Seeker(tracker.http(), 7002);

    source.search(first);
    await(first);
    source.search(second);
    await(second);

    assertThat(second.ports()).contains(7001);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "udp"})
  void a_torrent_that_the_tracker_does_not_want_is_told_so(String scheme) {
    String url = scheme.equals("udp") ? tracker.udp() : tracker.http();
    Seeker stranger = new Seeker(url, 7001, InfoHash.ofHex("ff".repeat(20)));

    source.search(stranger);
    await(stranger);

    assertThat(stranger.statuses).anyMatch(status -> status.startsWith("it refuses: "));
  }

  private Set<Integer> ports(Seeker probe) {
    PeerSearch search = source.search(probe);
    await(probe);
    search.close();
    Set<Integer> found = Set.copyOf(probe.ports());
    probe.forget();
    return found;
  }

  private static void await(Seeker seeker) {
    Awaitility.await().atMost(PATIENCE).until(() -> !seeker.statuses.isEmpty());
  }

  /** A torrent that remembers what it was told. */
  private static final class Seeker implements SearchedTorrent {
    private final String url;
    private final int port;
    private final InfoHash hash;
    private final Set<InetSocketAddress> found = ConcurrentHashMap.newKeySet();
    private final Set<String> statuses = ConcurrentHashMap.newKeySet();

    Seeker(String url, int port) {
      this(url, port, HASH);
    }

    Seeker(String url, int port, InfoHash hash) {
      this.url = url;
      this.port = port;
      this.hash = hash;
    }

    Set<Integer> ports() {
      return Set.copyOf(found.stream().map(InetSocketAddress::getPort).toList());
    }

    void forget() {
      found.clear();
      statuses.clear();
    }

    @Override
    public InfoHashes infoHashes() {
      return InfoHashes.of(hash);
    }

    @Override
    public List<List<URI>> trackers() {
      return List.of(List.of(URI.create(url)));
    }

    @Override
    public byte[] peerId() {
      return ("-QN0100-abcdefgh" + port).getBytes(US_ASCII);
    }

    @Override
    public int port() {
      return port;
    }

    @Override
    public Progress progress() {
      return new Progress(0, 0, 1000);
    }

    @Override
    public void found(Collection<InetSocketAddress> peers) {
      found.addAll(peers);
    }

    @Override
    public void status(String about, String state) {
      statuses.add(state);
    }
  }
}
