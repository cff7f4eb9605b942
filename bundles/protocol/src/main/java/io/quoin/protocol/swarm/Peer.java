package io.quoin.protocol.swarm;

import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.incentive.TorrentFacts;
import io.quoin.api.incentive.UploadClass;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.TorrentId;
import io.quoin.metainfo.BValue;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One connection: what either side has said. It keeps state and checks what comes; {@link Swarm},
 * {@link Downloading} and {@link Uploading} decide. What is outstanding is with its {@link
 * PeerDownloads} and {@link PeerUploads}.
 */
final class Peer implements LinkEvents, SwarmPeer {
  /** Bytes of messages, blocks left out, that may wait for a peer to read. */
  private static final long MOST_UNREAD = 1 << 20;

  private static final int NONCE = 32;

  /** Nobody wants to know what became of its bytes. */
  static final long NOT_COUNTED = -1;

  private final Swarm swarm;
  private final Link link;
  private final Handshake ours;
  private final Handshake theirs;
  private final boolean incoming;
  private final PeerExtensions extensions;
  private final PeerDownloads downloads;
  private final PeerUploads uploads;
  private final SaidPieces said = new SaidPieces();
  private final Traffic counts;
  private final RateMeter up;
  private final byte[] nonce = new byte[NONCE];
  private final int hash;

  private PieceSet has;
  private int wanted;
  private boolean interested;
  private boolean choking = true;
  private boolean peerInterested;
  private boolean choked = true;
  private boolean triedOut;
  private int rounds;
  private int waited;
  private PeerShare share = PeerShare.FREE;
  private boolean allocated;
  private long countedFrom = NOT_COUNTED;
  private boolean reading;
  private boolean flushQueued;
  private boolean flushWanted;
  private boolean serviceWanted;
  private boolean overflowing;
  private boolean gone;
  private long heardAt;
  private long saidAt;
  private int missedChances;
  private boolean resting;
  private boolean asked;
  private boolean invited;

  Peer(Swarm swarm, Link link, Handshake ours, Handshake theirs, boolean incoming) {
    this.swarm = swarm;
    this.link = link;
    this.ours = ours;
    this.theirs = theirs;
    this.incoming = incoming;
    swarm.drawSecret(nonce);
    this.counts = new Traffic(() -> swarm.trafficChanged(this));
    this.hash = 31 * link.remote().hashCode() + theirs.peerId().hashCode();
    long now = swarm.loop().nanoTime();
    this.up = new RateMeter(now);
    this.heardAt = now;
    this.saidAt = now;
    this.has = new PieceSet(swarm.pieceCount());
    this.downloads = new PeerDownloads(now);
    this.uploads = new PeerUploads(this, swarm.loop());
    this.extensions = new PeerExtensions(this, swarm);
  }

  // --- facts ---

  /** Peers are equal by identity, but this is the same in every run that is repeated. */
  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public TorrentId torrent() {
    return swarm.id();
  }

  @Override
  public InetSocketAddress address() {
    return link.remote();
  }

  @Override
  public boolean incoming() {
    return incoming;
  }

  @Override
  public byte[] localId() {
    return ours.peerId().bytes();
  }

  @Override
  public byte[] remoteId() {
    return theirs.peerId().bytes();
  }

  @Override
  public boolean fast() {
    return ours.fast() && theirs.fast();
  }

  @Override
  public byte[] nonce() {
    return nonce.clone();
  }

  @Override
  public Optional<TorrentFacts> facts() {
    return swarm.facts();
  }

  @Override
  public PeerTraffic traffic() {
    return swarm.traffic(this);
  }

  @Override
  public void countFrom(long received) {
    countedFrom = received;
  }

  PeerId peerId() {
    return theirs.peerId();
  }

  boolean extended() {
    return ours.extended() && theirs.extended();
  }

  boolean isOf(Swarm other) {
    return swarm == other && !gone;
  }

  PeerExtensions extensions() {
    return extensions;
  }

  PeerDownloads downloads() {
    return downloads;
  }

  PeerUploads uploads() {
    return uploads;
  }

  Link link() {
    return link;
  }

  Traffic counts() {
    return counts;
  }

  @Override
  public boolean speaks(String name) {
    return extensions.speaks(name);
  }

  @Override
  public Optional<BValue> said(String key) {
    return extensions.said(key);
  }

  @Override
  public boolean sendExtended(String name, ByteBuffer body) {
    return extensions.send(name, body);
  }

  // --- what arrives ---

  @Override
  public void message(Message message) {
    heardAt = swarm.loop().nanoTime();
    reading = true;
    try {
      accept(message);
    } catch (ProtocolFault fault) {
      swarm.drop(this, fault.getMessage());
    }
  }

  private void accept(Message message) throws ProtocolFault {
    if (message instanceof Message.Request request) {
      wake();
      swarm.requested(this, request);
    } else if (message instanceof Message.Have have) {
      have(have.piece());
    } else if (message instanceof Message.Cancel cancel) {
      cancelled(cancel);
    } else if (message instanceof Message.Reject reject) {
      needFast(message);
      swarm.rejected(this, reject);
    } else if (message instanceof Message.Extended body) {
      extensions.received(body.id(), body.body());
    } else if (message instanceof Message.Bitfield
        || message instanceof Message.HaveAll
        || message instanceof Message.HaveNone) {
      pieces(message);
    } else if (message instanceof Message.AllowedFast allowed) {
      needFast(message);
      allowed(allowed.piece());
    } else if (message instanceof Message.Suggest suggest) {
      needFast(message);
      checkPiece(suggest.piece());
    } else {
      state(message);
    }
  }

  private void state(Message message) {
    if (message == Message.Choke.INSTANCE) {
      choking = true;
      swarm.chokedUs(this);
    } else if (message == Message.Unchoke.INSTANCE) {
      choking = false;
      downloads.begins(swarm.loop().nanoTime());
      swarm.unchokedUs(this);
    } else if (message == Message.Interested.INSTANCE) {
      peerInterested = true;
      swarm.interestChanged(this);
    } else if (message == Message.NotInterested.INSTANCE) {
      peerInterested = false;
      swarm.interestChanged(this);
    }
  }

  private void needFast(Message message) throws ProtocolFault {
    if (!fast()) {
      throw new ProtocolFault("a message of the fast extension without it: " + message);
    }
  }

  private void checkPiece(int piece) throws ProtocolFault {
    int pieces = swarm.pieceCount();
    if (piece < 0 || piece >= (pieces == 0 ? SaidPieces.MOST : pieces)) {
      throw new ProtocolFault("a piece out of range: " + piece);
    }
  }

  private void pieces(Message message) throws ProtocolFault {
    if (!(message instanceof Message.Bitfield)) {
      needFast(message);
    }
    boolean first = !said.anything();
    said.all(message);
    if (swarm.pieceCount() == 0) {
      return;
    }
    PieceSet known = said.resolve(swarm.pieceCount());
    if (first) {
      has = known;
      swarm.piecesKnown(this);
    } else {
      for (int piece = known.next(0); piece >= 0; piece = known.next(piece + 1)) {
        hasNow(piece);
      }
    }
  }

  private void hasNow(int piece) {
    if (has.add(piece)) {
      swarm.hasNow(this, piece);
    }
  }

  private void have(int piece) throws ProtocolFault {
    checkPiece(piece);
    if (swarm.pieceCount() == 0) {
      said.have(piece);
      return;
    }
    said.something();
    hasNow(piece);
  }

  /** The torrent's layout became known, after the peer perhaps said what it has. */
  void layoutKnown() {
    try {
      has = said.resolve(swarm.pieceCount());
      downloads.disallowFrom(swarm.pieceCount());
      invited = downloads.allowsSome();
      swarm.piecesKnown(this);
    } catch (ProtocolFault fault) {
      has = new PieceSet(swarm.pieceCount());
      swarm.drop(this, fault.getMessage());
    }
  }

  private void allowed(int piece) throws ProtocolFault {
    checkPiece(piece);
    if (downloads.allow(piece)) {
      invited = true;
      swarm.fill(this);
    }
  }

  private void cancelled(Message.Cancel cancel) throws ProtocolFault {
    if (uploads.cancel(cancel) && fast()) {
      refuse(new Message.Request(cancel.piece(), cancel.begin(), cancel.length()));
    }
  }

  @Override
  public Slot slot(int piece, int begin, int length) {
    heardAt = swarm.loop().nanoTime();
    missedChances = 0;
    reading = true;
    wake();
    return downloads.slot(piece, begin, length, heardAt);
  }

  @Override
  public void blockDone(Slot slot, int piece, int begin, int length) {
    heardAt = swarm.loop().nanoTime();
    swarm.arrived(length);
    if (slot != Slot.NONE) {
      swarm.blockDone(this, slot, piece, begin, length);
    } else if (downloads.bearStray()) {
      swarm.wasted(length);
    } else {
      swarm.drop(this, "blocks that were not asked for");
    }
  }

  @Override
  public void readDone() {
    swarm.readDone(this);
    reading = false;
    if (serviceWanted) {
      serviceWanted = false;
      swarm.serve(this);
    }
    if (flushWanted) {
      flushWanted = false;
      link.flush();
    }
  }

  @Override
  public void writable() {
    swarm.serve(this);
  }

  @Override
  public void closed(String reason) {
    swarm.left(this, reason);
  }

  /** It is no longer in the swarm: nothing is asked of it any more. */
  void gone() {
    gone = true;
  }

  // --- what leaves ---

  /** Sends what was queued when all that has arrived is looked at. */
  void flushSoon() {
    if (reading) {
      flushWanted = true;
    } else if (!flushQueued) {
      flushQueued = true;
      swarm.loop().execute(this::flushQueued);
    }
  }

  private void flushQueued() {
    flushQueued = false;
    link.flush();
  }

  void serveSoon() {
    if (reading) {
      serviceWanted = true;
    } else {
      swarm.serve(this);
    }
  }

  /** Queues a message; a peer that leaves too many of them unread is left. */
  void say(Message message) {
    if (unread() > MOST_UNREAD) {
      overflow();
      return;
    }
    saidAt = swarm.loop().nanoTime();
    link.send(message);
    flushSoon();
  }

  /** Bytes of messages, blocks left out, that the peer has not read. */
  long unread() {
    return link.queued() - link.unsent();
  }

  private void overflow() {
    if (!overflowing) {
      overflowing = true;
      swarm.loop().execute(() -> swarm.drop(this, "does not read what it is sent"));
    }
  }

  void send(Message.Piece piece) {
    wake();
    saidAt = swarm.loop().nanoTime();
    counts.sent(share.uploadClass(), piece.length());
    up.add(piece.length());
    swarm.sent(share.uploadClass(), piece.length());
    link.send(piece);
  }

  void refuse(Message.Request request) {
    if (fast()) {
      say(new Message.Reject(request.piece(), request.begin(), request.length()));
    }
  }

  void request(BlockRequest request) {
    asked = true;
    downloads.asked(request);
    saidAt = request.sentAt;
    link.send(new Message.Request(request.partial.piece, request.begin, request.length));
  }

  /** Tells the peer that a request that was given up need not be answered. */
  void cancel(BlockRequest request) {
    link.send(new Message.Cancel(request.partial.piece, request.begin, request.length));
    flushSoon();
  }

  // --- downloading ---

  PieceSet has() {
    return has;
  }

  int wanted() {
    return wanted;
  }

  /** How many pieces it has that we lack; says whether we are interested. */
  void wanted(int pieces) {
    wanted = pieces;
    boolean wants = wanted > 0;
    if (wants != interested) {
      interested = wants;
      say(wants ? Message.Interested.INSTANCE : Message.NotInterested.INSTANCE);
    }
  }

  boolean interested() {
    return interested;
  }

  boolean choking() {
    return choking;
  }

  boolean mayBeAsked(long now) {
    return interested && !gone && (!choking || invited) && !downloads.paused(now);
  }

  boolean mayBeAskedFor(int piece) {
    return has.contains(piece) && (!choking || downloads.allows(piece));
  }

  /** Nothing of the piece may be asked for any more while it chokes us. */
  void disallow(int piece) {
    downloads.disallow(piece);
    invited = downloads.allowsSome();
  }

  /** Whether it was asked for something that may be outstanding still. */
  boolean asked() {
    return asked;
  }

  /** Nothing is outstanding any more. */
  void answered() {
    asked = false;
  }

  /** Whether the incentive's limit leaves room for a block of this length. */
  boolean mayRequest(int length) {
    return share.requestUpTo() - downloads.requested() >= length;
  }

  // --- uploading ---

  void choke() {
    if (!choked) {
      choked = true;
      rounds = 0;
      say(Message.Choke.INSTANCE);
      for (Message.Request dropped : uploads.drop()) {
        refuse(dropped);
      }
    }
  }

  void unchoke() {
    if (choked) {
      choked = false;
      waited = 0;
      say(Message.Unchoke.INSTANCE);
    }
  }

  boolean choked() {
    return choked;
  }

  /** Whether it has the optimistic slot. */
  boolean triedOut() {
    return triedOut;
  }

  void triedOut(boolean now) {
    triedOut = now;
  }

  boolean peerInterested() {
    return peerInterested;
  }

  long uploadRate(long now) {
    return up.rate(now);
  }

  /** Whether the incentive's limit lets a block of this length go out. */
  boolean maySend(int length) {
    return share.sendUpTo() - counts.sent() >= length;
  }

  int rounds() {
    return rounds;
  }

  int waited() {
    return waited;
  }

  void roundBegins() {
    if (choked) {
      waited = peerInterested ? waited + 1 : 0;
    } else {
      rounds++;
    }
  }

  // --- the incentive's share ---

  PeerShare share() {
    return share;
  }

  boolean isPaidFor() {
    return share.uploadClass() == UploadClass.PAID;
  }

  /** From which of its bytes on the incentive wants to know what became of them. */
  long countedFrom() {
    return countedFrom;
  }

  /** Whether an incentive said anything of this peer. */
  boolean allocated() {
    return allocated;
  }

  void allocate(PeerShare given) {
    share = given;
    allocated = true;
  }

  void unallocate() {
    share = PeerShare.FREE;
    allocated = false;
  }

  // --- time ---

  /** Whether nothing was heard for so long that the connection must be dead. */
  boolean silent(long now, long nanos) {
    return now - heardAt > nanos;
  }

  void keepAlive(long now, long nanos) {
    if (now - saidAt > nanos) {
      say(Message.KeepAlive.INSTANCE);
    }
  }

  /** It is read again, for the first time after a pause. */
  void chance() {
    missedChances++;
  }

  /** How often it was read again and no block came. */
  int missedChances() {
    return missedChances;
  }

  /** Time in which we did not read does not count against it. */
  void excuse(long nanos) {
    heardAt += nanos;
    downloads.excuse(nanos);
  }

  /** Whether nothing has passed for so long that there is nothing to look after. */
  boolean resting() {
    return resting;
  }

  /** Looks after what passes; what has come to rest need not be looked after again. */
  void lookAfter(long now) {
    uploads.settle(up.rate(now));
    downloads.rate(now);
    resting = up.rests() && downloads.rests() && uploads.rests();
  }

  private void wake() {
    if (resting) {
      resting = false;
      long time = swarm.tickedAt();
      up.lookedAt(time);
      downloads.lookedAt(time);
      uploads.lookedAt(time);
      swarm.awake(this);
    }
  }

  PeerSnapshot snapshot(long now) {
    return new PeerSnapshot(
        address(),
        extensions.client().orElseGet(() -> peerId().client()),
        incoming,
        has.count(),
        counts.received(),
        counts.sent(),
        downloads.rate(now),
        up.rate(now),
        interested,
        choking,
        peerInterested,
        choked);
  }
}
