package io.quoin.session;

import io.quoin.api.engine.Engine;
import io.quoin.api.engine.EngineAway;
import io.quoin.api.event.Topics;
import io.quoin.api.peers.PeerSource;
import io.quoin.api.plugin.PluginFaults;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.QueueSettings;
import io.quoin.api.session.RegisteredTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.session.SessionControl;
import io.quoin.api.session.SessionException;
import io.quoin.api.session.SessionSettings;
import io.quoin.api.session.SessionTotals;
import io.quoin.api.session.TorrentSettings;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.PieceMap;
import io.quoin.api.torrent.SourceStatus;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session: takes requests from any thread, hands them to the torrents on the state lane, and
 * tells the torrents which services came and left.
 */
@Component(
    service = {Session.class, SessionControl.class},
    immediate = true,
    configurationPid = "io.quoin.session")
@Designate(ocd = SessionConfiguration.class)
public final class SessionService implements SessionControl {

  private static final Logger LOG = LoggerFactory.getLogger(SessionService.class);
  private static final int KEEP_TOTALS_EVERY = 300;

  private final Surroundings surroundings;
  private final Register register = new Register();
  private final Runnable threads;
  private final Line line = new Line(register::all);
  private final Removed removed = new Removed();
  private final SpeedClock speedClock = new SpeedClock();
  private int age;

  /** Whether it is to be looked whose turn it is, and whether anybody may have to wait. */
  private boolean arranging;

  private boolean queued = true;

  /**
   * Starts with the torrents that are remembered.
   *
   * @param configuration where they are
   */
  @Activate
  public SessionService(SessionConfiguration configuration) {
    this(new SessionThreads(), folder(configuration.data()));
  }

  private SessionService(SessionThreads threads, RegisterFolder folder) {
    this(threads.lanes(), InstantSource.system(), folder, threads::close);
    threads.everySecond(this::tick);
  }

  SessionService(Lanes lanes, InstantSource clock, RegisterFolder folder, Runnable threads) {
    this.surroundings = new Surroundings(lanes, clock, folder);
    this.threads = threads;
    remembered().forEach(id -> lanes.disk().execute(() -> load(id)));
  }

  private static RegisterFolder folder(String data) {
    return data.isBlank() ? RegisterFolder.none() : RegisterFolder.in(Path.of(data));
  }

  private List<TorrentId> remembered() {
    try {
      List<TorrentId> listed = surroundings.folder().list();
      List<TorrentId> taken = register.reserve(listed);
      if (taken.size() < listed.size()) {
        LOG.warn("{} torrents on disk are more than the register takes", listed.size());
      }
      return taken;
    } catch (IOException failure) {
      LOG.warn("The torrents on disk cannot be read: {}", failure.toString());
      return List.of();
    }
  }

  private void load(TorrentId id) {
    try {
      TorrentRecord record = RecordCodec.decode(surroundings.folder().load(id));
      surroundings
          .lanes()
          .state()
          .execute(
              () -> {
                Torrent torrent = made(id, record);
                register.show(torrent);
                line.changed();
                torrent.restore();
              });
    } catch (IOException | RecordException failure) {
      register.release(id);
      LOG.warn(
          "The torrent {} is not taken over from disk: {}; add it again", id, failure.getMessage());
    }
  }

  private Torrent made(TorrentId id, TorrentRecord record) {
    Standing standing =
        record
            .standing()
            .map(before -> register.standing(id, before))
            .orElseGet(() -> register.standing(id));
    return new Torrent(id, standing, record, surroundings);
  }

  /** Once a second. */
  void tick() {
    register.all().forEach(Torrent::tick);
    arrange();
    surroundings.sources().tick();
    surroundings.settings().totals().second();
    if (++age % KEEP_TOTALS_EVERY == 0) {
      surroundings.settings().save();
    }
    speedClock
        .look(settings().alternative(), LocalDateTime.ofInstant(now(), ZoneId.systemDefault()))
        .ifPresent(switched -> hold(settings().withAlternative(switched)));
  }

  /** Once for all that is decided meanwhile. */
  private void arrangeSoon() {
    if (!arranging) {
      arranging = true;
      decide(this::arrange);
    }
  }

  /** Lets those run whose turn it is. */
  private void arrange() {
    arranging = false;
    QueueSettings queue = settings().queue();
    if (!queue.on() && !queued) {
      return;
    }
    List<Torrent> all = register.all();
    queued = queue.on();
    if (!queued) {
      all.forEach(torrent -> torrent.admit(true));
      return;
    }
    List<Queue.Candidate> candidates =
        all.stream()
            .map(torrent -> torrent.candidate(queue.stalledAfter()))
            .flatMap(Optional::stream)
            .toList();
    Set<Object> admitted = Queue.admitted(candidates, queue);
    all.stream()
        .sorted(Comparator.comparing(torrent -> admitted.contains(torrent.id())))
        .forEach(torrent -> torrent.admit(admitted.contains(torrent.id())));
  }

  private Instant now() {
    return surroundings.clock().instant();
  }

  @Override
  public TorrentId add(AddTorrent wish) throws SessionException {
    TorrentId id = TorrentId.of(wish.source().infoHashes());
    TorrentRecord record =
        new TorrentRecord(wish, History.startingAt(surroundings.clock().instant()));
    Torrent torrent = register.add(id, () -> made(id, record));
    line.changed();
    decide(
        () -> {
          surroundings.lifeCycle().publish(Topics.ADDED, id);
          surroundings.settings().totals().added();
          torrent.begin();
          arrangeSoon();
        });
    return id;
  }

  @Override
  public CompletionStage<Void> remove(TorrentId id, Removal removal) throws SessionException {
    Torrent torrent = register.hide(id);
    removed.add(torrent.standing().number(), now());
    line.changed();
    CompletableFuture<Void> gone = new CompletableFuture<>();
    decide(() -> torrent.remove(() -> depart(torrent, removal, gone)));
    return gone.minimalCompletionStage();
  }

  private void depart(Torrent torrent, Removal removal, CompletableFuture<Void> gone) {
    surroundings
        .saves()
        .delete(torrent.id())
        .thenCompose(done -> torrent.depart(removal))
        .whenComplete((done, failure) -> decide(() -> departed(torrent, failure, gone)));
  }

  private void departed(Torrent torrent, Throwable failure, CompletableFuture<Void> gone) {
    register.release(torrent.id());
    surroundings.lifeCycle().publish(Topics.REMOVED, torrent.id());
    surroundings
        .lanes()
        .calls()
        .execute(
            () -> {
              if (failure == null) {
                gone.complete(null);
              } else {
                gone.completeExceptionally(
                    failure instanceof CompletionException ? failure.getCause() : failure);
              }
            });
  }

  @Override
  public CompletionStage<Void> pause(TorrentId id) throws SessionException {
    Torrent torrent = register.get(id);
    CompletableFuture<Void> atRest = new CompletableFuture<>();
    decide(
        () -> {
          torrent.pause(atRest);
          arrangeSoon();
        });
    return atRest.minimalCompletionStage();
  }

  @Override
  public void resume(TorrentId id) throws SessionException {
    Torrent torrent = register.get(id);
    torrent.expectAgain();
    decide(
        () -> {
          torrent.resume();
          arrangeSoon();
        });
  }

  @Override
  public void resumeNow(TorrentId id) throws SessionException {
    Torrent torrent = register.get(id);
    torrent.expectAgain();
    decide(
        () -> {
          torrent.resumeNow();
          arrangeSoon();
        });
  }

  @Override
  public void limit(TorrentId id, Limits changed) throws SessionException {
    change(id, now -> now.withTransfer(now.transfer().withLimits(changed)));
  }

  @Override
  public void limit(Limits changed) {
    change(
        now ->
            now.withDownload(now.download().withRate(changed.downloadRate()))
                .withUpload(now.upload().withRate(changed.uploadRate())));
  }

  @Override
  public CompletionStage<Void> change(TorrentId id, UnaryOperator<TorrentSettings> change)
      throws SessionException {
    Torrent torrent = register.get(id);
    return decided(
        () -> {
          torrent.change(change.apply(torrent.settings()));
          arrangeSoon();
        });
  }

  @Override
  public CompletionStage<Void> change(UnaryOperator<SessionSettings> change) {
    return decided(
        () -> {
          hold(change.apply(settings()));
          arrangeSoon();
        });
  }

  private void hold(SessionSettings changed) {
    surroundings.settings().change(changed);
    surroundings.engine().ifPresent(engine -> limit(engine, changed.limits()));
  }

  /** What cannot be wanted is told to whoever wants it, on the calls lane like all else. */
  private CompletionStage<Void> decided(Runnable decision) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    decide(
        () -> {
          Runnable told;
          try {
            decision.run();
            told = () -> done.complete(null);
          } catch (IllegalArgumentException outOfRange) {
            told =
                () ->
                    done.completeExceptionally(
                        new SessionException(
                            SessionException.Code.OUT_OF_RANGE, outOfRange.getMessage()));
          }
          surroundings.lanes().calls().execute(told);
        });
    return done.minimalCompletionStage();
  }

  @Override
  public SessionSettings settings() {
    return surroundings.settings().settings();
  }

  @Override
  public SessionTotals current() {
    return surroundings.settings().totals().current();
  }

  @Override
  public SessionTotals total() {
    return surroundings.settings().totals().total();
  }

  @Override
  public CompletionStage<Void> verify(TorrentId id) throws SessionException {
    return decided(register.get(id)::verify);
  }

  @Override
  public void searchAgain(TorrentId id) throws SessionException {
    decide(register.get(id)::searchNow);
  }

  @Override
  public CompletionStage<Void> relocate(TorrentId id, Path directory, Relocation relocation)
      throws SessionException {
    Torrent torrent = register.get(id);
    CompletableFuture<Void> done = new CompletableFuture<>();
    decide(() -> torrent.relocate(directory, relocation == Relocation.MOVE, done));
    return done.minimalCompletionStage();
  }

  @Override
  public CompletionStage<Void> moveInQueue(Collection<TorrentId> ids, QueueMove move) {
    Set<TorrentId> moved = Set.copyOf(ids);
    return decided(
        () -> {
          line.move(moved, move);
          ranksChanged();
        });
  }

  @Override
  public CompletionStage<Void> queueAt(TorrentId id, int position) throws SessionException {
    Torrent torrent = register.get(id);
    return decided(
        () -> {
          line.put(torrent, Math.max(0, position));
          ranksChanged();
        });
  }

  private void ranksChanged() {
    register.all().forEach(torrent -> register.ranked(torrent.standing().rank()));
    arrangeSoon();
  }

  @Override
  public List<TorrentId> ids() {
    return register.all().stream().map(Torrent::id).toList();
  }

  @Override
  public Optional<RegisteredTorrent> registered(TorrentId id) {
    return register.find(id).map(torrent -> torrent.registered(line.place(id)));
  }

  @Override
  public Optional<TorrentId> numbered(int number) {
    return register.numbered(number);
  }

  @Override
  public List<Integer> removed(Duration within) {
    return removed.within(within, now());
  }

  @Override
  public CompletionStage<PieceMap> pieces(TorrentId id) {
    return register
        .find(id)
        .map(Torrent::pieces)
        .orElseGet(() -> CompletableFuture.completedFuture(PieceMap.unknown()));
  }

  private static void limit(Engine engine, Limits limits) {
    try {
      engine.limit(limits);
    } catch (EngineAway away) {
      LOG.debug("The next engine will be told the limits", away);
    }
  }

  @Override
  public void addPeers(TorrentId id, Collection<InetSocketAddress> peers) throws SessionException {
    Torrent torrent = register.get(id);
    List<InetSocketAddress> kept = peers.stream().limit(PeerMemory.LIMIT).toList();
    decide(() -> torrent.found(kept));
  }

  @Override
  public Optional<TorrentSnapshot> torrent(TorrentId id) {
    return register.find(id).map(Torrent::snapshot);
  }

  @Override
  public List<TorrentSnapshot> torrents() {
    return register.all().stream().map(Torrent::snapshot).toList();
  }

  @Override
  public List<PeerSnapshot> peers(TorrentId id) {
    return register.find(id).map(Torrent::peers).orElse(List.of());
  }

  @Override
  public List<SourceStatus> sources(TorrentId id) {
    return register.find(id).map(Torrent::sources).orElse(List.of());
  }

  @Override
  public List<InetSocketAddress> listening() {
    try {
      return surroundings.engine().map(Engine::listening).orElse(List.of());
    } catch (EngineAway away) {
      return List.of();
    }
  }

  @Override
  public CompletionStage<TorrentSnapshot> completion(TorrentId id) throws SessionException {
    return register.get(id).completion();
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindEngine(Engine engine) {
    surroundings.engineCame(engine);
    limit(engine, settings().limits());
    decide(() -> register.all().forEach(Torrent::engineCame));
  }

  void unbindEngine(Engine engine) {
    surroundings.engineLeft(engine);
    decide(() -> register.all().forEach(torrent -> torrent.engineLeft(engine)));
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindPeerSource(PeerSource service, Map<String, Object> properties) {
    String name = String.valueOf(properties.getOrDefault(PeerSource.NAME, "unnamed"));
    decide(
        () -> {
          Sources.Source source = surroundings.sources().came(name, service);
          register.all().forEach(torrent -> torrent.sourceCame(source));
        });
  }

  void unbindPeerSource(PeerSource service) {
    decide(
        () ->
            surroundings
                .sources()
                .left(service)
                .ifPresent(
                    source -> register.all().forEach(torrent -> torrent.sourceLeft(source))));
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindStorageProvider(StorageProvider provider, Map<String, Object> properties) {
    surroundings.providers().came(providerId(properties), provider);
  }

  void unbindStorageProvider(StorageProvider provider, Map<String, Object> properties) {
    surroundings.providers().left(providerId(properties), provider);
  }

  private static String providerId(Map<String, Object> properties) {
    return String.valueOf(properties.get(StorageProvider.ID));
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindEventAdmin(EventAdmin admin) {
    surroundings.lifeCycle().came(admin);
  }

  void unbindEventAdmin(EventAdmin admin) {
    surroundings.lifeCycle().left(admin);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindFaults(PluginFaults faults) {
    surroundings.complaints().came(faults);
  }

  void unbindFaults(PluginFaults faults) {
    surroundings.complaints().left(faults);
  }

  /** Ends every torrent and its searches, without waiting for that. */
  @Deactivate
  void close() {
    decide(
        () -> {
          register.all().forEach(Torrent::close);
          surroundings.settings().save();
          threads.run();
        });
  }

  private void decide(Runnable decision) {
    surroundings.lanes().state().execute(decision);
  }
}
