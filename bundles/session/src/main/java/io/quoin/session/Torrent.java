package io.quoin.session;

import io.quoin.api.engine.Engine;
import io.quoin.api.engine.EngineAway;
import io.quoin.api.engine.SwarmSnapshot;
import io.quoin.api.event.Topics;
import io.quoin.api.session.Session.Removal;
import io.quoin.api.session.SessionException;
import io.quoin.api.session.SessionException.Code;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.SourceStatus;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.Metainfo;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One torrent of the register. What is wanted of it (its goal) and what is (a run or none) meet in
 * {@link #reconcile}: a run is begun where one is wanted and an engine is there, and ended where
 * none is wanted. Everything happens on the state lane, but for the readers at the end.
 */
final class Torrent {

  /** How long the next engine waits for one that left to let go of a torrent. */
  static final Duration LET_GO = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(Torrent.class);
  private static final int WANT_EVERY = 5;
  private static final int PROVE_EVERY = 10;
  private static final int SAVE_EVERY = 300;

  /** What a person, or the rule, wants. */
  private enum Goal {
    RUN,
    PAUSE,
    REMOVE
  }

  /** What is. Only {@link #reconcile} and what it begins lead from one to another. */
  private enum Phase {
    /** Nothing runs; it waits for an engine, or for somebody to want it. */
    IDLE,
    /** A run is on an engine. */
    RUNNING,
    /** The run is being stopped. */
    ENDING,
    /** The rule stopped it for good and its record is being deleted. */
    FORGETTING,
    /** Nothing runs, nothing is to run, and everybody knows. */
    AT_REST,
    /** It was removed, or the session ends. */
    OVER
  }

  private final TorrentId id;
  private final int sequence;
  private final Surroundings surroundings;
  private final PeerMemory memory = new PeerMemory();
  private final Completion completion;
  private final SeedingRule rule = new SeedingRule();
  private final List<CompletableFuture<Void>> pausing = new ArrayList<>();
  private final Wish wish;
  private History history;
  private Goal goal;
  private Phase phase = Phase.IDLE;
  private String halted = "";
  private Optional<Run> run = Optional.empty();
  private Optional<Instant> letGoAt = Optional.empty();
  private Runnable departure = () -> {};
  private int age;
  private volatile Reading reading;

  Torrent(TorrentId id, int sequence, TorrentRecord record, Surroundings surroundings) {
    this.id = id;
    this.sequence = sequence;
    this.surroundings = surroundings;
    this.completion = new Completion(surroundings.lanes().calls());
    this.wish = new Wish(record.wish());
    this.history = record.history();
    this.goal = record.wish().paused() ? Goal.PAUSE : Goal.RUN;
    this.age = id.hashCode() & 0xff;
    memory.hear(record.wish().peers());
    memory.hear(MagnetPeers.of(record.wish().source()));
    read();
  }

  TorrentId id() {
    return id;
  }

  Instant added() {
    return reading.added();
  }

  /** Tells apart those that were added at the same moment. */
  int sequence() {
    return sequence;
  }

  // What is wanted.

  void begin() {
    save();
    reconcile();
  }

  /** Begins one that was read from disk. */
  void restore() {
    reconcile();
  }

  void pause(CompletableFuture<Void> whenAtRest) {
    if (goal != Goal.REMOVE) {
      goal = Goal.PAUSE;
    }
    pausing.add(whenAtRest);
    save();
    reconcile();
  }

  void resume() {
    if (goal == Goal.REMOVE) {
      return;
    }
    rule.resumed(isRuleMet(history.totals().sent(), history.extent().totalBytes()));
    if (!halted.isEmpty()) {
      halted = "";
      completion.again();
    }
    goal = Goal.RUN;
    save();
    reconcile();
  }

  /** Ends it for good, then departs. */
  void remove(Runnable whenAtRest) {
    goal = Goal.REMOVE;
    departure = whenAtRest;
    completion.failed(
        new SessionException(
            Code.REMOVED, "the torrent " + id + " was removed before it was complete"));
    reconcile();
  }

  void limit(Limits limits) {
    wish.limit(limits);
    run.ifPresent(now -> now.limit(limits));
    save();
    read();
  }

  void found(Collection<InetSocketAddress> peers) {
    if (run.isPresent()) {
      run.get().found(peers);
    } else {
      memory.hear(peers);
    }
  }

  // What comes and goes.

  void engineCame() {
    reconcile();
  }

  void engineLeft(Engine gone) {
    if (run.filter(now -> now.on(gone)).isPresent()) {
      letGoAt = Optional.of(now().plus(LET_GO));
      if (phase == Phase.RUNNING) {
        end();
      }
    }
  }

  void sourceCame(Sources.Source source) {
    if (phase == Phase.RUNNING && !wish.excludes(source)) {
      run.ifPresent(now -> now.search(source));
    }
  }

  void sourceLeft(Sources.Source source) {
    run.ifPresent(now -> now.unsearch(source));
  }

  /** Once a second. */
  void tick() {
    age++;
    if (phase == Phase.RUNNING) {
      run.ifPresent(this::watch);
    } else if (letGoAt.filter(time -> !now().isBefore(time)).isPresent()) {
      ended(run.orElseThrow());
    }
  }

  private void watch(Run now) {
    now.look().ifPresent(swarm -> watch(now, swarm));
    if (age % PROVE_EVERY == 0) {
      now.provePeers();
    }
    if (age % SAVE_EVERY == 0) {
      save();
    }
  }

  private void watch(Run now, SwarmSnapshot swarm) {
    if (age % WANT_EVERY == 0) {
      now.wanted(swarm);
    }
    applyRule(now, swarm);
  }

  // What the run tells.

  void metadata(Run from, Metainfo metainfo) {
    if (!isCurrent(from)) {
      return;
    }
    TorrentSource.Torrent known = new TorrentSource.Torrent(metainfo);
    wish.learn(known);
    from.learned(known);
    if (metainfo.isPrivate()) {
      memory.clear();
    }
    surroundings.lifeCycle().publish(Topics.METADATA, id);
    save();
    read();
  }

  void examined(Run from) {
    if (isCurrent(from)) {
      wish.examined();
      from.lookedThrough();
    }
  }

  void completed(Run from) {
    if (!isCurrent(from)) {
      return;
    }
    from.everythingIsThere();
    if (history.completed().isEmpty()) {
      history = history.completedAt(now());
      surroundings.lifeCycle().publish(Topics.COMPLETED, id);
      save();
    }
    read();
    from.look().ifPresent(swarm -> applyRule(from, swarm));
    if (!rule.stopped()) {
      completion.done(reading.snapshot());
    }
  }

  void halted(Run from, String reason) {
    if (isCurrent(from)) {
      halt(reason);
    }
  }

  private void halt(String reason) {
    halted = reason;
    LOG.warn("{} is halted: {}", id, reason);
    surroundings.lifeCycle().halted(id, reason);
    completion.failed(new SessionException(Code.HALTED, reason));
    reconcile();
  }

  private boolean isCurrent(Run from) {
    return phase == Phase.RUNNING && run.filter(now -> now == from).isPresent();
  }

  private void applyRule(Run now, SwarmSnapshot swarm) {
    long sent = history.totals().plus(swarm).sent();
    if (now.complete() && rule.stops(isRuleMet(sent, swarm.totalBytes()))) {
      goal = Goal.PAUSE;
      save();
      reconcile();
    }
  }

  private boolean isRuleMet(long sent, long total) {
    return history
        .completed()
        .map(time -> Duration.between(time, now()))
        .filter(since -> wish.asItStands().stopRule().met(sent, total, since))
        .isPresent();
  }

  // Bringing both together.

  private void reconcile() {
    boolean wanted = goal == Goal.RUN && halted.isEmpty();
    switch (phase) {
      case RUNNING -> {
        if (!wanted) {
          end();
        }
      }
      case IDLE, AT_REST -> {
        if (!wanted) {
          rest();
        } else {
          phase = Phase.IDLE;
          surroundings.engine().ifPresent(this::begin);
        }
      }
      case ENDING, FORGETTING, OVER -> {}
    }
    read();
  }

  private void begin(Engine engine) {
    Run begun = new Run(this, engine, wish.order(record(), memory.all()), memory, surroundings);
    try {
      begun.begin();
    } catch (EngineAway away) {
      return;
    } catch (RuntimeException refused) {
      halt("the engine refused to start it: " + refused.getMessage() + "; resume it to try again");
      return;
    }
    phase = Phase.RUNNING;
    run = Optional.of(begun);
    surroundings.sources().all().forEach(this::sourceCame);
  }

  private void end() {
    Run over = run.orElseThrow();
    phase = Phase.ENDING;
    over.look().ifPresent(swarm -> history = history.plus(swarm));
    over.end()
        .whenComplete((done, failure) -> surroundings.lanes().state().execute(() -> ended(over)));
    read();
  }

  private void ended(Run over) {
    if (phase != Phase.ENDING || run.orElseThrow() != over) {
      return;
    }
    phase = Phase.IDLE;
    letGoAt = Optional.empty();
    run = Optional.empty();
    save();
    reconcile();
  }

  /** Nothing runs and nothing is to run. */
  private void rest() {
    if (goal == Goal.REMOVE) {
      phase = Phase.OVER;
      departure.run();
    } else if (phase == Phase.IDLE && rule.stopped() && !surroundings.folder().remembers()) {
      forget();
    } else {
      settle();
    }
  }

  /** Without a data directory nothing is remembered of a torrent that is done. */
  private void forget() {
    phase = Phase.FORGETTING;
    surroundings
        .departure()
        .forget(record())
        .thenRun(() -> surroundings.lanes().state().execute(this::forgotten));
  }

  private void forgotten() {
    phase = Phase.AT_REST;
    reconcile();
  }

  private void settle() {
    phase = Phase.AT_REST;
    read();
    List<CompletableFuture<Void>> told = List.copyOf(pausing);
    pausing.clear();
    surroundings.lanes().calls().execute(() -> told.forEach(each -> each.complete(null)));
    if (rule.stopped()) {
      completion.done(reading.snapshot());
    }
  }

  /** Ends it because the session ends; what is wanted stays as it is. */
  void close() {
    completion.failed(
        new SessionException(Code.HALTED, "the session ends; " + id + " goes on when it is back"));
    save();
    if (phase == Phase.RUNNING) {
      end();
    }
    phase = Phase.OVER;
  }

  // What is remembered and shown.

  private void save() {
    if (!surroundings.folder().remembers() || goal == Goal.REMOVE) {
      return;
    }
    History soFar =
        run.filter(now -> phase == Phase.RUNNING)
            .flatMap(Run::look)
            .map(history::plus)
            .orElse(history);
    surroundings
        .saves()
        .save(id, new TorrentRecord(wish.kept(memory.all(), goal == Goal.PAUSE), soFar));
  }

  private void read() {
    reading =
        new Reading(
            id,
            wish.asItStands(),
            state(),
            reason(),
            run.filter(now -> phase == Phase.RUNNING),
            history);
  }

  private TorrentState state() {
    if (!halted.isEmpty()) {
      return TorrentState.HALTED;
    }
    if (rule.stopped() && phase != Phase.AT_REST) {
      return TorrentState.SEEDING;
    }
    return goal == Goal.RUN ? TorrentState.WAITING : TorrentState.PAUSED;
  }

  private String reason() {
    if (!halted.isEmpty() || state() != TorrentState.WAITING) {
      return halted;
    }
    return phase == Phase.RUNNING
        ? "the engine is starting it"
        : "the engine is away; the torrent goes on when it returns";
  }

  private Instant now() {
    return surroundings.clock().instant();
  }

  private Path record() {
    return surroundings.folder().record(id, wish.asItStands().directory());
  }

  CompletableFuture<Void> depart(Removal removal) {
    return surroundings.departure().remove(wish.asItStands(), record(), removal);
  }

  // For anybody, on any thread.

  TorrentSnapshot snapshot() {
    return reading.snapshot();
  }

  List<PeerSnapshot> peers() {
    return reading.run().map(Run::peers).orElse(List.of());
  }

  /** Who asks for its completion from now on is not told of failures before. */
  void expectAgain() {
    completion.again();
  }

  List<SourceStatus> sources() {
    return reading.run().map(Run::sources).orElse(List.of());
  }

  CompletionStage<TorrentSnapshot> completion() {
    return completion.stage();
  }
}
