package io.quoin.examples.webhook;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.SourceStatus;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.InfoHash;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A session that has one torrent, which is complete, and is asked for snapshots alone. */
record OneTorrent(String id, String name, long bytes) implements Session {

  @Override
  public Optional<TorrentSnapshot> torrent(TorrentId asked) {
    return torrents().stream().filter(each -> each.id().equals(asked)).findAny();
  }

  @Override
  public List<TorrentSnapshot> torrents() {
    TorrentId torrent = new TorrentId(InfoHash.ofHex(id));
    return List.of(
        new TorrentSnapshot(
            torrent,
            name,
            TorrentState.SEEDING,
            "",
            Path.of(name),
            bytes,
            bytes,
            bytes,
            0,
            bytes,
            0,
            0,
            0,
            0,
            1,
            1,
            0,
            0,
            0,
            Optional.empty()));
  }

  @Override
  public TorrentId add(AddTorrent wish) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> remove(TorrentId torrent, Removal removal) {
    return CompletableFuture.failedStage(new UnsupportedOperationException());
  }

  @Override
  public CompletionStage<Void> pause(TorrentId torrent) {
    return CompletableFuture.failedStage(new UnsupportedOperationException());
  }

  @Override
  public void resume(TorrentId torrent) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void limit(TorrentId torrent, Limits limits) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void limit(Limits limits) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void addPeers(TorrentId torrent, Collection<InetSocketAddress> peers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<PeerSnapshot> peers(TorrentId torrent) {
    return List.of();
  }

  @Override
  public List<SourceStatus> sources(TorrentId torrent) {
    return List.of();
  }

  @Override
  public List<InetSocketAddress> listening() {
    return List.of();
  }

  @Override
  public CompletionStage<TorrentSnapshot> completion(TorrentId torrent) {
    return CompletableFuture.failedStage(new UnsupportedOperationException());
  }
}
