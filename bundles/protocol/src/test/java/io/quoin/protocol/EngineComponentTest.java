package io.quoin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.engine.SwarmSnapshot;
import io.quoin.api.engine.TorrentEvents;
import io.quoin.api.engine.TorrentOrder;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.TorrentBuilder;
import io.quoin.protocol.net.LinkCounts;
import io.quoin.protocol.swarm.MemoryStores;
import java.io.ByteArrayInputStream;
import java.lang.annotation.Annotation;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines over real sockets on loopback. */
class EngineComponentTest {
  private final List<Sockets> sockets = new ArrayList<>();
  private final List<EngineComponent> engines = new ArrayList<>();

  @AfterEach
  void end() {
    engines.forEach(EngineComponent::end);
    sockets.forEach(Sockets::end);
  }

  private EngineComponent engine(String transport, int loops) {
    Sockets opened = new Sockets(new SocketsOf(transport, loops));
    sockets.add(opened);
    EngineComponent engine = new EngineComponent(new Seeded(engines.size() + 1), opened);
    engines.add(engine);
    return engine;
  }

  @ParameterizedTest
  @ValueSource(strings = {"best", "nio"})
  void engines_with_several_loops_exchange_torrents_over_tcp(String transport) throws Exception {
    EngineComponent seed = engine(transport, 2);
    EngineComponent leech = engine(transport, 3);
    List<byte[]> contents = new ArrayList<>();
    List<MemoryStores> received = new ArrayList<>();
    List<CompletableFuture<Void>> completions = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] content = new byte[5_000_001];
      new SplittableRandom(i).nextBytes(content);
      Metainfo torrent = torrent(content, "file" + i);
      contents.add(content);
      start(seed, torrent, MemoryStores.full(content), OpenMode.TRUST, List.of());
      MemoryStores stores = new MemoryStores(content.length);
      received.add(stores);
      completions.add(start(leech, torrent, stores, OpenMode.RESUME, seed.listening()));
    }

    for (CompletableFuture<Void> completion : completions) {
      completion.get(30, TimeUnit.SECONDS);
    }

    for (int i = 0; i < contents.size(); i++) {
      assertThat(received.get(i).content).isEqualTo(contents.get(i));
    }
    long payload = contents.stream().mapToLong(content -> content.length).sum();
    LinkCounts ofSeed = sockets.get(0).counts();
    LinkCounts ofLeech = sockets.get(1).counts();
    assertThat(ofLeech.received()).isBetween(payload, payload + payload / 10);
    assertThat(ofSeed.sent()).isBetween(payload, payload + payload / 10);
    assertThat(ofSeed.received()).isBetween(1L, payload / 10);
    engines.forEach(EngineComponent::end);
    await().untilAsserted(() -> assertThat(ofSeed.open()).isZero());
    await().untilAsserted(() -> assertThat(ofLeech.open()).isZero());
  }

  private static Metainfo torrent(byte[] content, String name) throws Exception {
    return TorrentBuilder.singleFile(
            TorrentBuilder.Kind.V1,
            name,
            content.length,
            () -> Channels.newChannel(new ByteArrayInputStream(content)))
        .pieceLength(65_536)
        .build((done, total) -> {})
        .metainfo();
  }

  /** Starts a torrent on storage of its own. */
  private static CompletableFuture<Void> start(
      EngineComponent engine,
      Metainfo torrent,
      MemoryStores stores,
      OpenMode mode,
      List<InetSocketAddress> peers) {
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
    assertThat(engine.snapshot(io.quoin.api.torrent.TorrentId.of(torrent.infoHashes())))
        .map(SwarmSnapshot::pieces)
        .isPresent();
    return completion;
  }

  private record SocketsOf(String transport, int loops) implements SocketSettings {
    @Override
    public String[] listen() {
      return new String[] {"127.0.0.1:0"};
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return SocketSettings.class;
    }
  }

  private record Seeded(long seed) implements EngineSettings {
    @Override
    public String incentive() {
      return "";
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return EngineSettings.class;
    }
  }
}
