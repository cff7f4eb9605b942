package io.quoin.session;

import io.quoin.api.engine.Engine;
import io.quoin.api.engine.EngineAway;
import io.quoin.api.event.Topics;
import io.quoin.api.peers.PeerSource;
import io.quoin.api.plugin.PluginFaults;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.session.SessionException;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.SourceStatus;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
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
@Component(service = Session.class, immediate = true, configurationPid = "io.quoin.session")
@Designate(ocd = SessionConfiguration.class)
public final class SessionService implements Session {

  private static final Logger LOG = LoggerFactory.getLogger(SessionService.class);

  private final Surroundings surroundings;
  private final Register register = new Register();
  private final Runnable threads;
  private final AtomicInteger sequence = new AtomicInteger();
  private volatile Optional<Limits> limits = Optional.empty();

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
                torrent.restore();
              });
    } catch (IOException | RecordException failure) {
      register.release(id);
      LOG.warn(
          "The torrent {} is not taken over from disk: {}; add it again", id, failure.getMessage());
    }
  }

  private Torrent made(TorrentId id, TorrentRecord record) {
    return new Torrent(id, sequence.incrementAndGet(), record, surroundings);
  }

  /** Once a second. */
  void tick() {
    register.all().forEach(Torrent::tick);
    surroundings.sources().tick();
  }

  @Override
  public TorrentId add(AddTorrent wish) throws SessionException {
    TorrentId id = TorrentId.of(wish.source().infoHashes());
    TorrentRecord record =
        new TorrentRecord(wish, History.startingAt(surroundings.clock().instant()));
    Torrent torrent = register.add(id, () -> made(id, record));
    decide(
        () -> {
          surroundings.lifeCycle().publish(Topics.ADDED, id);
          torrent.begin();
        });
    return id;
  }

  @Override
  public CompletionStage<Void> remove(TorrentId id, Removal removal) throws SessionException {
    Torrent torrent = register.hide(id);
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
    decide(() -> torrent.pause(atRest));
    return atRest.minimalCompletionStage();
  }

  @Override
  public void resume(TorrentId id) throws SessionException {
    Torrent torrent = register.get(id);
    torrent.expectAgain();
    decide(torrent::resume);
  }

  @Override
  public void limit(TorrentId id, Limits changed) throws SessionException {
    Torrent torrent = register.get(id);
    decide(() -> torrent.limit(changed));
  }

  @Override
  public void limit(Limits changed) {
    limits = Optional.of(changed);
    surroundings.engine().ifPresent(engine -> limit(engine, changed));
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
    limits.ifPresent(known -> limit(engine, known));
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
          threads.run();
        });
  }

  private void decide(Runnable decision) {
    surroundings.lanes().state().execute(decision);
  }
}
