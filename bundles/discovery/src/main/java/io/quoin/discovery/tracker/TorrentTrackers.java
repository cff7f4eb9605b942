package io.quoin.discovery.tracker;

import io.quoin.api.peers.PeerSearch;
import io.quoin.api.peers.SearchedTorrent;
import io.quoin.discovery.tracker.Announce.Event;
import io.quoin.metainfo.InfoHash;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The trackers of one torrent (BEP 12). The first tier is asked first; the next one joins when the
 * tiers before it fail or keep it waiting, or when they have answered and still more peers are
 * wanted. Signals come from anywhere and are dealt with on the scheduler.
 */
final class TorrentTrackers implements PeerSearch {

  static final int TRACKERS = 32;
  private static final Duration PORT_CHECK = Duration.ofMillis(250);
  private static final int PORT_CHECKS = 8;

  private final SearchedTorrent torrent;
  private final Surroundings surroundings;
  private final List<Tier> tiers = new ArrayList<>();
  private final int key;
  private final Consumer<TorrentTrackers> whenClosed;
  private boolean closed;

  TorrentTrackers(
      SearchedTorrent torrent, Surroundings surroundings, Consumer<TorrentTrackers> whenClosed) {
    this.torrent = torrent;
    this.surroundings = surroundings;
    this.key = surroundings.random().nextInt();
    this.whenClosed = whenClosed;
  }

  void open() {
    surroundings.execute(
        () -> {
          fillTiers();
          beginWhenListening(PORT_CHECKS);
        });
  }

  @Override
  public void completed() {
    surroundings.execute(() -> tiers.forEach(Tier::completed));
  }

  @Override
  public void wanted() {
    surroundings.execute(
        () -> {
          tiers.forEach(Tier::wanted);
          if (tiers.stream().allMatch(tier -> tier.isIdle() || tier.isResting())) {
            beginNext();
          }
        });
  }

  @Override
  public void searchNow() {
    surroundings.execute(
        () -> {
          tiers.forEach(Tier::askSoon);
          beginNext();
        });
  }

  @Override
  public void close() {
    surroundings.execute(
        () -> {
          if (!closed) {
            closed = true;
            tiers.forEach(Tier::close);
            whenClosed.accept(this);
          }
        });
  }

  private void fillTiers() {
    Set<URI> known = new HashSet<>();
    for (List<URI> urls : torrent.trackers()) {
      List<Tracker> tier = new ArrayList<>();
      for (URI url : urls) {
        if (known.size() < TRACKERS && known.add(url)) {
          tracker(url).ifPresent(tier::add);
        }
      }
      if (!tier.isEmpty()) {
        Collections.shuffle(tier, new Random(surroundings.random().nextLong()));
        tiers.add(new Tier(tier, this, surroundings));
      }
    }
  }

  private Optional<Tracker> tracker(URI url) {
    Optional<TrackerUrl> sound = TrackerUrl.of(url);
    if (sound.isEmpty()) {
      torrent.status(url.getScheme() + "://" + url.getHost(), "this is no tracker's address");
    }
    return sound.map(Tracker::new);
  }

  /** An engine that just started may listen in a moment; without a port peers could not find us. */
  private void beginWhenListening(int checks) {
    if (closed) {
      return;
    }
    if (torrent.port() > 0 || checks == 0) {
      beginNext();
    } else {
      surroundings.after(PORT_CHECK, () -> beginWhenListening(checks - 1));
    }
  }

  private void beginNext() {
    if (!closed) {
      tiers.stream().filter(Tier::isIdle).findFirst().ifPresent(Tier::begin);
    }
  }

  // What tiers ask and tell.

  Announce announce(Tracker tracker, Event event) {
    return new Announce(
        torrent.infoHashes().handshake(),
        InfoHash.of(torrent.peerId()),
        torrent.port(),
        torrent.progress(),
        event,
        event == Event.STOPPED ? 0 : AnnounceAnswer.PEERS,
        key,
        tracker.id());
  }

  /** A tier failed or keeps us waiting. */
  void impatient() {
    beginNext();
  }

  void answered(Tracker tracker, AnnounceAnswer answer, Duration next) {
    torrent.status(
        tracker.url().shown(),
        "it named "
            + answer.peers().size()
            + " peers and is asked again in "
            + shown(next)
            + answer.warning().map(text -> "; it warns: " + text).orElse(""));
    torrent.found(answer.peers());
  }

  void failed(Tracker tracker, AnnounceException failure, Duration retry) {
    String next =
        retry.isZero()
            ? ""
            : retry.compareTo(AnnounceException.NEVER) >= 0
                ? "; it is not asked again"
                : "; it is asked again in " + shown(retry);
    torrent.status(tracker.url().shown(), failure.getMessage() + next);
  }

  private static String shown(Duration time) {
    return time.compareTo(Duration.ofMinutes(2)) < 0
        ? time.toSeconds() + " s"
        : time.toMinutes() + " min";
  }
}
