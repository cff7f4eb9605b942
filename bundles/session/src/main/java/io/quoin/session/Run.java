package io.quoin.session;

import io.quoin.api.engine.Engine;
import io.quoin.api.engine.EngineAway;
import io.quoin.api.engine.SwarmSnapshot;
import io.quoin.api.engine.TorrentEvents;
import io.quoin.api.engine.TorrentOrder;
import io.quoin.api.peers.SearchedTorrent.Progress;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.PieceMap;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.api.torrent.SourceStatus;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.InfoHashes;
import io.quoin.metainfo.Metainfo;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A torrent running on one engine, from start to stop, with the peer sources that search for it. An
 * engine that is going answers as if the torrent were not running; what a run that is over still
 * hears is dropped by the torrent.
 */
final class Run implements TorrentEvents {

  private static final int PEER_ID = 20;
  private static final int ENOUGH_PEERS = 30;

  private final Torrent torrent;
  private final Engine engine;
  private final TorrentOrder order;
  private final PeerMemory memory;
  private final Surroundings surroundings;
  private final Map<Sources.Source, Searching> searches = new ConcurrentHashMap<>();
  private final byte[] peerId;
  private Optional<SwarmSnapshot> seen = Optional.empty();
  private boolean examined;
  private boolean downloading;
  private boolean complete;
  private boolean toldComplete;
  private volatile TorrentSource source;
  private volatile Optional<List<List<URI>>> trackers;
  private volatile Progress progress = new Progress(0, 0, Long.MAX_VALUE);
  private volatile int port;

  Run(
      Torrent torrent,
      Engine engine,
      TorrentOrder order,
      Optional<List<List<URI>>> trackers,
      PeerMemory memory,
      Surroundings surroundings) {
    this.torrent = torrent;
    this.engine = engine;
    this.order = order;
    this.memory = memory;
    this.surroundings = surroundings;
    this.source = order.source();
    this.trackers = trackers;
    this.peerId = asked(engine::peerId, new byte[PEER_ID]);
    this.port = port();
  }

  /** The id by which the engine knows the torrent. */
  TorrentId id() {
    return order.id();
  }

  boolean on(Engine other) {
    return engine == other;
  }

  void begin() {
    engine.start(order, this);
  }

  CompletionStage<Void> end() {
    progress = progress();
    port = port();
    searches.values().forEach(Searching::close);
    searches.clear();
    return asked(() -> engine.stop(id()), CompletableFuture.completedFuture(null));
  }

  Optional<SwarmSnapshot> snapshot() {
    return asked(() -> engine.snapshot(id()), Optional.empty());
  }

  List<PeerSnapshot> peers() {
    return asked(() -> engine.peers(id()), List.of());
  }

  /** From any thread. */
  List<SourceStatus> sources() {
    return searches.values().stream()
        .flatMap(searching -> searching.statuses().stream())
        .sorted(Comparator.comparing(SourceStatus::source))
        .toList();
  }

  void limit(Limits limits) {
    tell(() -> engine.limit(id(), limits));
  }

  /** What is complete now may not be so then, or the other way round; the engine says. */
  void select(Selection selection) {
    complete = false;
    tell(() -> engine.select(id(), selection));
  }

  void prefer(Priority priority) {
    tell(() -> engine.prefer(id(), priority));
  }

  /** Sources that search begin anew with these trackers. */
  void track(Optional<List<List<URI>>> changed) {
    trackers = changed;
    for (Sources.Source each : List.copyOf(searches.keySet())) {
      unsearch(each);
      search(each);
    }
  }

  void searchNow() {
    searches.values().forEach(Searching::now);
  }

  /** The pieces now; from any thread. */
  CompletionStage<PieceMap> pieces() {
    return asked(() -> engine.pieces(id()), CompletableFuture.completedFuture(PieceMap.unknown()));
  }

  void found(Collection<InetSocketAddress> peers) {
    List<InetSocketAddress> usable = memory.hear(peers);
    if (!usable.isEmpty()) {
      tell(() -> engine.addPeers(id(), usable));
    }
  }

  /**
   * Has a source search, from now on or as soon as we can say what we lack: who announces before
   * his data is checked is taken for somebody who has nothing until he announces again.
   */
  void search(Sources.Source with) {
    Searching searching = new Searching(with, this);
    searches.put(with, searching);
    if (examined || source instanceof TorrentSource.Link) {
      searching.open();
    }
  }

  /** It is known what there is. */
  void lookedThrough() {
    if (!examined && order.source() instanceof TorrentSource.Torrent) {
      searches.values().forEach(Searching::open);
    }
    examined = true;
  }

  void unsearch(Sources.Source with) {
    Optional.ofNullable(searches.remove(with)).ifPresent(Searching::close);
  }

  /** What is seen of the swarm now, or was last. */
  Optional<SwarmSnapshot> look() {
    seen = snapshot().or(() -> seen);
    downloading |= seen.filter(Run::isIncomplete).isPresent();
    return seen;
  }

  /** Keeps the peers that we reached. */
  void provePeers() {
    memory.prove(
        peers().stream().filter(peer -> !peer.incoming()).map(PeerSnapshot::address).toList());
  }

  /** Sources are asked for more peers where there are few. */
  void wanted(SwarmSnapshot swarm) {
    if (isIncomplete(swarm) && swarm.peers() < ENOUGH_PEERS) {
      searches.values().forEach(Searching::wanted);
    }
  }

  /** Every piece is there. Sources are told if one of them came from peers. */
  void everythingIsThere() {
    complete = true;
    look();
    boolean fetched = downloading || seen.filter(swarm -> swarm.receivedBytes() > 0).isPresent();
    if (fetched && !toldComplete && seen.filter(Run::isEverythingThere).isPresent()) {
      toldComplete = true;
      searches.values().forEach(Searching::completed);
    }
  }

  boolean complete() {
    return complete;
  }

  /** With files left out it is not, whatever is wanted: to trackers it is no seed. */
  private static boolean isEverythingThere(SwarmSnapshot swarm) {
    return swarm.verifiedPieces() == swarm.pieces();
  }

  private static boolean isIncomplete(SwarmSnapshot swarm) {
    return swarm.state() == TorrentState.DOWNLOADING || swarm.state() == TorrentState.METADATA;
  }

  /** The info dictionary is known now. */
  void learned(TorrentSource.Torrent known) {
    source = known;
    if (known.metainfo().isPrivate()) {
      searches.values().forEach(Searching::restrict);
    }
  }

  boolean isPrivate() {
    return source instanceof TorrentSource.Torrent known && known.metainfo().isPrivate();
  }

  InfoHashes infoHashes() {
    return source.infoHashes();
  }

  List<List<URI>> trackers() {
    if (trackers.isPresent()) {
      return trackers.get();
    }
    if (source instanceof TorrentSource.Link link) {
      return link.magnet().trackers().stream().map(List::of).toList();
    }
    return ((TorrentSource.Torrent) source).metainfo().trackers();
  }

  byte[] peerId() {
    return peerId.clone();
  }

  int port() {
    OptionalInt now =
        asked(engine::listening, List.<InetSocketAddress>of()).stream()
            .mapToInt(InetSocketAddress::getPort)
            .findFirst();
    now.ifPresent(known -> port = known);
    return port;
  }

  /** As last seen once the torrent is stopped, for the good-bye. */
  Progress progress() {
    snapshot().ifPresent(now -> progress = progress(now));
    return progress;
  }

  private static Progress progress(SwarmSnapshot now) {
    long left = now.pieces() == 0 ? Long.MAX_VALUE : now.totalBytes() - now.verifiedBytes();
    return new Progress(now.sentBytes(), now.receivedBytes(), left);
  }

  @Override
  public void metadata(Metainfo metainfo) {
    decide(() -> torrent.metadata(this, metainfo));
  }

  @Override
  public void examined() {
    decide(() -> torrent.examined(this));
  }

  @Override
  public void completed() {
    decide(() -> torrent.completed(this));
  }

  @Override
  public void halted(String reason) {
    decide(() -> torrent.halted(this, reason));
  }

  private void decide(Runnable decision) {
    surroundings.lanes().state().execute(decision);
  }

  private <T> T asked(Supplier<T> question, T whileAway) {
    try {
      return question.get();
    } catch (EngineAway away) {
      return whileAway;
    }
  }

  private void tell(Runnable news) {
    try {
      news.run();
    } catch (EngineAway away) {
      // The next engine is told when the torrent is started there.
    }
  }
}
