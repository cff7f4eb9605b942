package io.quoin.launcher;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.quoin.api.session.Session;
import io.quoin.api.session.SessionException;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.SourceStatus;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentState;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The torrents of one command: how they get on, and what came of them. */
final class Transfers {

  private static final long LOOK_MILLIS = 200;

  /** Looks at a torrent without peers before it is said why: most find some at once. */
  private static final int LONELY_LOOKS = 10;

  private final Session session;
  private final PrintWriter err;
  private final ProgressView view;
  private final Map<TorrentId, Followed> followed = new LinkedHashMap<>();

  private static final class Followed {
    private final String source;
    private final CompletableFuture<TorrentSnapshot> completion;
    private final Map<String, Long> receivedFrom = new TreeMap<>();
    private final long began = System.nanoTime();
    private double seconds;
    private String failure = "";
    private int lonelyLooks;
    private Set<SourceStatus> said = Set.of();
    private Optional<TorrentSnapshot> last = Optional.empty();

    Followed(String source, CompletableFuture<TorrentSnapshot> completion) {
      this.source = source;
      this.completion = completion;
    }
  }

  Transfers(Session session, PrintWriter err) {
    this.session = session;
    this.err = err;
    this.view = ProgressView.forTerminal(err);
  }

  void follow(TorrentId id, String source) throws SessionException {
    followed.put(id, new Followed(source, session.completion(id).toCompletableFuture()));
  }

  /** Waits until each torrent is complete or has failed; says how many failed. */
  int awaitCompletion() throws InterruptedException {
    CompletableFuture<?>[] all =
        followed.values().stream()
            .map(f -> f.completion.handle((done, fault) -> note(f, done, fault)))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture<Void> everything = CompletableFuture.allOf(all);
    while (!doneWithin(everything)) {
      look();
    }
    look();
    view.finish();
    int failed = 0;
    for (Followed one : followed.values()) {
      if (!one.failure.isEmpty()) {
        failed++;
        err.println("quoin: " + one.source + ": " + one.failure);
      }
    }
    err.flush();
    return failed;
  }

  private static boolean doneWithin(CompletableFuture<Void> everything)
      throws InterruptedException {
    try {
      everything.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a handled future fails", e);
    }
  }

  private static Void note(Followed one, TorrentSnapshot done, Throwable fault) {
    one.seconds = (System.nanoTime() - one.began) / 1e9;
    if (fault != null) {
      Throwable cause =
          fault instanceof CompletionException && fault.getCause() != null
              ? fault.getCause()
              : fault;
      one.failure = cause.getMessage();
    } else {
      one.last = Optional.of(done);
    }
    return null;
  }

  /** Waits until no torrent serves any more. */
  void awaitPause() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    while (session.torrents().stream().anyMatch(t -> t.state() == TorrentState.SEEDING)) {
      look();
      if (never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
    view.finish();
  }

  /** Serves until the process is told to stop, or until every torrent has failed. */
  void serve() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    while (session.torrents().stream().anyMatch(t -> t.state() != TorrentState.HALTED)) {
      look();
      if (never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
    view.finish();
    for (TorrentSnapshot torrent : session.torrents()) {
      err.println("quoin: " + torrent.name() + ": " + torrent.reason());
    }
    err.flush();
  }

  private void look() {
    List<TorrentSnapshot> torrents = session.torrents();
    for (TorrentSnapshot torrent : torrents) {
      Followed one = followed.get(torrent.id());
      if (one != null) {
        one.last = Optional.of(torrent);
        sayWhyLonely(torrent, one);
        for (PeerSnapshot peer : session.peers(torrent.id())) {
          if (peer.receivedBytes() > 0) {
            String address =
                peer.address().getAddress().getHostAddress() + ":" + peer.address().getPort();
            one.receivedFrom.merge(address, peer.receivedBytes(), Math::max);
          }
        }
      }
    }
    view.show(torrents);
  }

  /** Whoever waits for peers wants to know who was asked and what came of it. */
  private void sayWhyLonely(TorrentSnapshot torrent, Followed one) {
    one.lonelyLooks = torrent.peers() == 0 ? one.lonelyLooks + 1 : 0;
    if (one.lonelyLooks < LONELY_LOOKS) {
      return;
    }
    List<SourceStatus> statuses = session.sources(torrent.id());
    for (SourceStatus status : statuses) {
      if (!one.said.contains(status)) {
        view.say("quoin: " + torrent.name() + ": " + status.about() + ": " + status.state());
      }
    }
    one.said = Set.copyOf(statuses);
  }

  /** Complete torrents are forgotten: their files stay, their resume records go. */
  void forgetComplete() throws InterruptedException {
    for (TorrentSnapshot torrent : session.torrents()) {
      if (torrent.complete()) {
        try {
          session
              .remove(torrent.id(), Session.Removal.FORGET)
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
        } catch (SessionException | ExecutionException | TimeoutException e) {
          err.println("quoin: the record of " + torrent.name() + " stays: " + e.getMessage());
          err.flush();
        }
      }
    }
  }

  /** What was done, for programs. */
  JsonObject json() {
    JsonArray torrents = new JsonArray();
    followed.forEach(
        (id, one) -> {
          JsonObject torrent = new JsonObject();
          torrent.addProperty("id", id.toString());
          torrent.addProperty("source", one.source);
          torrent.addProperty("complete", one.failure.isEmpty());
          if (!one.failure.isEmpty()) {
            torrent.addProperty("reason", one.failure);
          }
          torrent.addProperty("seconds", Math.round(one.seconds * 1000) / 1000.0);
          one.last.ifPresent(
              last -> {
                torrent.addProperty("name", last.name());
                torrent.addProperty("directory", last.directory().toString());
                torrent.addProperty("bytes", last.totalBytes());
                torrent.addProperty("received", last.receivedBytes());
                torrent.addProperty("wasted", last.wastedBytes());
                torrent.addProperty("sent", last.sentBytes());
              });
          JsonObject peers = new JsonObject();
          one.receivedFrom.forEach(peers::addProperty);
          torrent.add("peers", peers);
          torrents.add(torrent);
        });
    JsonObject all = new JsonObject();
    all.add("torrents", torrents);
    return all;
  }
}
