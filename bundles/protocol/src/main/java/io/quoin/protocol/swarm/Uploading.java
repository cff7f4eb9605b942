package io.quoin.protocol.swarm;

import io.quoin.api.lease.Lease;
import io.quoin.api.pieces.PieceStore;
import io.quoin.api.torrent.Priority;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.Metainfo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Serves blocks. Storage is read ahead in runs of 256 KiB, and a peer's connection is kept filled
 * up to a watermark that follows its rate. When a rate limit leaves less than peers could take,
 * they share by class and weight.
 */
final class Uploading {
  /** One read. */
  static final int RUN = 256 * 1024;

  /** Longest block that may be asked for. */
  static final int LONGEST = 128 * 1024;

  private final Layout layout;

  /**
   * Whether a block that a file ends in may be asked for as if zeros came after it. In torrents of
   * version 2 alone libtorrent 2.0 asks so, and drops what comes shorter.
   */
  private final boolean filledUp;

  private final PieceSet verified;
  private final Roster roster;
  private final RateLimits limits;

  private final PeerUploads.Reader reader = this::read;

  private Optional<PieceStore> store = Optional.empty();
  private boolean storeBusy;
  private final ClassShares shares;

  /** Peers that wait for something, and some that did: few of all, looked at for every block. */
  private final Set<Peer> asking = new LinkedHashSet<>();

  Uploading(
      Metainfo metainfo, PieceSet verified, Roster roster, Loop loop, List<Throttle> throttles) {
    this.layout = metainfo.layout();
    this.filledUp = metainfo.infoHashes().v1().isEmpty();
    this.shares = new ClassShares(layout.pieceLength());
    this.verified = verified;
    this.roster = roster;
    this.limits = new RateLimits(throttles, loop, this::resume);
  }

  /** How much of a limited rate peers get at least that are not paid for. */
  void freePercent(int percent) {
    shares.freePercent(percent);
  }

  /** Changes which place it has among those who wait. */
  void prefer(Priority changed) {
    limits.prefer(changed);
  }

  void storeOpened(PieceStore opened) {
    store = Optional.of(opened);
    serveAll();
  }

  /** Queues stay; they are served when a store is there again. */
  void storeGone() {
    store = Optional.empty();
    for (Peer peer : roster.peers()) {
      peer.uploads().forgetReads();
    }
    storeBusy = false;
  }

  /**
   * A peer asks for a block.
   *
   * @throws ProtocolFault if no honest client would ask for it
   */
  void request(Peer peer, Message.Request request) throws ProtocolFault {
    if (!sensible(request)) {
      throw new ProtocolFault("a request out of range: " + request);
    }
    boolean served =
        verified.contains(request.piece())
            && (!peer.choked() || peer.uploads().spendGrant(request))
            && peer.uploads().enqueue(request);
    if (!served) {
      peer.refuse(request);
      return;
    }
    if (peer.uploads().isNew()) {
      asking.add(peer);
      shares.begins(peer);
    }
    peer.serveSoon();
  }

  private boolean sensible(Message.Request r) {
    return r.piece() >= 0
        && r.piece() < layout.pieceCount()
        && r.length() > 0
        && r.length() <= LONGEST
        && r.begin() >= 0
        && r.begin() < layout.pieceLength(r.piece())
        && r.begin() <= layout.pieceLength(r.piece()) + zerosAfter(r.piece()) - r.length();
  }

  private int zerosAfter(int piece) {
    return filledUp ? Math.floorMod(-layout.pieceLength(piece), Layout.BLOCK) : 0;
  }

  void serveAll() {
    if (limits.limited()) {
      List.copyOf(asking).forEach(peer -> peer.uploads().readAhead(reader));
      serveByWeight();
    } else {
      for (Peer peer : List.copyOf(roster.peers())) {
        serve(peer);
      }
    }
  }

  /** Forgets who waits no more, and tries again what the store had no room for. */
  void tick() {
    asking.removeIf(peer -> peer.uploads().isEmpty());
    if (storeBusy) {
      storeBusy = false;
      serveAll();
    }
  }

  /** Sends the peer as much as its connection, its limits and what is read allow. */
  void serve(Peer peer) {
    if (limits.limited()) {
      serveLimited(peer);
      return;
    }
    boolean sent = false;
    while (peer.uploads().hasRoom() && sendNext(peer)) {
      sent = true;
    }
    peer.uploads().readAhead(reader);
    if (sent) {
      peer.link().flush();
    }
    peer.uploads().askForMore(true);
  }

  private void serveLimited(Peer peer) {
    peer.uploads().readAhead(reader);
    if (limits.open()) {
      serveByWeight();
    } else {
      limits.await();
    }
  }

  /** Something may pass again. */
  private void resume() {
    if (limits.limited()) {
      serveByWeight();
    } else {
      serveAll();
    }
  }

  private void serveByWeight() {
    asking.removeIf(peer -> peer.uploads().isEmpty());
    List<Peer> peers = List.copyOf(asking);
    Set<Peer> served = new LinkedHashSet<>();
    shares.begin(peers);
    Optional<Peer> next = shares.next(peers);
    while (limits.open() && next.isPresent()) {
      shares.take(next.get());
      sendNext(next.get());
      served.add(next.get());
      next = shares.next(peers);
    }
    for (Peer peer : served) {
      peer.uploads().readAhead(reader);
      peer.link().flush();
    }
    // Asked once: between two answers time passes, and somebody would be left out by both.
    boolean open = limits.open();
    boolean waiting = false;
    for (Peer peer : peers) {
      peer.uploads().askForMore(open);
      waiting |= peer.uploads().wantsService();
    }
    if (waiting && !open) {
      limits.await();
    }
  }

  private boolean sendNext(Peer peer) {
    Optional<Message.Piece> next = peer.uploads().takeNext(peer);
    if (next.isEmpty()) {
      return false;
    }
    Message.Piece piece = next.get();
    peer.send(piece);
    limits.pay(piece.length());
    return true;
  }

  private Optional<ReadAhead> read(PeerUploads uploads, Message.Request request) {
    if (store.isEmpty()) {
      return Optional.empty();
    }
    int rest = layout.pieceLength(request.piece()) - request.begin();
    int length = Math.min(Math.max(RUN, request.length()), rest);
    int zeros = length == rest ? zerosAfter(request.piece()) : 0;
    ReadAhead run = new ReadAhead(request.piece(), request.begin(), length, zeros);
    boolean begun =
        store.get().read(run.piece, run.begin, length, lease -> arrived(uploads, run, lease));
    storeBusy |= !begun;
    return begun ? Optional.of(run) : Optional.empty();
  }

  private void arrived(PeerUploads uploads, ReadAhead run, Optional<Lease> lease) {
    run.arrived(lease);
    uploads.runArrived(run);
    serve(uploads.peer());
    if (storeBusy) {
      storeBusy = false;
      serveAll();
    }
  }
}
