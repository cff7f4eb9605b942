package io.quoin.protocol.swarm;

import io.quoin.api.engine.SwarmSnapshot;
import io.quoin.api.engine.TorrentOrder;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.incentive.TorrentFacts;
import io.quoin.api.incentive.UploadClass;
import io.quoin.api.pieces.BlockDigest;
import io.quoin.api.pieces.PieceFailure;
import io.quoin.api.pieces.PieceStore;
import io.quoin.api.pieces.PieceStores;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.PieceMap;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One torrent at work: its addresses, its connections, its store. Everything is called on its loop.
 *
 * <p>Peers stay connected while storage is away; nothing is asked for or served meanwhile.
 */
public final class Swarm {
  /** What we call ourselves. */
  static final String CLIENT = "Quoin 0.1";

  private static final long TICK_NANOS = 500_000_000L;
  private static final int ROUND_TICKS = 20;

  /** How often connections are looked after that nothing passes on. */
  private static final int REST_TICKS = 10;

  private static final long SILENCE_NANOS = 180_000_000_000L;
  private static final long UNREAD_NANOS = 120_000_000_000L;
  private static final long KEEP_ALIVE_NANOS = 100_000_000_000L;
  private static final long SHARE_NANOS = 30_000_000_000L;

  private final SwarmSettings settings;
  private final Surroundings world;
  private final SwarmEvents events;
  private final TorrentId id;
  private final Handshake handshake;
  private final Roster roster = new Roster();
  private final Connections connections;
  private final Unchoking unchoking;
  private final FastGrants grants;
  private final MetadataExchange metadata;
  private final Throttle ownDown;
  private final Throttle ownUp;
  private final DownloadLimit downloadLimit;
  private final RateMeter down;
  private final RateMeter up;
  private final Storing storing;
  private final Traffic sent = new Traffic(() -> {});
  private final Set<Peer> changed = new LinkedHashSet<>();

  /** Connections that something passes on, or has just passed on; the others rest. */
  private final List<Peer> awake = new ArrayList<>();

  private Optional<Metainfo> metainfo = Optional.empty();
  private Optional<Downloading> downloading = Optional.empty();
  private Optional<Uploading> uploading = Optional.empty();
  private boolean examined;
  private boolean running = true;
  private int ticks;
  private long tickedAt;
  private int pieces;
  private long sharesUntil;
  private boolean shared;
  private String haltReason = "";
  private volatile Optional<TorrentFacts> facts = Optional.empty();
  private int slots;
  private Selection selection;
  private Priority preference;

  /** A swarm that does nothing before {@link #start}. */
  public Swarm(SwarmSettings settings, Surroundings world, SwarmEvents events) {
    this.settings = settings;
    this.world = world;
    this.events = events;
    TorrentOrder order = settings.order();
    Limits limits = order.limits();
    this.id = order.id();
    this.handshake =
        new Handshake(Handshake.EXTENDED | Handshake.FAST, id.hash(), settings.peerId());
    long now = world.loop().nanoTime();
    this.ownDown = new Throttle(limits.downloadRate(), now);
    this.ownUp = new Throttle(limits.uploadRate(), now);
    this.downloadLimit =
        new DownloadLimit(with(settings.throttles(), ownDown), roster, world.loop());
    this.down = new RateMeter(now);
    this.up = new RateMeter(now);
    this.tickedAt = now;
    this.connections =
        new Connections(handshake, world, roster, limits.connections(), new FromConnections());
    this.unchoking =
        new Unchoking(
            roster,
            new Choker<>(world.random()),
            world.loop(),
            this::complete,
            limits.uploadSlots());
    this.slots = limits.uploadSlots();
    this.selection = order.selection();
    this.preference = order.priority();
    downloadLimit.prefer(preference);
    this.grants = new FastGrants(id.hash());
    this.storing = new Storing(order, world.loop(), new FromStore());
    this.metadata =
        new MetadataExchange(
            order.source().infoHashes(),
            order.source() instanceof TorrentSource.Torrent torrent
                ? Optional.of(bytes(torrent.metainfo().rawInfo()))
                : Optional.empty(),
            world.loop(),
            this::metadataArrived,
            peer -> ban(peer, "sent a wrong info dictionary"));
  }

  private static List<Throttle> with(List<Throttle> shared, Throttle own) {
    List<Throttle> all = new ArrayList<>(shared);
    all.add(own);
    return List.copyOf(all);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  // --- life ---

  /** Begins. */
  public void start() {
    if (settings.order().source() instanceof TorrentSource.Torrent torrent) {
      layoutKnown(torrent.metainfo());
    }
    if (settings.order().source() instanceof TorrentSource.Link link) {
      addPeers(link.magnet().peers());
    }
    addPeers(settings.order().peers());
    world.loop().after(TICK_NANOS, this::tick);
  }

  /** Storage is there. */
  public void storageArrived(PieceStores stores) {
    storing.arrived(stores);
  }

  /** Storage is gone; its stores say so themselves. */
  public void storageGone() {
    storing.gone();
  }

  /** Ends: connections are closed, what is verified is written and recorded. */
  public CompletionStage<Void> stop() {
    closeAll("the torrent is stopped");
    return storing.close();
  }

  private void halt(String reason) {
    if (running) {
      haltReason = reason;
      closeAll(reason);
      storing.close();
      events.halted(reason);
    }
  }

  private void closeAll(String reason) {
    running = false;
    downloading.ifPresent(Downloading::stop);
    for (Peer peer : List.copyOf(roster.peers())) {
      drop(peer, reason);
    }
  }

  // --- for peers and the packages' other classes ---

  /** The torrent. */
  public TorrentId id() {
    return id;
  }

  /** What we say first to a peer. */
  public Handshake handshake() {
    return handshake;
  }

  Loop loop() {
    return world.loop();
  }

  ExtensionDesk desk() {
    return settings.extensions();
  }

  MetadataExchange metadata() {
    return metadata;
  }

  /** Fills the bytes with what peers cannot foresee. */
  void drawSecret(byte[] bytes) {
    world.secrets().nextBytes(bytes);
  }

  /** The torrent as an incentive sees it; from any thread. */
  Optional<TorrentFacts> facts() {
    return facts;
  }

  private void stateFacts() {
    facts =
        metainfo.map(
            known ->
                new TorrentFacts(
                    known.layout().pieceLength(),
                    known.layout().totalLength(),
                    known.isPrivate(),
                    complete(),
                    slots));
  }

  int pieceCount() {
    return pieces;
  }

  /** When connections were last looked after. */
  long tickedAt() {
    return tickedAt;
  }

  /** Something passes on a connection that rested. */
  void awake(Peer peer) {
    if (peer.isOf(this)) {
      awake.add(peer);
    }
  }

  // --- metadata and store ---

  private void metadataArrived(byte[] info) {
    TorrentSource.Link source = (TorrentSource.Link) settings.order().source();
    try {
      Metainfo arrived =
          Metainfo.fromInfo(
              info,
              source.magnet().trackers().stream().map(List::of).toList(),
              source.magnet().webSeeds());
      layoutKnown(arrived);
      events.metadata(arrived);
      extensionsChanged();
    } catch (MetainfoException e) {
      halt("the torrent's metadata arrived and must be refused: " + e.getMessage());
    }
  }

  private void layoutKnown(Metainfo known) {
    metainfo = Optional.of(known);
    Layout layout = known.layout();
    pieces = layout.pieceCount();
    Downloading downs =
        new Downloading(
            layout,
            roster,
            new PieceOrder(layout, world.random()),
            world.loop(),
            new FromDownloading());
    downs.select(selection);
    downloading = Optional.of(downs);
    uploading =
        Optional.of(
            new Uploading(
                known,
                downs.verified(),
                roster,
                world.loop(),
                with(settings.uploadThrottles(), ownUp)));
    uploading.get().prefer(preference);
    stateFacts();
    for (Peer peer : List.copyOf(roster.peers())) {
      peer.layoutKnown();
    }
    storing.open(known);
  }

  private final class FromStore implements Storing.Events {
    @Override
    public void opened(PieceStore store, BitSet verified) {
      BitSet before = verifiedBits();
      downloading.get().storeOpened(store, verified);
      stateFacts();
      uploading.get().storeOpened(store);
      for (Peer peer : List.copyOf(roster.peers())) {
        verified.stream().filter(p -> !before.get(p)).forEach(p -> peer.say(new Message.Have(p)));
        leaveIfUseless(peer);
      }
      connections.dial();
      if (!examined) {
        examined = true;
        events.examined();
        tellIfSelectionComplete();
      }
    }

    @Override
    public void verified(int piece, List<BlockDigest> digests) {
      downloading.get().verified(piece, digests);
    }

    @Override
    public void failed(PieceFailure failure) {
      downloading.get().failed(failure);
    }

    @Override
    public void roomFreed() {
      downloading.get().roomFreed();
    }

    @Override
    public void completed() {
      events.completed();
    }

    @Override
    public void lost() {
      downloading.get().storeGone();
      uploading.get().storeGone();
    }

    @Override
    public void failed(String reason) {
      lost();
      halt(reason);
    }
  }

  /** The store tells only when every piece is there. */
  private void tellIfSelectionComplete() {
    if (complete() && !everything()) {
      events.completed();
    }
  }

  private BitSet verifiedBits() {
    return downloading.get().verified().bits();
  }

  private final class FromDownloading implements Downloading.Events {
    @Override
    public void pieceVerified(int piece) {
      if (complete()) {
        stateFacts();
      }
      tellIfSelectionComplete();
      for (Peer peer : List.copyOf(roster.peers())) {
        if (!peer.has().contains(piece)) {
          peer.say(new Message.Have(piece));
        }
        leaveIfUseless(peer);
      }
    }

    @Override
    public void ban(Peer peer, String reason) {
      Swarm.this.ban(peer, reason);
    }

    @Override
    public void pieceFailed(int piece, List<Peer> suppliers) {
      settings.incentive().pieceFailed(id, piece, List.copyOf(suppliers));
    }
  }

  // --- connections ---

  /** Gives addresses to try. */
  public void addPeers(Collection<InetSocketAddress> addresses) {
    connections.add(addresses);
  }

  /** A peer connected to us; our handshake is sent, theirs is for this torrent. */
  public void accepted(Link link, Handshake theirs) {
    connections.accepted(link, theirs);
  }

  private final class FromConnections implements Connections.Swarms {
    @Override
    public boolean open() {
      return running;
    }

    @Override
    public boolean looking() {
      boolean knowsWhatItHas = metainfo.isEmpty() || storing.openedBefore();
      return knowsWhatItHas && !complete();
    }

    @Override
    public void join(Link link, Handshake theirs, boolean incoming) {
      Peer peer = new Peer(Swarm.this, link, handshake, theirs, incoming);
      roster.add(peer);
      awake.add(peer);
      changed.add(peer);
      peer.extensions().greet();
      sayPieces(peer);
      settings.incentive().joined(peer);
      downloadLimit.joined(peer);
      link.start(peer);
      link.flush();
    }

    @Override
    public void drop(Peer peer, String reason) {
      Swarm.this.drop(peer, reason);
    }
  }

  private void sayPieces(Peer peer) {
    if (downloading.isEmpty()) {
      if (peer.fast()) {
        peer.say(Message.HaveNone.INSTANCE);
      }
      return;
    }
    PieceSet verified = downloading.get().verified();
    if (peer.fast() && verified.all()) {
      peer.say(Message.HaveAll.INSTANCE);
    } else if (verified.count() > 0) {
      peer.say(new Message.Bitfield(verified.bitfield()));
    } else if (peer.fast()) {
      peer.say(Message.HaveNone.INSTANCE);
    }
  }

  void drop(Peer peer, String reason) {
    peer.link().close();
    left(peer, reason);
  }

  private void ban(Peer peer, String reason) {
    connections.ban(peer.address().getAddress());
    drop(peer, "banned: " + reason);
  }

  void left(Peer peer, String reason) {
    if (!roster.remove(peer)) {
      return;
    }
    PeerTraffic last = traffic(peer);
    peer.gone();
    awake.remove(peer);
    changed.remove(peer);
    downloadLimit.left(peer);
    events.left(peer.address(), reason);
    peer.uploads().close();
    peer.extensions().left();
    metadata.left(peer);
    downloading.ifPresent(d -> d.left(peer));
    settings.incentive().left(last);
    if (!peer.incoming()) {
      connections.ended(peer);
    }
    if (running && !peer.choked()) {
      unchoking.fillSlots();
    }
  }

  // --- what peers say ---

  void piecesKnown(Peer peer) {
    downloading.ifPresent(d -> d.has(peer));
    if (everything()) {
      grants.grant(peer, metainfo.get().layout());
    }
    leaveIfUseless(peer);
  }

  void hasNow(Peer peer, int piece) {
    downloading.ifPresent(d -> d.hasNow(peer, piece));
    leaveIfUseless(peer);
  }

  private void leaveIfUseless(Peer peer) {
    if (complete() && peer.has().all() && !peer.allocated()) {
      drop(peer, "both sides have everything");
    }
  }

  void chokedUs(Peer peer) {
    if (!peer.fast()) {
      downloading.ifPresent(d -> d.forgotten(peer));
    }
  }

  void unchokedUs(Peer peer) {
    fill(peer);
  }

  void fill(Peer peer) {
    if (downloading.isPresent()) {
      downloading.get().fill(peer);
    }
  }

  void rejected(Peer peer, Message.Reject reject) {
    downloading.ifPresent(d -> d.rejected(peer, reject.piece(), reject.begin(), reject.length()));
  }

  void requested(Peer peer, Message.Request request) throws ProtocolFault {
    if (uploading.isEmpty()) {
      peer.refuse(request);
    } else {
      uploading.get().request(peer, request);
    }
  }

  /** Payload has arrived, of whatever use. */
  void arrived(int length) {
    down.add(length);
    downloadLimit.arrived(length);
  }

  void wasted(int length) {
    downloading.ifPresent(d -> d.wasted(length));
  }

  void blockDone(Peer peer, Slot slot, int piece, int begin, int length) {
    if (downloading.isPresent()) {
      downloading.get().blockDone(peer, slot, piece, begin, length);
    }
  }

  void readDone(Peer peer) {
    if (downloading.isPresent()) {
      downloading.get().readDone(peer);
    }
  }

  void serve(Peer peer) {
    if (uploading.isPresent()) {
      uploading.get().serve(peer);
    }
  }

  void sent(UploadClass uploadClass, int length) {
    up.add(length);
    sent.sent(uploadClass, length);
  }

  // --- limits ---

  /** Changes the torrent's limits. */
  public void limit(Limits changed) {
    ownDown.rate(changed.downloadRate());
    ownUp.rate(changed.uploadRate());
    unchoking.slots(changed.uploadSlots());
    slots = changed.uploadSlots();
    stateFacts();
    connections.most(changed.connections());
    uploading.ifPresent(Uploading::serveAll);
  }

  /** Changes what is fetched. */
  public void select(Selection changed) {
    selection = changed;
    if (downloading.isEmpty()) {
      return;
    }
    downloading.get().select(changed);
    stateFacts();
    List.copyOf(roster.peers()).forEach(this::leaveIfUseless);
    connections.dial();
    if (running && storing.phase() == Storing.Phase.OPEN && complete()) {
      events.completed();
    }
  }

  /** Changes whose bytes pass first under limits that swarms share. */
  public void prefer(Priority changed) {
    preference = changed;
    downloadLimit.prefer(changed);
    uploading.ifPresent(u -> u.prefer(changed));
  }

  void interestChanged(Peer peer) {
    unchoking.interestChanged(peer);
  }

  // --- the incentive's side ---

  /**
   * What holds from now on; peers that are not named are left to tit for tat.
   *
   * @param freePercent how much of a limited upload rate peers get at least that are not paid ones
   * @param extension name of the extension that the shares' messages belong to
   */
  public void allocate(Map<IncentivePeer, PeerShare> shares, int freePercent, String extension) {
    shared = true;
    uploading.ifPresent(u -> u.freePercent(freePercent));
    sharesUntil = world.loop().nanoTime() + SHARE_NANOS;
    for (Peer peer : List.copyOf(roster.peers())) {
      PeerShare share = shares.get(peer);
      if (share == null) {
        unallocate(peer);
      } else {
        share.message().ifPresent(m -> peer.sendExtended(extension, m.duplicate()));
        peer.allocate(share);
      }
    }
    sharesChanged();
  }

  private void unallocate(Peer peer) {
    if (peer.allocated()) {
      peer.unallocate();
      leaveIfUseless(peer);
    }
  }

  private void sharesChanged() {
    unchoking.adjust();
    downloading.ifPresent(Downloading::fillAll);
    uploading.ifPresent(Uploading::serveAll);
  }

  /** Lets a peer have more before the next round. */
  public void raise(IncentivePeer which, long sendUpTo, long requestUpTo) {
    if (which instanceof Peer peer && peer.isOf(this) && peer.allocated()) {
      PeerShare now = peer.share();
      peer.allocate(
          new PeerShare(
              now.uploadClass(),
              now.weight(),
              Math.max(now.sendUpTo(), sendUpTo),
              Optional.empty(),
              Math.max(now.requestUpTo(), requestUpTo),
              now.preference(),
              now.wholePieces()));
      serve(peer);
      fill(peer);
    }
  }

  /** What has passed between each peer and us. */
  public List<PeerTraffic> traffic() {
    changed.clear();
    return roster.peers().stream().map(this::traffic).toList();
  }

  /** What has passed between one peer and us. */
  PeerTraffic traffic(Peer peer) {
    boolean counted = peer.countedFrom() != Peer.NOT_COUNTED && downloading.isPresent();
    return peer.counts()
        .snapshot(peer, counted ? downloading.get().decided(peer, peer.countedFrom()) : 0);
  }

  /** What has passed between us and the peers with whom anything has since it was last asked. */
  public List<PeerTraffic> newTraffic() {
    List<PeerTraffic> traffic = changed.stream().map(this::traffic).toList();
    changed.clear();
    return traffic;
  }

  void trafficChanged(Peer peer) {
    if (peer.isOf(this)) {
      changed.add(peer);
    }
  }

  /** How each peer and we stand. */
  public List<PeerStanding> standings() {
    long now = world.loop().nanoTime();
    return roster.peers().stream()
        .map(
            p ->
                new PeerStanding(
                    p,
                    p.interested(),
                    p.choking(),
                    p.peerInterested(),
                    p.choked(),
                    downloading.isPresent() && downloading.get().verified().without(p.has()) > 0,
                    p.downloads().rate(now),
                    p.uploadRate(now)))
        .toList();
  }

  /** The extension handshake has changed: peers are sent the new one. */
  public void extensionsChanged() {
    List.copyOf(roster.peers()).forEach(p -> p.extensions().greetAgain());
  }

  // --- time ---

  private void tick() {
    if (!running) {
      return;
    }
    ticks++;
    long now = world.loop().nanoTime();
    for (Peer peer : List.copyOf(ticks % REST_TICKS == 0 ? roster.peers() : awake)) {
      attend(peer, now);
    }
    awake.removeIf(Peer::resting);
    tickedAt = now;
    storing.tick();
    metadata.tick(now);
    downloading.ifPresent(d -> d.tick(downloadLimit.readingTime(now)));
    uploading.ifPresent(Uploading::tick);
    if (shared && now - sharesUntil > 0) {
      shared = false;
      List.copyOf(roster.peers()).forEach(this::unallocate);
      uploading.ifPresent(u -> u.freePercent(0));
      sharesChanged();
    }
    if (ticks % ROUND_TICKS == 0) {
      unchoking.round();
    }
    connections.dial();
    if (running) {
      world.loop().after(TICK_NANOS, this::tick);
    }
  }

  private void attend(Peer peer, long now) {
    peer.keepAlive(now, KEEP_ALIVE_NANOS);
    if (peer.silent(downloadLimit.readingTime(now), SILENCE_NANOS)) {
      drop(peer, "silent for three minutes");
    } else if (!peer.resting()) {
      peer.lookAfter(now);
      if (peer.uploads().stuck(now, UNREAD_NANOS)) {
        drop(peer, "does not read what it asked for");
      }
    }
  }

  // --- how it is doing ---

  private boolean complete() {
    return downloading.filter(Downloading::complete).isPresent();
  }

  private boolean everything() {
    return downloading.filter(d -> d.verified().all()).isPresent();
  }

  /** How the swarm is doing. */
  public SwarmSnapshot snapshot() {
    long now = world.loop().nanoTime();
    int seeds =
        (int) roster.peers().stream().filter(p -> pieceCount() > 0 && p.has().all()).count();
    int verified = downloading.map(d -> d.verified().count()).orElse(0);
    return new SwarmSnapshot(
        state(),
        running ? storing.reason() : haltReason,
        metainfo.map(m -> m.layout().totalLength()).orElse(0L),
        verifiedBytes(),
        downloading.map(Downloading::wantedBytes).orElse(0L),
        downloading.map(Downloading::missingBytes).orElse(0L),
        down.total(),
        downloading.map(Downloading::wasted).orElse(0L),
        up.total(),
        down.rate(now),
        up.rate(now),
        pieceCount(),
        verified,
        storing.checked(),
        roster.size(),
        seeds,
        connections.known());
  }

  /** What was ever sent to peers, those that have left included. */
  public SentBytes sentBytes() {
    return sent.sentBytes();
  }

  private TorrentState state() {
    if (!haltReason.isEmpty()) {
      return TorrentState.HALTED;
    }
    if (metainfo.isEmpty()) {
      return TorrentState.METADATA;
    }
    return switch (storing.phase()) {
      case AWAY -> TorrentState.WAITING;
      case OPENING -> TorrentState.CHECKING;
      case OPEN -> complete() ? TorrentState.SEEDING : TorrentState.DOWNLOADING;
    };
  }

  private long verifiedBytes() {
    return downloading.map(Downloading::verifiedBytes).orElse(0L);
  }

  /** Which pieces are there. */
  public PieceMap pieces() {
    return downloading.map(Downloading::pieces).orElseGet(PieceMap::unknown);
  }

  /** How the connections are doing. */
  public List<PeerSnapshot> peers() {
    long now = world.loop().nanoTime();
    return roster.peers().stream().map(p -> p.snapshot(now)).toList();
  }
}
