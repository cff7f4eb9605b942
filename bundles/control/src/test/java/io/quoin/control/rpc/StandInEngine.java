package io.quoin.control.rpc;

import io.quoin.api.engine.Engine;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An engine that moves no bytes: tests say how its torrents are doing. */
final class StandInEngine implements Engine {

  final Map<TorrentId, TorrentOrder> running = new LinkedHashMap<>();
  final Map<TorrentId, SwarmSnapshot> snapshots = new HashMap<>();
  final Map<TorrentId, Selection> selections = new HashMap<>();
  final Map<TorrentId, PieceMap> pieces = new HashMap<>();
  List<PeerSnapshot> peers = List.of();
  Optional<Limits> limits = Optional.empty();

  /** A swarm that has so many of all its pieces and is otherwise at work. */
  static SwarmSnapshot swarm(TorrentState state, TorrentOrder order, int verified, long sent) {
    var layout = ((TorrentSource.Torrent) order.source()).metainfo().layout();
    long there = 0;
    for (int piece = 0; piece < verified; piece++) {
      there += layout.pieceLength(piece);
    }
    return new SwarmSnapshot(
        state,
        "",
        layout.totalLength(),
        there,
        layout.totalLength(),
        layout.totalLength() - there,
        there,
        7,
        sent,
        2000,
        1000,
        layout.pieceCount(),
        verified,
        1,
        2,
        1,
        2);
  }

  @Override
  public void start(TorrentOrder order, TorrentEvents events) {
    running.put(order.id(), order);
    if (order.source() instanceof TorrentSource.Torrent) {
      events.examined();
    }
  }

  @Override
  public CompletionStage<Void> stop(TorrentId id) {
    running.remove(id);
    snapshots.remove(id);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void limit(TorrentId id, Limits changed) {}

  @Override
  public void limit(Limits changed) {
    limits = Optional.of(changed);
  }

  @Override
  public void select(TorrentId id, Selection selection) {
    selections.put(id, selection);
  }

  @Override
  public void prefer(TorrentId id, Priority priority) {}

  @Override
  public void addPeers(TorrentId id, Collection<InetSocketAddress> addresses) {}

  @Override
  public Optional<SwarmSnapshot> snapshot(TorrentId id) {
    return Optional.ofNullable(snapshots.get(id));
  }

  @Override
  public List<PeerSnapshot> peers(TorrentId id) {
    return peers;
  }

  @Override
  public CompletionStage<PieceMap> pieces(TorrentId id) {
    return CompletableFuture.completedFuture(pieces.getOrDefault(id, PieceMap.unknown()));
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
    return new byte[20];
  }
}
