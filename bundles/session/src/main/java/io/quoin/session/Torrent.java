package io.quoin.session;

import io.quoin.api.engine.Engine;
import io.quoin.api.engine.EngineAway;
import io.quoin.api.engine.SwarmSnapshot;
import io.quoin.api.event.Topics;
import io.quoin.api.session.RegisteredTorrent;
import io.quoin.api.session.Session.Removal;
import io.quoin.api.session.SessionException;
import io.quoin.api.session.SessionException.Code;
import io.quoin.api.session.StopRule;
import io.quoin.api.session.TorrentSettings;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.PieceMap;
import io.quoin.api.torrent.Selection;
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
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
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
    /** Nothing runs while its files are taken to another directory. */
    MOVING,
    /** Nothing runs, nothing is to run, and everybody knows. */
    AT_REST,
    /** It was removed, or the session ends. */
    OVER
  }

  private final TorrentId id;
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
  private Standing standing;
  private BitSet verified;

  /** Whether the queue lets it run, and whether it may run all the same. */
  private boolean admitted;

  private boolean jumped;

  /** Whether its data is to be examined although it need not run for anything else. */
  private boolean verifying;

  /** Whether what runs is to be ended and begun again. */
  private boolean restarting;

  private Optional<Path> movingTo;
  private boolean moveFiles = true;
  private final List<CompletableFuture<Void>> moving = new ArrayList<>();
  private Totals counted;
  private volatile Reading reading;

  Torrent(TorrentId id, Standing standing, TorrentRecord record, Surroundings surroundings) {
    this.id = id;
    this.standing = standing;
    this.verified = record.verified();
    this.movingTo = record.movingTo();
    this.surroundings = surroundings;
    this.completion = new Completion(surroundings.lanes().calls());
    this.wish = new Wish(record.wish());
    this.history = record.history();
    this.counted = history.totals();
    this.admitted = !surroundings.settings().settings().queue().on();
    this.goal = record.wish().paused() ? Goal.PAUSE : Goal.RUN;
    this.age = id.hashCode() & 0xff;
    if (!history.extent().known()) {
      look(record.wish().settings().selection());
    }
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

  Standing standing() {
    return reading.standing();
  }

  void rank(long rank) {
    standing = new Standing(standing.number(), rank);
    save();
    read();
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
    jumped = false;
    verifying = false;
    pausing.add(whenAtRest);
    save();
    reconcile();
  }

  void resume() {
    if (goal == Goal.REMOVE) {
      return;
    }
    rule.resumed(isRuleMet(history.totals().sent(), history.extent().totalBytes()));
    again();
    if (goal != Goal.RUN) {
      admitted = !surroundings.settings().settings().queue().on();
    }
    goal = Goal.RUN;
    save();
    reconcile();
  }

  /** Starts it whether it is its turn or not. */
  void resumeNow() {
    jumped = true;
    resume();
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

  void change(TorrentSettings changed) {
    TorrentSettings before = wish.asItStands().settings();
    wish.change(changed);
    run.ifPresent(now -> tell(now, before, changed));
    if (run.isEmpty() && !before.selection().equals(changed.selection())) {
      look(changed.selection());
    }
    touch();
    save();
    read();
  }

  /** How much there is and is wanted while nothing runs that would say so. */
  private void look(Selection selection) {
    if (wish.asItStands().source() instanceof TorrentSource.Torrent torrent) {
      history = history.with(Extent.of(torrent.metainfo().layout(), selection, verified));
    }
  }

  private static void tell(Run now, TorrentSettings before, TorrentSettings changed) {
    if (!before.transfer().limits().equals(changed.transfer().limits())) {
      now.limit(changed.transfer().limits());
    }
    if (before.transfer().priority() != changed.transfer().priority()) {
      now.prefer(changed.transfer().priority());
    }
    if (!before.selection().equals(changed.selection())) {
      now.select(changed.selection());
    }
    if (!before.trackers().equals(changed.trackers())) {
      now.track(changed.trackers());
    }
  }

  private void touch() {
    history = history.with(history.activity().changedAt(now()));
  }

  TorrentSettings settings() {
    return reading.wish().settings();
  }

  /** Has what is there examined anew; it goes on as it was. */
  void verify() {
    if (goal == Goal.REMOVE || !(wish.asItStands().source() instanceof TorrentSource.Torrent)) {
      return;
    }
    wish.doubt();
    verifying = true;
    again();
    restart();
  }

  private void again() {
    if (!halted.isEmpty()) {
      halted = "";
      completion.again();
    }
  }

  private void restart() {
    restarting = phase == Phase.RUNNING;
    save();
    reconcile();
  }

  void searchNow() {
    if (phase == Phase.RUNNING) {
      run.ifPresent(Run::searchNow);
    }
  }

  /** Takes it to another directory, with its files or not. */
  void relocate(Path directory, boolean withFiles, CompletableFuture<Void> done) {
    if (movingTo.isPresent() || goal == Goal.REMOVE) {
      fail(done, "the files of " + id + " are just being moved or removed; try again later");
      return;
    }
    movingTo = Optional.of(directory);
    moveFiles = withFiles;
    moving.add(done);
    again();
    save();
    reconcile();
  }

  private void move() {
    phase = Phase.MOVING;
    Path to = movingTo.orElseThrow();
    Path from = record();
    CompletableFuture<Void> moved =
        moveFiles
            ? surroundings
                .departure()
                .move(wish.asItStands(), to, from, surroundings.folder().record(id, to))
            : CompletableFuture.completedFuture(null);
    moved.whenComplete(
        (done, failure) ->
            surroundings
                .lanes()
                .state()
                .execute(() -> moved(to, Optional.ofNullable(failure).map(Throwable::getMessage))));
  }

  private void moved(Path to, Optional<String> failure) {
    movingTo = Optional.empty();
    moveFiles = true;
    if (failure.isEmpty()) {
      wish.relocate(to);
      touch();
    }
    List<CompletableFuture<Void>> told = List.copyOf(moving);
    moving.clear();
    if (phase == Phase.MOVING) {
      phase = Phase.IDLE;
      save();
      failure.ifPresentOrElse(
          reason -> halt("its files could not be moved to " + to + ": " + reason), this::reconcile);
    }
    told.forEach(each -> settle(each, failure));
  }

  private void settle(CompletableFuture<Void> told, Optional<String> failure) {
    if (failure.isPresent()) {
      fail(told, "the files of " + id + " could not be moved: " + failure.get());
    } else {
      surroundings.lanes().calls().execute(() -> told.complete(null));
    }
  }

  private void fail(CompletableFuture<Void> told, String reason) {
    surroundings
        .lanes()
        .calls()
        .execute(() -> told.completeExceptionally(new SessionException(Code.NOT_MOVED, reason)));
  }

  // What the queue says.

  /** As the queue sees it; empty while it does not want to run. */
  Optional<Queue.Candidate> candidate(Duration stalledAfter) {
    if (goal != Goal.RUN || !halted.isEmpty()) {
      return Optional.empty();
    }
    TorrentSnapshot now = reading.snapshot();
    boolean stalled = idleFor().compareTo(stalledAfter) >= 0;
    return Optional.of(
        new Queue.Candidate(id, standing.rank(), admitted, now.done(), stalled, jumped));
  }

  void admit(boolean mayRun) {
    if (admitted != mayRun) {
      admitted = mayRun;
      reconcile();
    }
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
    count(swarm);
    applyRule(now, swarm);
  }

  private void count(SwarmSnapshot swarm) {
    Totals totals = history.totals().plus(swarm);
    boolean moved = !totals.equals(counted);
    surroundings
        .settings()
        .totals()
        .moved(totals.received() - counted.received(), totals.sent() - counted.sent());
    counted = totals;
    history = history.with(history.activity().second(swarm.state(), moved, now()));
    read();
  }

  private Duration idleFor() {
    return Stream.of(history.activity().active(), history.activity().started(), history.completed())
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .map(time -> Duration.between(time, now()))
        .orElse(Duration.ZERO);
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
      boolean alone = verifying && !isWanted();
      verifying = false;
      if (alone) {
        reconcile();
      } else {
        from.lookedThrough();
        read();
      }
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
    verifying = false;
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
        .filter(since -> rule().met(sent, total, since, idleFor()))
        .isPresent();
  }

  private StopRule rule() {
    return wish.asItStands()
        .settings()
        .seeding()
        .under(surroundings.settings().settings().seeding().rule());
  }

  // Bringing both together.

  private boolean isWanted() {
    return goal == Goal.RUN && halted.isEmpty() && (admitted || jumped);
  }

  private void reconcile() {
    boolean wanted = (isWanted() || (verifying && goal != Goal.REMOVE)) && movingTo.isEmpty();
    switch (phase) {
      case RUNNING -> {
        if (!wanted || restarting) {
          end();
        }
      }
      case IDLE, AT_REST -> {
        if (movingTo.isPresent()) {
          move();
        } else if (!wanted) {
          rest();
        } else {
          phase = Phase.IDLE;
          surroundings.engine().ifPresent(this::begin);
        }
      }
      case ENDING, FORGETTING, MOVING, OVER -> {}
    }
    read();
  }

  private void begin(Engine engine) {
    List<InetSocketAddress> peers = isWanted() ? memory.all() : List.of();
    Run begun =
        new Run(
            this,
            engine,
            wish.order(record(), peers),
            wish.asItStands().settings().trackers(),
            memory,
            surroundings);
    try {
      begun.begin();
    } catch (EngineAway away) {
      return;
    } catch (RuntimeException refused) {
      halt("the engine refused to start it: " + refused.getMessage() + "; resume it to try again");
      return;
    }
    phase = Phase.RUNNING;
    restarting = false;
    run = Optional.of(begun);
    history = history.with(history.activity().startedAt(now()));
    surroundings.sources().all().forEach(this::sourceCame);
  }

  private void end() {
    Run over = run.orElseThrow();
    phase = Phase.ENDING;
    restarting = false;
    over.look().ifPresent(this::keep);
    over.pieces().thenAccept(pieces -> surroundings.lanes().state().execute(() -> keep(pieces)));
    over.end()
        .whenComplete((done, failure) -> surroundings.lanes().state().execute(() -> ended(over)));
    read();
  }

  private void keep(SwarmSnapshot last) {
    count(last);
    history = history.plus(last);
  }

  private void keep(PieceMap pieces) {
    if (pieces.pieces() > 0 && phase != Phase.RUNNING) {
      verified = pieces.verified();
      save();
      read();
    }
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
        .save(
            id,
            new TorrentRecord(
                wish.kept(memory.all(), goal == Goal.PAUSE),
                soFar,
                Optional.of(standing),
                verified,
                moveFiles ? movingTo : Optional.empty()));
  }

  private void read() {
    reading =
        new Reading(
            id,
            wish.asItStands(),
            state(),
            reason(),
            run.filter(now -> phase == Phase.RUNNING),
            history,
            verified,
            standing);
  }

  private TorrentState state() {
    if (!halted.isEmpty()) {
      return TorrentState.HALTED;
    }
    if (rule.stopped() && phase != Phase.AT_REST) {
      return TorrentState.SEEDING;
    }
    if (movingTo.isPresent()) {
      return TorrentState.WAITING;
    }
    if (goal == Goal.RUN && !admitted && !jumped && !verifying) {
      return TorrentState.QUEUED;
    }
    return goal == Goal.RUN || verifying ? TorrentState.WAITING : TorrentState.PAUSED;
  }

  private String reason() {
    if (!halted.isEmpty() || state() != TorrentState.WAITING) {
      return halted;
    }
    if (movingTo.isPresent()) {
      return "its files are being moved to " + movingTo.get();
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

  RegisteredTorrent registered(int queuePosition) {
    Reading now = reading;
    Activity activity = now.history().activity();
    return new RegisteredTorrent(
        now.standing().number(),
        queuePosition,
        now.wish().source(),
        now.snapshot(),
        now.wish().settings(),
        new RegisteredTorrent.Times(
            now.history().added(),
            activity.changed(),
            now.history().completed(),
            activity.started(),
            activity.active(),
            activity.downloading(),
            activity.seeding()));
  }

  CompletionStage<PieceMap> pieces() {
    Reading now = reading;
    return now.run()
        .map(Run::pieces)
        .orElseGet(() -> CompletableFuture.completedFuture(PieceMap.unknown()))
        .thenApply(pieces -> pieces.pieces() == 0 ? now.pieces() : pieces);
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
