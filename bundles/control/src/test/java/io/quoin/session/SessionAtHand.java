package io.quoin.session;

import io.quoin.api.engine.Engine;
import io.quoin.api.peers.PeerSource;
import io.quoin.api.session.SessionControl;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Executor;

/** The register itself, with everything done at once on the caller's thread and a clock by hand. */
public final class SessionAtHand implements InstantSource {

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final SessionService session;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private boolean running;

  /** Remembers in the directory. */
  public SessionAtHand(Path data) {
    this(RegisterFolder.in(data));
  }

  /** Remembers nothing. */
  public SessionAtHand() {
    this(RegisterFolder.none());
  }

  private SessionAtHand(RegisterFolder folder) {
    Executor lane = this::run;
    session = new SessionService(new Lanes(lane, lane, lane, lane), this, folder, () -> {});
  }

  private void run(Runnable task) {
    tasks.add(task);
    if (running) {
      return;
    }
    running = true;
    try {
      for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
        next.run();
      }
    } finally {
      running = false;
    }
  }

  public SessionControl session() {
    return session;
  }

  public void comes(Engine engine) {
    session.bindEngine(engine);
  }

  public void comes(PeerSource source) {
    session.bindPeerSource(source, Map.of(PeerSource.NAME, "tracker"));
  }

  /** Lets seconds pass, one after the other. */
  public void seconds(int count) {
    for (int i = 0; i < count; i++) {
      now = now.plus(Duration.ofSeconds(1));
      session.tick();
    }
  }

  /** Lets time pass in which nobody looks. */
  public void sleeps(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
