package io.quoin.session;

import io.quoin.api.peers.PeerSearch;
import io.quoin.api.peers.SearchedTorrent;
import io.quoin.api.torrent.SourceStatus;
import io.quoin.metainfo.InfoHashes;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer source at work for one run of a torrent. Signals to the source are collected and
 * delivered on the source's lane, at most one task at a time, so that a slow source holds up nobody
 * and queues nothing. A source that throws loses this search.
 */
final class Searching implements SearchedTorrent {

  static final int STATUSES = 64;
  private static final Logger LOG = LoggerFactory.getLogger(Searching.class);
  private static final int STATUS_LENGTH = 200;

  /** What a source is to be told, in this order. */
  private enum Signal {
    OPEN,
    RESTRICT,
    COMPLETED,
    WANTED,
    NOW,
    CLOSE
  }

  private final Sources.Source source;
  private final Run run;
  private final Set<Signal> pending = EnumSet.noneOf(Signal.class);
  private final Map<String, String> statuses = new LinkedHashMap<>();
  private Optional<PeerSearch> search = Optional.empty();
  private volatile boolean over;

  Searching(Sources.Source source, Run run) {
    this.source = source;
    this.run = run;
  }

  /** Starts the search, if the source may know the torrent. */
  void open() {
    signal(Signal.OPEN);
  }

  /** The torrent turned out to be private: ends the search unless the source is fit for that. */
  void restrict() {
    signal(Signal.RESTRICT);
  }

  void completed() {
    signal(Signal.COMPLETED);
  }

  void wanted() {
    signal(Signal.WANTED);
  }

  void now() {
    signal(Signal.NOW);
  }

  void close() {
    signal(Signal.CLOSE);
  }

  private void signal(Signal signal) {
    boolean idle;
    synchronized (pending) {
      idle = pending.isEmpty();
      pending.add(signal);
    }
    if (idle) {
      source.lane().execute(this::deliver);
    }
  }

  private void deliver() {
    Set<Signal> signals;
    synchronized (pending) {
      signals = EnumSet.copyOf(pending);
      pending.clear();
    }
    if (over) {
      return;
    }
    try {
      for (Signal signal : signals) {
        deliver(signal, signals.contains(Signal.CLOSE));
      }
    } catch (RuntimeException | LinkageError broken) {
      over = true;
      LOG.warn(
          "The peer source '{}' failed for {} and is not used for it any more",
          source.name(),
          run.id(),
          broken);
      source.threw(broken);
    }
  }

  private void deliver(Signal signal, boolean closing) {
    switch (signal) {
      case OPEN -> {
        if (!closing && fits()) {
          search = Optional.of(source.source().search(this));
        }
      }
      case RESTRICT -> {
        if (!fits()) {
          end();
        }
      }
      case COMPLETED -> search.ifPresent(PeerSearch::completed);
      case WANTED -> {
        if (!closing) {
          search.ifPresent(PeerSearch::wanted);
        }
      }
      case NOW -> {
        if (!closing) {
          search.ifPresent(PeerSearch::searchNow);
        }
      }
      case CLOSE -> end();
    }
  }

  private boolean fits() {
    return !run.isPrivate() || source.source().allowsPrivate();
  }

  private void end() {
    Optional<PeerSearch> ending = search;
    over = true;
    search = Optional.empty();
    ending.ifPresent(PeerSearch::close);
  }

  @Override
  public InfoHashes infoHashes() {
    return run.infoHashes();
  }

  @Override
  public List<List<URI>> trackers() {
    return run.trackers();
  }

  @Override
  public byte[] peerId() {
    return run.peerId();
  }

  @Override
  public int port() {
    return run.port();
  }

  @Override
  public Progress progress() {
    return run.progress();
  }

  @Override
  public void found(Collection<InetSocketAddress> peers) {
    if (!over) {
      run.found(peers);
    }
  }

  @Override
  public void status(String about, String state) {
    String place = shown(about);
    String news = shown(state);
    boolean changed;
    synchronized (statuses) {
      changed = !news.equals(statuses.put(place, news));
      if (statuses.size() > STATUSES) {
        statuses.remove(statuses.keySet().iterator().next());
      }
    }
    if (changed) {
      LOG.info("{}: {} {}: {}", run.id(), source.name(), place, news);
    }
  }

  /** What the source said, oldest way first. From any thread. */
  List<SourceStatus> statuses() {
    synchronized (statuses) {
      return statuses.entrySet().stream()
          .map(each -> new SourceStatus(source.name(), each.getKey(), each.getValue()))
          .toList();
    }
  }

  /** Sources pass on what strangers say. */
  private static String shown(String text) {
    String printable = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    return printable.substring(0, Math.min(printable.length(), STATUS_LENGTH));
  }
}
