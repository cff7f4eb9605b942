package io.quoin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.engine.TorrentEvents;
import io.quoin.api.engine.TorrentOrder;
import io.quoin.api.peers.PeerFilter;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.TorrentBuilder;
import io.quoin.protocol.net.Transport;
import io.quoin.protocol.swarm.MemoryStores;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Filters are asked on the way in and on the way out. */
class EngineFiltersTest {

  private final Sockets seedSockets = sockets();
  private final Sockets leechSockets = sockets();
  private final EngineComponent seed = new EngineComponent("", 1, seedSockets);
  private final EngineComponent leech = new EngineComponent("", 2, leechSockets);
  private final byte[] content = new byte[300_000];
  private Metainfo torrent;

  private static Sockets sockets() {
    return new Sockets(List.of("127.0.0.1:0"), 1, Transport.best());
  }

  @BeforeEach
  void share() throws Exception {
    new SplittableRandom(3).nextBytes(content);
    torrent =
        TorrentBuilder.singleFile(
                TorrentBuilder.Kind.V1,
                "file",
                content.length,
                () -> Channels.newChannel(new ByteArrayInputStream(content)))
            .build((done, total) -> {})
            .metainfo();
    start(seed, MemoryStores.full(content), OpenMode.TRUST, List.of());
  }

  @AfterEach
  void end() {
    leech.end();
    seed.end();
    leechSockets.end();
    seedSockets.end();
  }

  /** Refuses everybody, and tells that it was asked. */
  private static final class Refusing implements PeerFilter {
    private final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public boolean refuses(InetAddress address) {
      asked.countDown();
      return address.isLoopbackAddress();
    }
  }

  private CompletableFuture<Void> fetch() {
    return start(leech, new MemoryStores(content.length), OpenMode.RESUME, seed.listening());
  }

  @Test
  void who_is_refused_is_not_let_in_until_the_filter_is_gone() throws Exception {
    Refusing filter = new Refusing();
    seedSockets.bindFilter(filter);

    CompletableFuture<Void> complete = fetch();

    assertThat(filter.asked.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(complete).isNotDone();
    seedSockets.unbindFilter(filter);
    complete.get(60, TimeUnit.SECONDS);
  }

  @Test
  void who_is_refused_is_not_connected_to_until_the_filter_is_gone() throws Exception {
    Refusing filter = new Refusing();
    AtomicInteger cameIn = new AtomicInteger();
    PeerFilter counting = address -> cameIn.incrementAndGet() < 0;
    seedSockets.bindFilter(counting);
    leechSockets.bindFilter(filter);

    CompletableFuture<Void> complete = fetch();

    assertThat(filter.asked.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(complete).isNotDone();
    assertThat(cameIn).hasValue(0);
    leechSockets.unbindFilter(filter);
    complete.get(60, TimeUnit.SECONDS);
    assertThat(cameIn).hasPositiveValue();
  }

  @Test
  void one_that_throws_refuses_nobody() throws Exception {
    PeerFilter broken =
        address -> {
          throw new IllegalStateException("broken");
        };
    seedSockets.bindFilter(broken);
    leechSockets.bindFilter(broken);

    CompletableFuture<Void> complete = fetch();

    assertThat(complete).succeedsWithin(60, TimeUnit.SECONDS);
  }

  private CompletableFuture<Void> start(
      EngineComponent engine, MemoryStores stores, OpenMode mode, List<InetSocketAddress> peers) {
    CompletableFuture<Void> completion = new CompletableFuture<>();
    engine.start(
        new TorrentOrder(
            new TorrentSource.Torrent(torrent),
            "memory",
            Path.of("."),
            Path.of("record"),
            mode,
            Limits.DEFAULT,
            Selection.ALL,
            Priority.NORMAL,
            peers),
        new TorrentEvents() {
          @Override
          public void metadata(Metainfo metainfo) {
            completion.completeExceptionally(new AssertionError("metadata was known"));
          }

          @Override
          public void examined() {}

          @Override
          public void completed() {
            completion.complete(null);
          }

          @Override
          public void halted(String reason) {
            completion.completeExceptionally(new AssertionError(reason));
          }
        });
    engine.bindStores(stores);
    engine.unbindStores(stores);
    return completion;
  }
}
