package io.quoin.testbed.scenario;

import io.quoin.api.engine.SwarmSnapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** How a peer over sockets gets on. Told by its loop, asked by others. */
final class Progress implements GeneratedStores.Watch {
  private static final Duration STALL = Duration.ofSeconds(10);

  private final Supplier<Duration> now;
  private Duration arrival = Duration.ZERO;
  private Duration latest = Duration.ZERO;
  private Duration longestStall = Duration.ZERO;
  private Optional<Duration> firstPiece = Optional.empty();
  private Optional<Duration> completion = Optional.empty();

  Progress(Supplier<Duration> now) {
    this.now = now;
  }

  synchronized void arrived() {
    arrival = now.get();
    latest = arrival;
  }

  @Override
  public synchronized void filled() {
    Duration time = now.get();
    longestStall = stallUntil(time);
    latest = time;
  }

  private Duration stallUntil(Duration time) {
    Duration current = time.minus(latest);
    return current.compareTo(STALL) < 0 || current.compareTo(longestStall) < 0
        ? longestStall
        : current;
  }

  @Override
  public synchronized void verified() {
    if (firstPiece.isEmpty()) {
      firstPiece = Optional.of(now.get());
    }
  }

  synchronized void completed() {
    completion = Optional.of(now.get());
  }

  /**
   * How it has fared so far.
   *
   * @param counts what has passed, if it was ever there
   */
  synchronized PeerOutcome outcome(ScenarioPeer peer, Optional<SwarmSnapshot> counts) {
    boolean waits = !peer.seed() && completion.isEmpty();
    return new PeerOutcome(
        peer,
        arrival,
        firstPiece,
        completion,
        waits ? stallUntil(now.get()) : longestStall,
        counts.map(SwarmSnapshot::receivedBytes).orElse(0L),
        counts.map(SwarmSnapshot::wastedBytes).orElse(0L),
        counts.map(SwarmSnapshot::sentBytes).orElse(0L));
  }
}
