package io.quoin.shell.command;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.SourceStatus;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A session that shows what a test puts into it, and keeps what it is asked for. */
final class FakeSession implements Session {

  final List<TorrentSnapshot> torrents = new ArrayList<>();
  final List<PeerSnapshot> peers = new ArrayList<>();
  final List<InetSocketAddress> listening = new ArrayList<>();
  final List<InetSocketAddress> given = new ArrayList<>();

  /** Goes on whenever a torrent has been looked at. */
  Runnable looked = () -> {};

  @Override
  public TorrentId add(AddTorrent wish) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> remove(TorrentId id, Removal removal) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> pause(TorrentId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void resume(TorrentId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void limit(TorrentId id, Limits limits) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void limit(Limits limits) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void addPeers(TorrentId id, Collection<InetSocketAddress> addresses) {
    given.addAll(addresses);
  }

  @Override
  public Optional<TorrentSnapshot> torrent(TorrentId id) {
    Optional<TorrentSnapshot> found =
        torrents.stream().filter(torrent -> torrent.id().equals(id)).findFirst();
    looked.run();
    return found;
  }

  @Override
  public List<TorrentSnapshot> torrents() {
    return torrents;
  }

  @Override
  public List<PeerSnapshot> peers(TorrentId id) {
    return peers;
  }

  @Override
  public List<SourceStatus> sources(TorrentId id) {
    return List.of(new SourceStatus("tracker", "http://t.example/", "42 peers\u001b[2J"));
  }

  @Override
  public List<InetSocketAddress> listening() {
    return listening;
  }

  @Override
  public CompletionStage<TorrentSnapshot> completion(TorrentId id) {
    return new CompletableFuture<>();
  }
}
