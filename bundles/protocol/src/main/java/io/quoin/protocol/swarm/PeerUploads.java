package io.quoin.protocol.swarm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one peer asked for, what was read for it, and how full its connection is to be. */
final class PeerUploads {
  /** Requests kept a peer; said to it as {@code reqq}. */
  static final int KEPT = 2000;

  private static final int RUNS = 4;
  private static final int SOON = 64;
  private static final long LEAST_WATERMARK = 128 * 1024;
  private static final long MOST_WATERMARK = 2 << 20;
  private static final long QUICK_NANOS = 100_000_000L;

  private final Peer peer;
  private final Loop loop;
  private final ArrayDeque<Message.Request> queue = new ArrayDeque<>();
  private final List<ReadAhead> runs = new ArrayList<>();

  private long watermark = LEAST_WATERMARK;
  private long askedAt;
  private Map<Integer, Integer> granted = Map.of();
  private double served;
  private Optional<FairTurns> turns = Optional.empty();
  private int futileCancels;
  private long drained;
  private long drainedAt;

  /** Begins a read. */
  interface Reader {
    /**
     * The run that holds this request, if its read is under way; nothing if it could not be begun.
     */
    Optional<ReadAhead> read(PeerUploads uploads, Message.Request request);
  }

  PeerUploads(Peer peer, Loop loop) {
    this.peer = peer;
    this.loop = loop;
    this.drainedAt = loop.nanoTime();
  }

  Peer peer() {
    return peer;
  }

  /** Whether there was room in the queue. */
  boolean enqueue(Message.Request request) {
    return queue.size() < KEPT && queue.add(request);
  }

  /**
   * Whether the request was still waiting, and is no more.
   *
   * @throws ProtocolFault if there were more cancels than there was anything to cancel
   */
  boolean cancel(Message.Cancel cancel) throws ProtocolFault {
    if (queue.remove(new Message.Request(cancel.piece(), cancel.begin(), cancel.length()))) {
      return true;
    }
    if (++futileCancels > KEPT) {
      throw new ProtocolFault("cancels of what was not asked for");
    }
    return false;
  }

  /** Lets the peer ask for a piece while it is choked, for so many bytes in all (BEP 6). */
  void grant(int piece, int bytes) {
    if (granted.isEmpty()) {
      granted = new HashMap<>();
    }
    granted.put(piece, bytes);
  }

  /** Whether a request may be served while the peer is choked; if so, it is paid for. */
  boolean spendGrant(Message.Request request) {
    int left = granted.getOrDefault(request.piece(), 0) - request.length();
    if (left >= 0) {
      granted.put(request.piece(), left);
    }
    return left >= 0;
  }

  /** Empties the queue, except for what may be asked for while choked. */
  List<Message.Request> drop() {
    List<Message.Request> dropped = new ArrayList<>();
    for (Iterator<Message.Request> i = queue.iterator(); i.hasNext(); ) {
      Message.Request request = i.next();
      if (!spendGrant(request)) {
        i.remove();
        dropped.add(request);
      }
    }
    if (queue.isEmpty()) {
      retireAll();
    }
    return dropped;
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  boolean wantsService() {
    return !queue.isEmpty() && hasRoom() && peer.maySend(queue.peek().length());
  }

  boolean hasRoom() {
    return peer.link().unsent() < watermark;
  }

  /** Whether the next block is read. */
  boolean canSendNext() {
    return wantsService() && isRead(queue.peek());
  }

  /** Asked for every peer that waits whenever a block goes out: it makes no garbage. */
  private boolean isRead(Message.Request request) {
    for (int i = 0; i < runs.size(); i++) {
      ReadAhead run = runs.get(i);
      if (run.covers(request)) {
        return run.readable();
      }
    }
    return false;
  }

  /** Takes the next block off the queue if it is read and the peer's limit allows it. */
  Optional<Message.Piece> takeNext(Peer to) {
    Message.Request request = queue.peek();
    if (request == null || !to.maySend(request.length())) {
      return Optional.empty();
    }
    Optional<ReadAhead> run = find(request).filter(ReadAhead::readable);
    if (run.isEmpty()) {
      return Optional.empty();
    }
    queue.remove();
    futileCancels = Math.max(0, futileCancels - 1);
    return Optional.of(
        new Message.Piece(
            request.piece(), request.begin(), request.length(), run.get().block(request)));
  }

  /** The length of the next block; there is one. */
  int nextLength() {
    return queue.peek().length();
  }

  private Optional<ReadAhead> find(Message.Request request) {
    for (ReadAhead run : runs) {
      if (run.covers(request)) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }

  /** Begins reads for what is queued, as far ahead as the watermark and the bound of runs allow. */
  void readAhead(Reader reader) {
    if (queue.isEmpty()) {
      return;
    }
    retireUnused();
    makeRoomForNext();
    long ahead = 0;
    for (Message.Request request : queue) {
      if (runs.size() >= RUNS || ahead > Math.max(watermark, Uploading.RUN)) {
        return;
      }
      ahead += request.length();
      if (find(request).isEmpty()) {
        Optional<ReadAhead> run = reader.read(this, request);
        if (run.isEmpty()) {
          return;
        }
        runs.add(run.get());
      }
    }
  }

  void runArrived(ReadAhead run) {
    if (!run.readable()) {
      runs.remove(run);
    }
  }

  /** Gives back a run that none of the next requests is in. */
  private void retireUnused() {
    if (runs.size() < RUNS) {
      return;
    }
    for (ReadAhead run : runs) {
      if (distance(run) == SOON) {
        retire(run);
        return;
      }
    }
  }

  /** Gives back the run that is needed last if the next request is in none. */
  private void makeRoomForNext() {
    if (runs.size() < RUNS || find(queue.peek()).isPresent()) {
      return;
    }
    ReadAhead last = runs.get(0);
    for (ReadAhead run : runs) {
      if (distance(run) > distance(last)) {
        last = run;
      }
    }
    retire(last);
  }

  private void retire(ReadAhead run) {
    runs.remove(run);
    run.retire();
  }

  /** How many requests come before the first one that is in the run. */
  private int distance(ReadAhead run) {
    int before = 0;
    for (Message.Request request : queue) {
      if (before == SOON || run.covers(request)) {
        return before;
      }
      before++;
    }
    return SOON;
  }

  private void retireAll() {
    if (!runs.isEmpty()) {
      runs.forEach(ReadAhead::retire);
      runs.clear();
    }
  }

  void forgetReads() {
    retireAll();
  }

  /** The connection is gone. */
  void close() {
    queue.clear();
    retireAll();
  }

  /**
   * Asks to be told when the connection can take more, soon if it has drained already; a connection
   * that drains fast is filled higher.
   *
   * @param open whether the rate limits let anything pass now
   */
  void askForMore(boolean open) {
    if (!queue.isEmpty() && (!hasRoom() || (open && canSendNext()))) {
      long now = loop.nanoTime();
      if (now - askedAt < QUICK_NANOS) {
        watermark = Math.min(MOST_WATERMARK, watermark * 2);
      }
      askedAt = now;
      peer.link().notifyBelow(watermark / 2);
    }
  }

  /** Once a second: half a second of the rate, within bounds. */
  void settle(long rate) {
    watermark = Math.max(LEAST_WATERMARK, Math.min(MOST_WATERMARK, rate / 2));
    if (queue.isEmpty()) {
      retireAll();
    }
  }

  /** Whether there is nothing to look after: nothing is asked for, read or under way. */
  boolean rests() {
    return queue.isEmpty() && runs.isEmpty() && peer.link().unsent() == 0;
  }

  /** Goes on after a rest in which nobody looked, as if somebody had looked last at that time. */
  void lookedAt(long time) {
    drained = peer.counts().sent();
    drainedAt = time;
  }

  /**
   * What it was sent for its weight; whoever has least is next.
   *
   * @param now those among whom it takes turns; if they are others than before, it begins anew
   * @param others what they had
   */
  double served(FairTurns now, double others) {
    if (turns.isEmpty() || turns.get() != now) {
      turns = Optional.of(now);
      served = others;
    }
    return served;
  }

  /** Whether it asked for something after it had asked for nothing. */
  boolean isNew() {
    return queue.size() == 1;
  }

  /** It begins with what the others had, not with nothing. */
  void beginAt(FairTurns now, double others) {
    served = Math.max(served(now, others), others);
  }

  /** Notes a block that was sent, which counts the more the less the peer's weight is. */
  void served(int bytes, double from) {
    served = from + (double) bytes / peer.share().weight();
  }

  /** Whether something waits in its connection and nothing of it was read for so long. */
  boolean stuck(long now, long nanos) {
    long unsent = peer.link().unsent();
    long left = peer.counts().sent() - unsent;
    if (left != drained || unsent == 0) {
      drained = left;
      drainedAt = now;
    }
    return now - drainedAt > nanos;
  }
}
