package io.quoin.session;

import io.quoin.api.session.SessionException;
import io.quoin.api.torrent.TorrentSnapshot;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Tells those who wait for a torrent that it is complete, or why it will not be. They share one
 * stage, however often they ask, and are told on the calls lane.
 */
final class Completion {

  private final Executor calls;
  private volatile CompletableFuture<TorrentSnapshot> future = new CompletableFuture<>();
  private volatile CompletionStage<TorrentSnapshot> stage = future.minimalCompletionStage();
  private boolean failed;

  Completion(Executor calls) {
    this.calls = calls;
  }

  CompletionStage<TorrentSnapshot> stage() {
    return stage;
  }

  synchronized void done(TorrentSnapshot snapshot) {
    CompletableFuture<TorrentSnapshot> told = future;
    calls.execute(() -> told.complete(snapshot));
  }

  synchronized void failed(SessionException reason) {
    failed = true;
    CompletableFuture<TorrentSnapshot> told = future;
    calls.execute(() -> told.completeExceptionally(reason));
  }

  /**
   * The torrent is tried again: if it had failed, who asks from now on waits anew. From any thread.
   */
  synchronized void again() {
    if (failed) {
      failed = false;
      future = new CompletableFuture<>();
      stage = future.minimalCompletionStage();
    }
  }
}
