package io.quoin.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quoin.api.engine.Engine;
import io.quoin.api.engine.EngineAway;
import io.quoin.api.engine.SwarmSnapshot;
import io.quoin.api.engine.TorrentEvents;
import io.quoin.api.engine.TorrentOrder;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.PieceMap;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.api.torrent.TorrentState;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An engine that moves no bytes: tests say what becomes of its torrents. */
final class FakeEngine implements Engine {

  final Map<TorrentId, TorrentOrder> running = new LinkedHashMap<>();
  final Map<TorrentId, TorrentEvents> events = new HashMap<>();
  final Map<TorrentId, SwarmSnapshot> snapshots = new HashMap<>();
  final Map<TorrentId, List<PeerSnapshot>> connected = new HashMap<>();
  final Map<TorrentId, Limits> limits = new HashMap<>();
  final Map<TorrentId, Selection> selections = new HashMap<>();
  final Map<TorrentId, Priority> priorities = new HashMap<>();
  final Map<TorrentId, PieceMap> pieces = new HashMap<>();
  final List<InetSocketAddress> added = new ArrayList<>();
  final List<CompletableFuture<Void>> stops = new ArrayList<>();
  Optional<Limits> allLimits = Optional.empty();
  boolean stopsAtOnce = true;
  boolean checksAtOnce = true;
  boolean away;
  Optional<RuntimeException> refusal = Optional.empty();

  @Override
  public void start(TorrentOrder order, TorrentEvents told) {
    refuse();
    if (running.containsKey(order.id())) {
      throw new IllegalArgumentException(order.id() + " is running");
    }
    running.put(order.id(), order);
    events.put(order.id(), told);
    if (checksAtOnce && order.source() instanceof TorrentSource.Torrent) {
      told.examined();
    }
  }

  @Override
  public CompletionStage<Void> stop(TorrentId id) {
    refuse();
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    stopped.thenRun(
        () -> {
          running.remove(id);
          snapshots.remove(id);
        });
    stops.add(stopped);
    if (stopsAtOnce) {
      stopped.complete(null);
    }
    return stopped;
  }

  private void refuse() {
    if (away) {
      throw new EngineAway();
    }
    refusal.ifPresent(
        exception -> {
          throw exception;
        });
  }

  @Override
  public void limit(TorrentId id, Limits changed) {
    limits.put(id, changed);
  }

  @Override
  public void limit(Limits changed) {
    allLimits = Optional.of(changed);
  }

  @Override
  public void select(TorrentId id, Selection selection) {
    selections.put(id, selection);
  }

  @Override
  public void prefer(TorrentId id, Priority priority) {
    priorities.put(id, priority);
  }

  @Override
  public CompletionStage<PieceMap> pieces(TorrentId id) {
    refuse();
    return CompletableFuture.completedFuture(pieces.getOrDefault(id, PieceMap.unknown()));
  }

  @Override
  public void addPeers(TorrentId id, Collection<InetSocketAddress> peers) {
    if (running.containsKey(id)) {
      added.addAll(peers);
    }
  }

  @Override
  public Optional<SwarmSnapshot> snapshot(TorrentId id) {
    refuse();
    return Optional.ofNullable(snapshots.get(id));
  }

  @Override
  public List<PeerSnapshot> peers(TorrentId id) {
    refuse();
    return connected.getOrDefault(id, List.of());
  }

  @Override
  public List<InetSocketAddress> listening() {
    return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 6881));
  }

  @Override
  public Optional<String> incentive() {
    return Optional.empty();
  }

  @Override
  public byte[] peerId() {
    return "-QN0100-abcdefghijkl".getBytes(US_ASCII);
  }

  void shows(TorrentId id, SwarmSnapshot snapshot) {
    snapshots.put(id, snapshot);
  }

  static SwarmSnapshot downloading(long received, int verified, int of) {
    return swarm(TorrentState.DOWNLOADING, received, 0, verified, of, 3);
  }

  static SwarmSnapshot seeding(long received, long sent, int pieces) {
    return swarm(TorrentState.SEEDING, received, sent, pieces, pieces, 3);
  }

  static SwarmSnapshot swarm(
      TorrentState state, long received, long sent, int verified, int pieces, int peers) {
    return new SwarmSnapshot(
        state,
        "",
        pieces * 1000L,
        verified * 1000L,
        pieces * 1000L,
        (pieces - verified) * 1000L,
        received,
        0,
        sent,
        10,
        20,
        pieces,
        verified,
        0,
        peers,
        1,
        peers);
  }
}
