package io.quoin.session;

import io.quoin.api.peers.PeerSource;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.SessionException;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.metainfo.Metainfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A session whose time and threads are in the test's hand. */
final class Desk implements InstantSource {

  final HandLane lane = new HandLane();
  final SessionService session;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  boolean threadsEnded;

  Desk() {
    this(RegisterFolder.none());
  }

  Desk(RegisterFolder folder) {
    session =
        new SessionService(
            new Lanes(lane, lane, lane, lane), this, folder, () -> threadsEnded = true);
    lane.run();
  }

  @Override
  public Instant instant() {
    return now;
  }

  FakeEngine engine() {
    FakeEngine engine = new FakeEngine();
    comes(engine);
    return engine;
  }

  void comes(FakeEngine engine) {
    session.bindEngine(engine);
    lane.run();
  }

  void leaves(FakeEngine engine) {
    session.unbindEngine(engine);
    lane.run();
  }

  FakeSource source(String name, boolean fitForPrivate) {
    FakeSource source = new FakeSource(fitForPrivate);
    session.bindPeerSource(source, Map.of(PeerSource.NAME, name));
    lane.run();
    return source;
  }

  TorrentId add(Metainfo torrent) throws SessionException {
    return add(AddTorrent.of(torrent, Path.of("downloads")));
  }

  TorrentId add(AddTorrent wish) throws SessionException {
    TorrentId id = session.add(wish);
    lane.run();
    return id;
  }

  void seconds(int count) {
    for (int i = 0; i < count; i++) {
      now = now.plus(Duration.ofSeconds(1));
      session.tick();
      lane.run();
    }
  }

  void sleeps(Duration time) {
    now = now.plus(time);
  }

  TorrentSnapshot snapshot(TorrentId id) {
    return session.torrent(id).orElseThrow();
  }

  <T> CompletionStage<T> ran(CompletionStage<T> stage) {
    lane.run();
    return stage;
  }
}
