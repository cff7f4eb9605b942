package io.quoin.storage.store;

import io.quoin.storage.window.Tenant;
import io.quoin.storage.window.Window;
import io.quoin.storage.window.WindowBudget;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A window's worth of a torrent while it is in memory. The upper half belongs to the loop, what is
 * verified, hashed and lingering to the region's lane.
 */
final class Region implements Tenant {

  private final TorrentStore store;
  private final StoreLane lane;
  private final long position;
  private final int firstBlock;
  private final int endBlock;
  private final List<Assembly> members = new ArrayList<>(1);
  private Window window;
  private int open;
  private boolean leaving;
  private boolean pieceEnded;
  private volatile Stay stay = Stay.OPEN;

  /** What was hashed of a long piece and is not on disk. */
  private final Ranges hashed = new Ranges();

  /** Short pieces that are verified and not written, and where they lie. */
  private final Ranges verifiedRanges = new Ranges();

  private final List<PieceWork> verified = new ArrayList<>(1);
  private boolean lingering;

  /**
   * A region without a window yet.
   *
   * @param position where it starts in the torrent, as if every piece had the full length
   * @param firstBlock first block of every member that lies in it
   * @param endBlock the block after the last, or more
   */
  Region(TorrentStore store, StoreLane lane, long position, int firstBlock, int endBlock) {
    this.store = store;
    this.lane = lane;
    this.position = position;
    this.firstBlock = firstBlock;
    this.endBlock = endBlock;
  }

  void window(Window taken) {
    window = taken;
  }

  StoreLane lane() {
    return lane;
  }

  long position() {
    return position;
  }

  /** A new view of a stretch of its memory. */
  ByteBuffer slice(int from, int length) {
    return window.memory().slice(from, length);
  }

  List<Assembly> members() {
    return members;
  }

  void join(Assembly member) {
    members.add(member);
  }

  void leave(Assembly member) {
    members.remove(member);
  }

  void opened() {
    if (open++ == 0) {
      stay = Stay.OPEN;
    }
  }

  /** A slot in it ended. */
  void ended() {
    if (--open == 0) {
      settle();
    }
  }

  /** Says anew how long it will stay, now that something changed and nothing is open in it. */
  void settle() {
    if (open == 0) {
      stay = leaving || complete() ? Stay.LEAVING : Stay.IDLE;
    }
  }

  private boolean complete() {
    for (Assembly member : members) {
      if (!member.handedOver(firstBlock, endBlock)) {
        return false;
      }
    }
    return true;
  }

  boolean unused() {
    return open == 0 && members.isEmpty() && !leaving;
  }

  /** All of a piece in it was handed to the lane, which may now keep it verified and unwritten. */
  void pieceEnded() {
    pieceEnded = true;
  }

  /** Whether the lane should write now what it keeps: nothing is open that it could wait for. */
  boolean takeFlush() {
    boolean due = pieceEnded && open == 0 && !leaving;
    pieceEnded &= !due;
    return due;
  }

  void startLeaving() {
    leaving = true;
    stay = Stay.LEAVING;
  }

  void giveBack(WindowBudget windows) {
    windows.give(window);
  }

  @Override
  public Stay stay() {
    return stay;
  }

  @Override
  public void empty() {
    store.askToEmpty(this);
  }

  Ranges hashed() {
    return hashed;
  }

  List<PieceWork> verified() {
    return verified;
  }

  Ranges verifiedRanges() {
    return verifiedRanges;
  }

  boolean lingering() {
    return lingering;
  }

  void lingering(boolean now) {
    lingering = now;
  }
}
