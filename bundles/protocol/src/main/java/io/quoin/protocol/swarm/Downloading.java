package io.quoin.protocol.swarm;

import io.quoin.api.pieces.BlockDigest;
import io.quoin.api.pieces.BlockSlot;
import io.quoin.api.pieces.PieceFailure;
import io.quoin.api.pieces.PieceStore;
import io.quoin.api.torrent.PieceMap;
import io.quoin.api.torrent.Selection;
import io.quoin.metainfo.Layout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks peers for blocks and takes what arrives. Memory for a block is reserved before it is asked
 * for, so what arrives always has its place; when there is no memory, nothing is asked for until
 * some is free.
 *
 * <p>A peer goes on with the piece that it is at, then with pieces that are begun and left to
 * nobody, then with the rarest piece; a fast peer has its pieces to itself. Only a peer with
 * nothing else to do fetches a second copy of a block that somebody else is slow with.
 */
final class Downloading {
  private static final long STALL_NANOS = 30_000_000_000L;
  private static final long SHORT_STALL_NANOS = 8_000_000_000L;
  private static final int OWNED_SECONDS = 30;

  /** Pieces left to a peer at a time because the incentive says so. */
  private static final int MOST_WHOLE = 2;

  private final Layout layout;
  private final Roster roster;
  private final Loop loop;
  private final Events events;
  private final PieceOrder picker;
  private final Blame blame = new Blame();
  private final Map<Integer, PartialPiece> partials = new LinkedHashMap<>();
  private final List<PartialPiece> open = new ArrayList<>();
  private final PieceSet verified;
  private final int groupPieces;

  private Optional<PieceStore> store = Optional.empty();
  private boolean waitingForRoom;
  private boolean freed;
  private long verifiedBytes;
  private long wantedBytes;
  private long missingBytes;
  private long wasted;
  private int nextToFill;

  /** What the swarm is told. */
  interface Events {
    /** A piece is verified and written. */
    void pieceVerified(int piece);

    /** A peer sent bad bytes. */
    void ban(Peer peer, String reason);

    /** A piece failed; these sent blocks of it. */
    void pieceFailed(int piece, List<Peer> suppliers);
  }

  Downloading(Layout layout, Roster roster, PieceOrder picker, Loop loop, Events events) {
    this.layout = layout;
    this.roster = roster;
    this.picker = picker;
    this.loop = loop;
    this.events = events;
    this.verified = new PieceSet(layout.pieceCount());
    this.wantedBytes = layout.totalLength();
    this.missingBytes = wantedBytes;
    this.groupPieces = Math.max(1, (1 << 20) / layout.pieceLength());
  }

  // --- the store ---

  /**
   * Pieces can be asked for from now on. What the store has is what counts: it may have verified
   * pieces while nobody listened, and pieces may have been lost while it was away.
   */
  void storeOpened(PieceStore opened, BitSet have) {
    store = Optional.of(opened);
    for (int piece = 0; piece < layout.pieceCount(); piece++) {
      if (have.get(piece)) {
        note(piece);
        picker.remove(piece);
      } else {
        forget(piece);
        picker.add(piece);
      }
    }
    lookWhatPeersHave();
    fillAll();
  }

  private void lookWhatPeersHave() {
    for (Peer peer : roster.peers()) {
      peer.wanted(wantedOf(peer));
    }
  }

  /** How many pieces the peer has that we lack and want. */
  private int wantedOf(Peer peer) {
    if (picker.wantsAll()) {
      return peer.has().without(verified);
    }
    int count = 0;
    for (int piece = peer.has().next(0); piece >= 0; piece = peer.has().next(piece + 1)) {
      count += lacks(piece) ? 1 : 0;
    }
    return count;
  }

  private boolean lacks(int piece) {
    return !verified.contains(piece) && picker.wants(piece);
  }

  /** Other pieces are wanted, or in another order. What is begun is finished. */
  void select(Selection selection) {
    picker.select(selection);
    wantedBytes = 0;
    missingBytes = 0;
    for (int piece = 0; piece < layout.pieceCount(); piece++) {
      wantedBytes += picker.wants(piece) ? layout.pieceLength(piece) : 0;
      missingBytes += lacks(piece) ? layout.pieceLength(piece) : 0;
    }
    lookWhatPeersHave();
    fillAll();
  }

  /** Nothing can be asked for until a store is opened again; what was begun is lost. */
  void storeGone() {
    store = Optional.empty();
    for (Peer peer : roster.peers()) {
      cancelAll(peer);
    }
    for (PartialPiece partial : partials.values()) {
      picker.add(partial.piece);
      wasted += partial.full() ? 0 : partial.filledBytes();
    }
    partials.clear();
    open.clear();
    waitingForRoom = false;
    freed = false;
  }

  /** Nothing is asked for any more; what is outstanding ends with the connections. */
  void stop() {
    store = Optional.empty();
  }

  private void note(int piece) {
    if (verified.add(piece)) {
      verifiedBytes += layout.pieceLength(piece);
      missingBytes -= picker.wants(piece) ? layout.pieceLength(piece) : 0;
    }
  }

  private void forget(int piece) {
    if (verified.remove(piece)) {
      verifiedBytes -= layout.pieceLength(piece);
      missingBytes += picker.wants(piece) ? layout.pieceLength(piece) : 0;
    }
  }

  PieceSet verified() {
    return verified;
  }

  /** Whether no piece is missing that is wanted. */
  boolean complete() {
    return missingBytes == 0;
  }

  /** Bytes of the pieces that are wanted. */
  long wantedBytes() {
    return wantedBytes;
  }

  /** Of those: not verified. */
  long missingBytes() {
    return missingBytes;
  }

  /** Which pieces are there, and how many peers have each. */
  PieceMap pieces() {
    int everything = (int) roster.peers().stream().filter(peer -> peer.has().all()).count();
    int[] availability = new int[layout.pieceCount()];
    for (int piece = 0; piece < availability.length; piece++) {
      availability[piece] = picker.availability(piece) + everything;
    }
    return new PieceMap(layout.pieceCount(), verified.bits(), availability);
  }

  long verifiedBytes() {
    return verifiedBytes;
  }

  long wasted() {
    return wasted;
  }

  void wasted(int bytes) {
    wasted += bytes;
  }

  // --- peers ---

  /** The peer's pieces became known, all at once. */
  void has(Peer peer) {
    if (!peer.has().all()) {
      for (int piece = peer.has().next(0); piece >= 0; piece = peer.has().next(piece + 1)) {
        picker.increase(piece);
      }
    }
    peer.wanted(wantedOf(peer));
    fill(peer);
  }

  /** The peer got one more piece. */
  void hasNow(Peer peer, int piece) {
    if (peer.has().all()) {
      for (int p = 0; p < layout.pieceCount(); p++) {
        if (p != piece) {
          picker.decrease(p);
        }
      }
    } else {
      picker.increase(piece);
    }
    if (lacks(piece)) {
      peer.wanted(peer.wanted() + 1);
      fill(peer);
    }
  }

  void left(Peer peer) {
    if (!peer.has().all()) {
      for (int piece = peer.has().next(0); piece >= 0; piece = peer.has().next(piece + 1)) {
        picker.decrease(piece);
      }
    }
    abandonAll(peer);
    fillAll();
  }

  /** The peer has forgotten what it was asked: without the fast extension a choke says so. */
  void forgotten(Peer peer) {
    peer.downloads().requests().forEach(peer.downloads()::forgotten);
    abandonAll(peer);
    fillAll();
  }

  private void abandonAll(Peer peer) {
    while (!peer.downloads().requests().isEmpty()) {
      abandon(peer.downloads().giveUpNext());
    }
    for (PartialPiece partial : List.copyOf(open)) {
      leave(partial, peer);
    }
  }

  /** The peer goes on with the piece no more; blocks that nobody may mix are fetched anew. */
  private void leave(PartialPiece partial, Peer peer) {
    if (!partial.ownedBy(peer)) {
      return;
    }
    partial.own(null);
    if (partial.exclusive() && !partial.full()) {
      store.ifPresent(s -> s.discard(partial.piece));
      partials.remove(partial.piece);
      open.remove(partial);
      picker.add(partial.piece);
      wasted += partial.filledBytes();
    }
  }

  private void cancelAll(Peer peer) {
    peer.downloads().requests().forEach(peer::cancel);
    abandonAll(peer);
  }

  // --- blocks ---

  /** A block that was asked for has arrived. */
  void blockDone(Peer peer, Slot slot, int piece, int begin, int length) {
    peer.downloads().delivered(piece, begin, length, loop.nanoTime());
    peer.counts().received(length);
    if (slot instanceof BlockRequest request && !request.revoked()) {
      taken(peer, request);
      return;
    }
    wasted += length;
    if (isThere(piece, begin)) {
      peer.counts().duplicate(length);
    } else {
      peer.counts().late(length);
    }
  }

  private boolean isThere(int piece, int begin) {
    PartialPiece partial = partials.get(piece);
    return partial == null ? verified.contains(piece) : partial.isThere(begin);
  }

  private void taken(Peer peer, BlockRequest request) {
    peer.downloads().requests().remove(request);
    PartialPiece partial = request.partial;
    BlockRequest other = partial.filled(request).orElse(null);
    while (other != null) {
      BlockRequest next = other.next;
      other.peer.cancel(other);
      other.peer.downloads().giveUp(other);
      fill(other.peer);
      other = next;
    }
    if (partial.full()) {
      open.remove(partial);
    }
  }

  void rejected(Peer peer, int piece, int begin, int length) {
    Optional<BlockRequest> refused = peer.downloads().refused(piece, begin, length);
    if (refused.isEmpty()) {
      return;
    }
    if (!peer.choking()) {
      peer.downloads().lessFrom(loop.nanoTime());
    } else {
      peer.disallow(piece);
    }
    abandon(refused.get());
    freed = true;
  }

  /** All that had arrived from a peer is looked at: the time to ask for more. */
  void readDone(Peer peer) {
    if (freed) {
      fillAll();
    } else {
      fill(peer);
    }
  }

  private void abandon(BlockRequest request) {
    PartialPiece partial = request.partial;
    boolean wasOpen = partial.hasFree();
    partial.abandoned(request);
    if (partial.untouched()) {
      partials.remove(partial.piece);
      open.remove(partial);
      picker.add(partial.piece);
    } else if (!wasOpen && partial.hasFree()) {
      open.add(partial);
    }
  }

  /**
   * Up to where the peer's bytes have had their verdict, counted as it sent them.
   *
   * @param from those before this one are not looked at
   */
  long decided(Peer peer, long from) {
    long first = peer.counts().received();
    for (PartialPiece partial : partials.values()) {
      first = Math.min(first, partial.firstFrom(peer, from));
    }
    return first;
  }

  // --- verdicts ---

  void verified(int piece, List<BlockDigest> digests) {
    PartialPiece partial = partials.remove(piece);
    if (partial != null) {
      List<Peer> suppliers = partial.suppliers();
      for (int block = 0; block < suppliers.size(); block++) {
        suppliers.get(block).counts().verified(partial.length(block));
      }
    }
    for (Peer culprit : blame.verified(piece, digests)) {
      events.ban(culprit, "sent a block of piece " + piece + " that was not the torrent's");
    }
    note(piece);
    picker.remove(piece);
    for (Peer peer : roster.peers()) {
      if (peer.has().contains(piece) && picker.wants(piece)) {
        peer.wanted(peer.wanted() - 1);
      }
    }
    events.pieceVerified(piece);
  }

  void failed(PieceFailure failure) {
    PartialPiece partial = partials.get(failure.piece());
    if (partial == null) {
      return;
    }
    List<Peer> senders = partial.suppliers();
    blame.failed(failure, senders);
    List<Peer> suppliers = senders.stream().distinct().toList();
    BitSet wrong = failure.wrong();
    if (wrong.isEmpty()) {
      wrong.set(0, partial.blocks);
    }
    for (int block = wrong.nextSetBit(0); block >= 0; block = wrong.nextSetBit(block + 1)) {
      Peer supplier = senders.get(block);
      supplier.counts().failed(partial.length(block));
      wasted += partial.length(block);
      partial.spoiled(block);
    }
    if (partial.untouched()) {
      partials.remove(failure.piece());
      picker.add(failure.piece());
    } else {
      partial.own(null);
      open.add(partial);
    }
    freed = true;
    events.pieceFailed(failure.piece(), suppliers);
    for (Peer culprit : Blame.certain(failure, senders)) {
      events.ban(culprit, "sent bad bytes of piece " + failure.piece());
    }
    fillAll();
  }

  void roomFreed() {
    waitingForRoom = false;
    fillAll();
  }

  // --- asking ---

  /** Asks every peer for what it should be asked for, preferred ones and a different one first. */
  void fillAll() {
    freed = false;
    List<Peer> peers = new ArrayList<>(roster.peers());
    Collections.rotate(peers, -nextToFill);
    nextToFill = peers.isEmpty() ? 0 : (nextToFill + 1) % peers.size();
    if (peers.stream().anyMatch(peer -> peer.share().preference() != 0)) {
      peers.sort(Comparator.comparingInt((Peer peer) -> peer.share().preference()).reversed());
    }
    peers.forEach(this::fill);
  }

  /** Asks the peer for as many blocks as it should have outstanding. */
  void fill(Peer peer) {
    if (store.isEmpty() || !peer.mayBeAsked(loop.nanoTime())) {
      return;
    }
    int target = peer.downloads().target();
    int outstanding = peer.downloads().requests().size();
    int missing = target - outstanding;
    if (missing <= 0 || (missing < target / 8 && outstanding > 0)) {
      return;
    }
    boolean asked = false;
    while (missing-- > 0 && ask(peer)) {
      asked = true;
    }
    if (asked) {
      peer.flushSoon();
    }
  }

  private boolean ask(Peer peer) {
    if (askWithin(peer, peer.downloads().current()) || askOpen(peer, false)) {
      return true;
    }
    if (!waitingForRoom && askNew(peer)) {
      return true;
    }
    return askOpen(peer, true) || (peer.downloads().requests().isEmpty() && askAgain(peer));
  }

  private boolean askOpen(Peer peer, boolean ofOthers) {
    boolean alone = peer.share().wholePieces() && !ofOthers;
    for (int i = 0; i < open.size(); i++) {
      PartialPiece partial = open.get(i);
      boolean fits = partial.opensTo(peer, ofOthers) && (!alone || partial.onlyOf(peer));
      if (fits && peer.mayBeAskedFor(partial.piece) && askWithin(peer, Optional.of(partial))) {
        return true;
      }
    }
    return false;
  }

  private boolean askNew(Peer peer) {
    int piece = nextPiece(peer);
    if (piece < 0) {
      return false;
    }
    PartialPiece partial =
        new PartialPiece(piece, layout.pieceLength(piece), blame.suspects(piece));
    partials.put(piece, partial);
    open.add(partial);
    picker.remove(piece);
    if (askWithin(peer, Optional.of(partial))) {
      return true;
    }
    partials.remove(piece);
    open.remove(partial);
    picker.add(piece);
    return false;
  }

  /** The neighbour of the last piece while they share a window, else the rarest. */
  private int nextPiece(Peer peer) {
    if (peer.choking()) {
      return peer.downloads().allowed(p -> picker.offers(p) && peer.has().contains(p));
    }
    if (picker.sequential()) {
      return picker.next(peer.has());
    }
    int last = peer.downloads().lastPiece();
    if (groupPieces > 1 && last >= 0 && (last + 1) % groupPieces != 0) {
      int neighbour = last + 1;
      if (neighbour < layout.pieceCount()
          && picker.offers(neighbour)
          && peer.has().contains(neighbour)) {
        return neighbour;
      }
    }
    int piece = picker.next(peer.has());
    if (groupPieces > 1 && piece >= 0) {
      while (piece % groupPieces != 0
          && picker.offers(piece - 1)
          && peer.has().contains(piece - 1)) {
        piece--;
      }
    }
    return piece;
  }

  private boolean askWithin(Peer peer, Optional<PartialPiece> chosen) {
    if (chosen.isEmpty()
        || !chosen.get().hasFree()
        || partials.get(chosen.get().piece) != chosen.get()
        || !chosen.get().opensTo(peer, true)
        || !peer.mayBeAskedFor(chosen.get().piece)) {
      return false;
    }
    PartialPiece partial = chosen.get();
    int block = partial.firstFree();
    int begin = partial.begin(block);
    int length = partial.length(block);
    if (!peer.mayRequest(length)) {
      return false;
    }
    Optional<BlockSlot> slot = store.get().reserve(partial.piece, begin, length);
    if (slot.isEmpty()) {
      waitingForRoom = true;
      return false;
    }
    BlockRequest request = new BlockRequest(peer, partial, block, begin, length, loop.nanoTime());
    partial.requested(request, slot.get());
    if (partial.unowned() && (partial.exclusive() || ownsPieces(peer))) {
      partial.own(peer);
    }
    if (!partial.hasFree()) {
      open.remove(partial);
    }
    peer.request(request);
    return true;
  }

  /** Pieces are left to a peer that is fast, or that the incentive says so of. */
  private boolean ownsPieces(Peer peer) {
    if (peer.downloads().rate(loop.nanoTime()) * OWNED_SECONDS >= layout.pieceLength()) {
      return true;
    }
    return peer.share().wholePieces()
        && partials.values().stream().filter(p -> p.ownedBy(peer) && !p.full()).count()
            < MOST_WHOLE;
  }

  /**
   * Fetches a second copy of a block that another peer has not sent. Not while memory is short:
   * there are blocks that nobody was asked for, and idle peers are nobody's fault then.
   */
  private boolean askAgain(Peer peer) {
    if (waitingForRoom || peer.share().wholePieces()) {
      return false;
    }
    if (picker.size() > 0 && picker.next(peer.has()) >= 0) {
      return false;
    }
    for (PartialPiece partial : partials.values()) {
      if (!peer.mayBeAskedFor(partial.piece) || !partial.opensTo(peer, true)) {
        continue;
      }
      int block = partial.lastMissingFrom(peer);
      if (block >= 0 && peer.mayRequest(partial.length(block))) {
        BlockRequest request =
            new BlockRequest(
                peer, partial, block, partial.begin(block), partial.length(block), loop.nanoTime());
        partial.requestedAgain(request);
        peer.request(request);
        return true;
      }
    }
    return false;
  }

  // --- time ---

  /**
   * Gives up what a peer has not sent for long, sooner while memory is short, and asks for memory
   * again.
   */
  void tick(long now) {
    long patience = waitingForRoom ? SHORT_STALL_NANOS : STALL_NANOS;
    for (Peer peer : roster.peers()) {
      if (peer.asked()) {
        giveUpIfStalled(peer, now, patience);
      }
    }
    if (freed || waitingForRoom) {
      waitingForRoom = false;
      fillAll();
    } else {
      fillIdle();
    }
  }

  private void giveUpIfStalled(Peer peer, long now, long patience) {
    PeerDownloads downloads = peer.downloads();
    if (downloads.requests().isEmpty()) {
      peer.answered();
    } else if (now - downloads.progressAt() > patience) {
      downloads.snub(now);
      cancelAll(peer);
      freed = true;
    }
  }

  /** Peers that nothing was asked of, for a reason that may have passed. */
  private void fillIdle() {
    long now = loop.nanoTime();
    for (Peer peer : roster.peers()) {
      if (peer.mayBeAsked(now) && peer.downloads().requests().isEmpty()) {
        fill(peer);
      }
    }
  }
}
