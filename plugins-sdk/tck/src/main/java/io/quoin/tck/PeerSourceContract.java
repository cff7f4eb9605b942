package io.quoin.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.quoin.api.peers.PeerSearch;
import io.quoin.api.peers.PeerSource;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every {@link PeerSource} keeps. Extend it in the plugin's tests, and say how the source is
 * made, in surroundings where it finds at least one peer of any torrent: what it asks is stood in
 * for by the test. Whether it asks politely cannot be seen from here.
 */
public abstract class PeerSourceContract {

  private static final int OFTEN = 10_000;

  /** More threads than that, for one torrent, are a thread for each question. */
  private static final int CROWD = 64;

  /** For whoever names an implementation. */
  protected PeerSourceContract() {}

  /**
   * A source as after a fresh start.
   *
   * @return the implementation to check
   * @throws Exception if it cannot be made, which fails the check
   */
  protected abstract PeerSource source() throws Exception;

  /**
   * Ends a source, as the end of its component does. Does nothing unless overridden.
   *
   * @param source one that {@link #source} made, whose searches are closed
   * @throws Exception if it cannot be ended, which fails the check
   */
  protected void end(PeerSource source) throws Exception {}

  /**
   * The trackers of the torrents for which the source finds peers.
   *
   * @return tiers of URLs; none unless overridden
   */
  protected List<List<URI>> trackers() {
    return List.of();
  }

  /**
   * How long anything may take until it is said to hang, or never to come, by the wall clock.
   *
   * @return a minute, unless overridden
   */
  protected Duration patience() {
    return Duration.ofMinutes(1);
  }

  /** What is done with a source. */
  private interface Use {
    void of(PeerSource source) throws Exception;
  }

  private void with(Use use) {
    assertTimeoutPreemptively(
        patience().multipliedBy(2),
        () -> {
          PeerSource source = source();
          try {
            use.of(source);
          } finally {
            end(source);
          }
        },
        "the source hangs; its calls have to return at once");
  }

  private static PeerSearch search(PeerSource source, RehearsedTorrent torrent) {
    PeerSearch search = source.search(torrent);
    assertNotNull(search, "the search of a torrent");
    return search;
  }

  private void awaitPeers(RehearsedTorrent torrent, String of) {
    assertTrue(
        Patience.happens(torrent::hasPeers, patience()),
        () -> "nothing was found of " + of + " within " + patience().toSeconds() + " s");
  }

  /** What it finds are addresses, and what it tells about itself are lines for people. */
  @Test
  protected final void finds_peers_and_says_what_it_does() {
    with(
        source -> {
          RehearsedTorrent torrent = RehearsedTorrent.running("found", trackers());
          try (PeerSearch search = search(source, torrent)) {
            search.wanted();
            awaitPeers(torrent, "a torrent");
            search.completed();
          }
          assertEquals(List.of(), torrent.faults(), "what an engine cannot use");
        });
  }

  /** However often a swarm would like more peers, it keeps its own pace. */
  @Test
  protected final void is_asked_often() {
    with(
        source -> {
          RehearsedTorrent torrent = RehearsedTorrent.running("asked", trackers());
          try (PeerSearch search = search(source, torrent)) {
            Set<Thread> before = Patience.threads();
            for (int time = 0; time < OFTEN; time++) {
              search.wanted();
              assertTrue(
                  time % CROWD != 0 || Patience.beyond(before).size() < CROWD,
                  "there is a thread for each time that it was asked for peers");
            }
            awaitPeers(torrent, "a torrent whose swarm asks often");
          }
        });
  }

  /** Torrents have nothing to do with each other. */
  @Test
  protected final void goes_on_with_a_torrent_when_another_ends() {
    with(
        source -> {
          RehearsedTorrent stays = RehearsedTorrent.running("stays", trackers());
          search(source, RehearsedTorrent.running("goes before", trackers())).close();
          PeerSearch goes = search(source, RehearsedTorrent.running("goes", trackers()));
          try (PeerSearch search = search(source, stays)) {
            goes.close();
            search.wanted();
            awaitPeers(stays, "a torrent, when another had ended");
          }
        });
  }

  /**
   * A torrent that stopped can be started again.
   *
   * @see PeerSearch#close
   */
  @Test
  protected final void searches_again_for_a_torrent_that_had_stopped() {
    with(
        source -> {
          search(source, RehearsedTorrent.running("again", trackers())).close();
          RehearsedTorrent again = RehearsedTorrent.running("again", trackers());
          try (PeerSearch search = search(source, again)) {
            search.wanted();
            awaitPeers(again, "a torrent that had stopped before");
          }
        });
  }

  /**
   * Torrents name what their makers like: trackers that are none, or nothing. Their search may find
   * nobody, and throws nothing.
   */
  @Test
  protected final void takes_torrents_as_they_are() {
    with(
        source -> {
          for (List<List<URI>> trackers : oddities()) {
            RehearsedTorrent torrent = RehearsedTorrent.barelyKnown("odd", trackers);
            try (PeerSearch search = search(source, torrent)) {
              search.wanted();
              search.completed();
              search.wanted();
            } catch (RuntimeException e) {
              fail("a torrent with the trackers " + trackers + " made it throw", e);
            }
            assertEquals(List.of(), torrent.faults(), "what an engine cannot use");
          }
        });
  }

  private List<List<List<URI>>> oddities() {
    return List.of(
        trackers(),
        List.of(),
        List.of(List.of()),
        List.of(
            List.of(URI.create("gopher://192.0.2.7/"), URI.create("mailto:somebody")),
            List.of(URI.create("relative/path"), URI.create("")),
            List.of(URI.create("udp://192.0.2.7"), URI.create("http:///announce")),
            List.of(URI.create("http://[::1]:99999/a"), URI.create("udp://0.0.0.0:0/"))));
  }

  /**
   * A torrent whose search is closed is let go of, though the source goes on.
   *
   * @see io.quoin.api.peers.SearchedTorrent
   */
  @Test
  protected final void lets_go_of_a_torrent_that_stopped() {
    with(
        source -> {
          WeakReference<RehearsedTorrent> torrent = searched(source);
          assertTrue(
              Patience.happens(() -> torrent.get() == null, patience()),
              "a torrent whose search is closed is still held, and would be told of peers");
        });
  }

  private WeakReference<RehearsedTorrent> searched(PeerSource source) {
    RehearsedTorrent torrent = RehearsedTorrent.running("let go", trackers());
    try (PeerSearch search = search(source, torrent)) {
      search.wanted();
      awaitPeers(torrent, "a torrent");
    }
    return new WeakReference<>(torrent);
  }

  /** Whether private torrents may be told to it does not change. */
  @Test
  protected final void says_the_same_of_private_torrents_each_time() {
    with(
        source -> {
          boolean first = source.allowsPrivate();
          search(source, RehearsedTorrent.running("asked", trackers())).close();
          assertEquals(first, source.allowsPrivate(), "whether private torrents may be told to it");
        });
  }

  /** No thread is left when the source has ended. */
  @Test
  protected final void leaves_no_thread_behind() {
    Set<Thread> before = Patience.threads();
    with(this::searched);
    assertTrue(
        Patience.onlyThese(before, patience().dividedBy(2)),
        () -> "threads that were not there before: " + Patience.beyond(before));
  }
}
