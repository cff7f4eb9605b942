package io.quoin.protocol;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.InfoHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** All running torrents together, as an incentive sees them. */
final class RunningTorrents implements IncentiveHost.Torrents {
  private final Map<InfoHash, RunningTorrent> running;

  /** Looks at the map whenever it is asked. */
  RunningTorrents(Map<InfoHash, RunningTorrent> running) {
    this.running = running;
  }

  @Override
  public void traffic(Consumer<List<PeerTraffic>> result) {
    gather(RunningTorrent::traffic, result);
  }

  @Override
  public void newTraffic(Consumer<List<PeerTraffic>> result) {
    gather(RunningTorrent::newTraffic, result);
  }

  @Override
  public void standings(Consumer<List<PeerStanding>> result) {
    gather(RunningTorrent::standings, result);
  }

  /** Asks every torrent on its loop; the last answer makes the result. */
  private <T> void gather(
      BiConsumer<RunningTorrent, Consumer<List<T>>> question, Consumer<List<T>> result) {
    List<T> all = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    for (RunningTorrent torrent : running.values()) {
      CompletableFuture<Void> answer = new CompletableFuture<>();
      answers.add(answer);
      question.accept(
          torrent,
          some -> {
            all.addAll(some);
            answer.complete(null);
          });
    }
    CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]))
        .thenRun(
            () -> {
              synchronized (all) {
                result.accept(List.copyOf(all));
              }
            });
  }

  @Override
  public void allocate(Allocation allocation, String extension) {
    Map<InfoHash, Map<IncentivePeer, PeerShare>> byTorrent = new HashMap<>();
    allocation
        .shares()
        .forEach(
            (peer, share) ->
                byTorrent
                    .computeIfAbsent(peer.torrent().hash(), hash -> new HashMap<>())
                    .put(peer, share));
    running.forEach(
        (hash, torrent) ->
            torrent.allocate(
                byTorrent.getOrDefault(hash, Map.of()), allocation.freePercent(), extension));
  }

  @Override
  public void raise(IncentivePeer peer, long sendUpTo, long requestUpTo) {
    RunningTorrent torrent = running.get(peer.torrent().hash());
    if (torrent != null) {
      torrent.raise(peer, sendUpTo, requestUpTo);
    }
  }

  @Override
  public void onLoop(TorrentId id, Runnable task) {
    RunningTorrent torrent = running.get(id.hash());
    if (torrent != null) {
      torrent.onLoop(task);
    }
  }
}
