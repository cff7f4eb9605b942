package io.quoin.storage.store;

import io.quoin.api.pieces.BlockDigest;
import io.quoin.api.pieces.BlockSlot;
import io.quoin.api.pieces.PieceFailure;
import io.quoin.api.pieces.PieceStore;
import io.quoin.api.pieces.PieceStoreEvents;
import io.quoin.api.pieces.StoreFault;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.Metainfo;
import io.quoin.storage.window.Account;
import io.quoin.storage.window.Window;
import io.quoin.storage.window.WindowBudget;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One torrent's pieces as its loop sees them: which block is where, which region a window is taken
 * for, what is handed to which lane. On the loop alone, but for {@link #askToEmpty}.
 */
final class TorrentStore implements PieceStore, LaneAnswers {

  /** Shortest run that a lane is told of before a piece is complete. */
  private static final int RUN = 64 << 10;

  /** Pieces whose leaves are remembered before they begin. */
  private static final int MOST_LEAVES = 64;

  private final StoreCore core;
  private final PieceStoreEvents events;
  private final Metainfo metainfo;
  private final Layout layout;
  private final Geometry geometry;
  private final WindowBudget windows;
  private final Account account;
  private final List<StoreLane> lanes;
  private final Reads reads;
  private final Closing closing;
  private final BitSet verified;
  private final BitSet failedBefore = new BitSet();
  private final Map<Integer, Assembly> assemblies = new HashMap<>();
  private final Map<Integer, Region> groups = new HashMap<>();
  private final Set<Region> regions = new HashSet<>();
  private final Map<Integer, byte[]> leaves = new LinkedHashMap<>();
  private boolean refusedWhileDiscarding;
  private boolean closed;

  TorrentStore(
      StoreCore core,
      PieceStoreEvents events,
      Geometry geometry,
      List<StoreLane> lanes,
      Reads reads,
      Closing closing,
      BitSet verified) {
    this.core = core;
    this.events = events;
    this.metainfo = core.metainfo();
    this.layout = metainfo.layout();
    this.geometry = geometry;
    this.windows = core.workshop().windows();
    this.account = new Account(this::turnCame);
    this.lanes = lanes;
    this.reads = reads;
    this.closing = closing;
    this.verified = (BitSet) verified.clone();
  }

  // From the engine.

  @Override
  public Optional<BlockSlot> reserve(int piece, int begin, int length) {
    if (closed) {
      return Optional.empty();
    }
    int block = begin / Layout.BLOCK;
    Assembly assembly = assemblies.get(piece);
    if (assembly == null) {
      assembly = begin(piece);
    }
    if (assembly.discarding()) {
      refusedWhileDiscarding = true;
      return Optional.empty();
    }
    check(assembly, begin, length);
    Region region = assembly.region(geometry.region(block));
    if (region == null) {
      region = enter(assembly, geometry.region(block));
      if (region == null) {
        return Optional.empty();
      }
    }
    assembly.open(block);
    region.opened();
    return Optional.of(new Slot(this, assembly, region, block));
  }

  @Override
  public void leaves(int piece, byte[] hashes) {
    if (closed || verified.get(piece)) {
      return;
    }
    Assembly assembly = assemblies.get(piece);
    if (assembly != null) {
      lane(piece).expect(assembly, hashes);
    }
    leaves.put(piece, hashes);
    if (leaves.size() > MOST_LEAVES) {
      leaves.remove(leaves.keySet().iterator().next());
    }
  }

  @Override
  public void discard(int piece) {
    Assembly assembly = assemblies.get(piece);
    if (closed || assembly == null || assembly.discarding()) {
      return;
    }
    if (assembly.openSlots() > 0) {
      throw new IllegalStateException(
          "piece " + piece + " has open slots: release them before it is discarded");
    }
    assembly.discard();
    lane(piece).discard(assembly);
  }

  @Override
  public boolean read(int piece, int begin, int length, ReadResult result) {
    if (!closed && !verified.get(piece)) {
      throw new IllegalArgumentException("piece " + piece + " is not verified");
    }
    return !closed && reads.start(piece, begin, length, result);
  }

  @Override
  public CompletionStage<Void> close() {
    if (!closed) {
      closed = true;
      end();
    }
    return closing.done();
  }

  // From slots.

  ByteBuffer memory(Assembly assembly, Region region, int block) {
    int length = layout.blockLength(assembly.piece(), block);
    return closed
        ? ByteBuffer.allocate(length)
        : region.slice(geometry.offset(assembly.piece(), block * Layout.BLOCK), length);
  }

  void filled(Assembly assembly, Region region, int block) {
    if (!closed) {
      assembly.fill(block);
      region.ended();
      hand(assembly, block);
      afterSlot(region);
    }
  }

  void released(Assembly assembly, Region region, int block) {
    if (!closed) {
      assembly.release(block);
      region.ended();
      int index = geometry.region(block);
      int first = geometry.firstBlock(index);
      if (assembly.absent(first, geometry.endBlock(assembly.piece(), index))) {
        detach(assembly, index);
        if (assembly.blank()) {
          assemblies.remove(assembly.piece());
        }
      }
      afterSlot(region);
    }
  }

  // From lanes, through the box.

  @Override
  public void verified(PieceWork work) {
    if (!closed) {
      verified.set(work.piece());
      remove(work.piece());
      List<BlockDigest> digests =
          failedBefore.get(work.piece()) ? work.verifier().digests() : List.of();
      failedBefore.clear(work.piece());
      leaves.remove(work.piece());
      events.verified(work.piece(), digests);
    }
  }

  @Override
  public void failed(Assembly assembly, BitSet wrong, List<BlockDigest> digests) {
    if (!closed) {
      failedBefore.set(assembly.piece());
      if (wrong.isEmpty()) {
        remove(assembly.piece());
      } else {
        BitSet kept = new BitSet();
        kept.set(0, assembly.blocks());
        kept.andNot(wrong);
        detachAll(assembly);
        assembly.keep(kept);
      }
      events.failed(new PieceFailure(assembly.piece(), wrong, digests));
    }
  }

  @Override
  public void wrong(Assembly assembly, BitSet wrong, List<BlockDigest> digests) {
    if (!closed) {
      failedBefore.set(assembly.piece());
      assembly.forget(wrong);
      for (int i = 0; i < assembly.regions(); i++) {
        Region region = assembly.region(i);
        if (region != null) {
          stays(region);
        }
      }
      events.failed(new PieceFailure(assembly.piece(), wrong, digests));
    }
  }

  @Override
  public void regionWritten(Region region, Assembly assembly) {
    if (!closed) {
      for (int i = 0; i < assembly.regions(); i++) {
        if (assembly.region(i) == region) {
          assembly.movedToDisk(geometry.firstBlock(i), geometry.endBlock(assembly.piece(), i));
          detach(assembly, i);
        }
      }
    }
  }

  @Override
  public void emptied(Region region) {
    if (!closed) {
      giveBack(region);
    }
  }

  @Override
  public void discarded(Assembly assembly) {
    if (!closed) {
      if (assemblies.get(assembly.piece()) == assembly) {
        remove(assembly.piece());
      }
      if (refusedWhileDiscarding) {
        refusedWhileDiscarding = false;
        events.roomFreed();
      }
    }
  }

  // From the rest of storage.

  /** From any thread. */
  void askToEmpty(Region region) {
    core.box().post(() -> empty(region));
  }

  void completed() {
    if (!closed) {
      events.completed();
    }
  }

  void broke(StoreFault why) {
    if (!closed) {
      closed = true;
      events.broken(why);
      end();
    }
  }

  private void end() {
    windows.leave(account);
    reads.close();
    closing.start();
    closing.take(regions);
    regions.clear();
    assemblies.clear();
    groups.clear();
  }

  // Blocks to regions.

  private Assembly begin(int piece) {
    if (verified.get(piece)) {
      throw new IllegalArgumentException("piece " + piece + " is verified already");
    }
    PieceWork work = new PieceWork(metainfo, piece, failedBefore.get(piece));
    return new Assembly(
        piece, layout.blocks(piece), geometry.regions(piece), metainfo.hasV1(), work);
  }

  private void check(Assembly assembly, int begin, int length) {
    int piece = assembly.piece();
    int block = begin / Layout.BLOCK;
    if (begin % Layout.BLOCK != 0 || length != layout.blockLength(piece, block)) {
      throw new IllegalArgumentException(begin + "+" + length + " is no block of piece " + piece);
    }
    if (assembly.isTaken(block)) {
      throw new IllegalStateException(
          "block " + block + " of piece " + piece + " is reserved or here already");
    }
  }

  /** The region that a piece's blocks go to now, or null if there is no room for it. */
  private Region enter(Assembly assembly, int index) {
    int piece = assembly.piece();
    Region region = geometry.longPieces() ? null : groups.get(geometry.group(piece));
    if (region == null) {
      region = open(piece, index);
      if (region == null) {
        return null;
      }
    }
    region.join(assembly);
    assembly.region(index, region);
    if (assemblies.putIfAbsent(piece, assembly) == null && leaves.containsKey(piece)) {
      lane(piece).expect(assembly, leaves.get(piece));
    }
    return region;
  }

  private Region open(int piece, int index) {
    boolean whole = geometry.longPieces();
    Region region =
        new Region(
            this,
            lane(piece),
            geometry.position(piece, index),
            geometry.firstBlock(index),
            whole ? geometry.endBlock(piece, index) : Integer.MAX_VALUE);
    Optional<Window> window = windows.take(account, region);
    if (window.isEmpty()) {
      return null;
    }
    region.window(window.get());
    regions.add(region);
    if (!whole) {
      groups.put(geometry.group(piece), region);
    }
    return region;
  }

  private void detach(Assembly assembly, int index) {
    Region region = assembly.region(index);
    if (region != null) {
      assembly.region(index, null);
      region.leave(assembly);
      stays(region);
    }
  }

  private void detachAll(Assembly assembly) {
    for (int i = 0; i < assembly.regions(); i++) {
      detach(assembly, i);
    }
  }

  private void remove(int piece) {
    Assembly assembly = assemblies.remove(piece);
    if (assembly != null) {
      detachAll(assembly);
    }
  }

  private void giveBack(Region region) {
    if (regions.remove(region)) {
      groups.values().remove(region);
      region.giveBack(windows);
    }
  }

  // Runs to lanes.

  private StoreLane lane(int piece) {
    return lanes.get(geometry.key(piece) % lanes.size());
  }

  private void hand(Assembly assembly, int block) {
    int start = assembly.runStart(block);
    int end = assembly.runEnd(start);
    if (assembly.complete()) {
      handAll(assembly, 0, assembly.blocks());
    } else if ((end - start) * Layout.BLOCK >= RUN) {
      send(assembly, start, end);
    } else if (!assembly.inOrder() && geometry.longPieces()) {
      int index = geometry.region(block);
      int from = geometry.firstBlock(index);
      int to = geometry.endBlock(assembly.piece(), index);
      if (assembly.isFilled(from, to)) {
        handAll(assembly, from, to);
      }
    }
  }

  private void handAll(Assembly assembly, int from, int to) {
    for (int start = assembly.firstUntold(from); start < to; start = assembly.firstUntold(start)) {
      send(assembly, start, Math.min(to, assembly.runEnd(start)));
    }
  }

  /** Sends a run in pieces that lie in one place each. */
  private void send(Assembly assembly, int start, int end) {
    for (int from = start; from < end; ) {
      int index = geometry.region(from);
      int to = Math.min(end, geometry.endBlock(assembly.piece(), index));
      to = assembly.samePlace(from, to);
      assembly.hand(from, to);
      send(assembly, index, from, to);
      from = to;
    }
  }

  private void send(Assembly assembly, int index, int from, int to) {
    int piece = assembly.piece();
    Region region = assembly.region(index);
    boolean endsPiece = assembly.handedOver();
    boolean endsRegion =
        assembly.handedOver(geometry.firstBlock(index), geometry.endBlock(piece, index));
    int begin = from * Layout.BLOCK;
    int length = Math.min(to * Layout.BLOCK, layout.pieceLength(piece)) - begin;
    lane(piece)
        .hash(
            new StoreLane.Run(
                assembly,
                assembly.isOnDisk(from) ? null : region,
                begin,
                length,
                endsRegion ? region : null,
                endsPiece));
    if (region != null) {
      region.settle();
      if (endsPiece && geometry.shared()) {
        region.pieceEnded();
      }
    }
  }

  // Memory pressure.

  private void afterSlot(Region region) {
    if (region.takeFlush()) {
      region.lane().flush(region);
    }
    stays(region);
  }

  /** Something left a region: it goes back if that was all, or may be emptied now. */
  private void stays(Region region) {
    if (region.unused()) {
      giveBack(region);
    } else {
      region.settle();
      if (region.stay() == Region.Stay.IDLE) {
        windows.askForRelief();
      }
    }
  }

  private void empty(Region region) {
    if (closed || !regions.contains(region) || region.stay() != Region.Stay.IDLE) {
      return;
    }
    List<StoreLane.Part> parts = new ArrayList<>();
    for (Assembly member : List.copyOf(region.members())) {
      parts.add(moveToDisk(member, region));
    }
    region.startLeaving();
    groups.values().remove(region);
    region.lane().empty(region, parts);
  }

  private StoreLane.Part moveToDisk(Assembly assembly, Region region) {
    Ranges ranges = new Ranges();
    for (int index = 0; index < assembly.regions(); index++) {
      if (assembly.region(index) == region) {
        int from = geometry.firstBlock(index);
        int to = geometry.endBlock(assembly.piece(), index);
        if (!assembly.inOrder()) {
          handAll(assembly, from, to);
        }
        for (int block = from; block < to; block++) {
          if (assembly.isFilled(block) && !assembly.isOnDisk(block)) {
            int start = geometry.offset(assembly.piece(), block * Layout.BLOCK);
            ranges.add(start, start + layout.blockLength(assembly.piece(), block));
          }
        }
        assembly.movedToDisk(from, to);
        assembly.region(index, null);
        region.leave(assembly);
      }
    }
    return new StoreLane.Part(assembly, ranges);
  }

  /** From any thread. */
  private void turnCame() {
    core.box()
        .post(
            () ->
                windows.useTurn(
                    account,
                    () -> {
                      if (!closed) {
                        events.roomFreed();
                      }
                    }));
  }
}
