package io.quoin.tck;

import io.quoin.api.peers.PeerSearch;
import io.quoin.api.peers.PeerSource;
import io.quoin.api.peers.SearchedTorrent;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Knows one peer of every torrent, and does one thing wrong. */
final class FlawedSource implements PeerSource, AutoCloseable {

  /** What is wrong. */
  enum Flaw {
    NONE,
    FINDS_NOBODY,
    FINDS_PORT_ZERO,
    FINDS_NAMES,
    TELLS_A_STORY,
    TELLS_NOTHING_AT_LENGTH,
    HANGS,
    HAS_NO_SEARCH,
    ASKS_IN_A_THREAD_EACH,
    CLOSES_ALL,
    FINDS_ONCE_A_TORRENT,
    NEEDS_TRACKERS,
    READS_NO_ODD_ADDRESS,
    KEEPS_TORRENTS,
    CHANGES_ITS_MIND,
    LEAVES_A_THREAD
  }

  private final Flaw flaw;
  private final CountDownLatch end;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final List<SearchedTorrent> kept = new ArrayList<>();
  private final List<String> known = new ArrayList<>();

  FlawedSource(Flaw flaw, CountDownLatch end) {
    this.flaw = flaw;
    this.end = end;
  }

  @Override
  public boolean allowsPrivate() {
    return flaw == Flaw.CHANGES_ITS_MIND && !known.isEmpty();
  }

  @Override
  public PeerSearch search(SearchedTorrent torrent) {
    if (flaw == Flaw.HAS_NO_SEARCH) {
      return null;
    }
    if (flaw == Flaw.HANGS) {
      await();
    }
    if (flaw == Flaw.NEEDS_TRACKERS) {
      torrent.trackers().get(0).get(0);
    }
    if (flaw == Flaw.READS_NO_ODD_ADDRESS) {
      torrent.trackers().stream()
          .flatMap(List::stream)
          .map(URI::getHost)
          .map(String::strip)
          .forEach(known::add);
    }
    if (flaw == Flaw.KEEPS_TORRENTS) {
      kept.add(torrent);
    }
    String name = torrent.infoHashes().toString();
    boolean before = known.contains(name);
    known.add(name);
    return new Search(torrent, before);
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Search implements PeerSearch {

    private final SearchedTorrent torrent;
    private final boolean before;

    Search(SearchedTorrent torrent, boolean before) {
      this.torrent = torrent;
      this.before = before;
    }

    @Override
    public void completed() {
      // Nobody is told.
    }

    @Override
    public void wanted() {
      if (flaw == Flaw.ASKS_IN_A_THREAD_EACH) {
        new Thread(FlawedSource.this::await).start();
      }
      try {
        thread.execute(this::tell);
      } catch (RejectedExecutionException closed) {
        // That is the flaw.
      }
    }

    private void tell() {
      switch (flaw) {
        case FINDS_NOBODY -> torrent.found(List.of());
        case FINDS_PORT_ZERO -> found(new InetSocketAddress("192.0.2.1", 0));
        case FINDS_NAMES -> found(InetSocketAddress.createUnresolved("peer.invalid", 6881));
        case FINDS_ONCE_A_TORRENT -> {
          if (!before) {
            found(new InetSocketAddress("192.0.2.1", 6881));
          }
        }
        case TELLS_A_STORY -> {
          torrent.status("list", "was read.\nThen came the night.");
          found(new InetSocketAddress("192.0.2.1", 6881));
        }
        case TELLS_NOTHING_AT_LENGTH -> {
          torrent.status("l".repeat(201), "was read");
          found(new InetSocketAddress("192.0.2.1", 6881));
        }
        default -> {
          torrent.status("list", "was read");
          found(new InetSocketAddress("192.0.2.1", 6881));
        }
      }
    }

    private void found(InetSocketAddress peer) {
      torrent.found(List.of(peer));
    }

    @Override
    public void close() {
      if (flaw == Flaw.CLOSES_ALL) {
        thread.shutdownNow();
      }
    }
  }

  @Override
  public void close() {
    if (flaw == Flaw.LEAVES_A_THREAD) {
      new Thread(this::await, "the wrong one").start();
    }
    thread.shutdownNow();
  }
}
