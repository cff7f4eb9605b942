package io.quoin.protocol.swarm;

import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.metainfo.FileEntry;
import io.quoin.metainfo.Layout;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Says which piece to begin next: of those that are wanted one of the highest priority, of these
 * the rarest or, if that is asked for, the next in order. A torrent of which everything is wanted
 * alike has one {@link Picker}; every further priority in use costs one more.
 */
final class PieceOrder {
  private static final byte LOW = 0;
  private static final byte NORMAL = 1;
  private static final byte HIGH = 2;

  /** Not wanted. */
  private static final byte NONE = -1;

  private final Layout layout;
  private final RandomGenerator random;
  private final Picker[] pickers = new Picker[HIGH + 1];

  /** Where pieces are looked for that every file wants alike. */
  private byte[] levels = new byte[0];

  /** Pieces that could be begun if they were wanted. */
  private final BitSet shelved = new BitSet();

  private OptionalInt sequentialFrom = OptionalInt.empty();

  PieceOrder(Layout layout, RandomGenerator random) {
    this.layout = layout;
    this.random = random;
    this.pickers[NORMAL] = new Picker(layout.pieceCount(), random);
  }

  // --- what is wanted ---

  /** Takes another selection; what may be begun stays so, if it is wanted. */
  void select(Selection selection) {
    sequentialFrom = selection.sequentialFrom();
    byte[] before = levels;
    levels = levels(selection);
    for (int piece = 0; piece < layout.pieceCount(); piece++) {
      byte now = level(levels, piece);
      byte then = level(before, piece);
      if (now != then && takeFrom(then, piece)) {
        putInto(now, piece);
      }
    }
  }

  private byte[] levels(Selection selection) {
    if (selection.unwanted().isEmpty() && selection.priorities().isEmpty()) {
      return new byte[0];
    }
    byte[] found = new byte[layout.pieceCount()];
    Arrays.fill(found, NONE);
    for (FileEntry file : layout.files()) {
      if (!file.isPad() && selection.wants(file.index())) {
        byte level = level(selection.priority(file.index()));
        for (int piece = file.firstPiece(); piece < file.endPiece(); piece++) {
          found[piece] = (byte) Math.max(found[piece], level);
        }
      }
    }
    return found;
  }

  private static byte level(Priority priority) {
    return switch (priority) {
      case LOW -> LOW;
      case NORMAL -> NORMAL;
      case HIGH -> HIGH;
    };
  }

  private static byte level(byte[] levels, int piece) {
    return levels.length == 0 ? NORMAL : levels[piece];
  }

  private boolean takeFrom(byte level, int piece) {
    if (level == NONE) {
      boolean there = shelved.get(piece);
      shelved.clear(piece);
      return there;
    }
    boolean there = pickers[level] != null && pickers[level].offers(piece);
    if (there) {
      pickers[level].remove(piece);
    }
    return there;
  }

  private void putInto(byte level, int piece) {
    if (level == NONE) {
      shelved.set(piece);
    } else {
      picker(level).add(piece);
    }
  }

  private Picker picker(int level) {
    if (pickers[level] == null) {
      pickers[level] = pickers[NORMAL].withoutOffers(random);
    }
    return pickers[level];
  }

  /** Whether a piece is wanted, there or not. */
  boolean wants(int piece) {
    return level(levels, piece) != NONE;
  }

  /** Whether all pieces are wanted. */
  boolean wantsAll() {
    return levels.length == 0;
  }

  // --- what may be begun ---

  /** The piece may be begun (again), if it is wanted. */
  void add(int piece) {
    putInto(level(levels, piece), piece);
  }

  /** The piece is begun or there. */
  void remove(int piece) {
    takeFrom(level(levels, piece), piece);
  }

  /** Whether the piece may be begun and is wanted. */
  boolean offers(int piece) {
    byte level = level(levels, piece);
    return level != NONE && pickers[level] != null && pickers[level].offers(piece);
  }

  /** Pieces that may be begun and are wanted. */
  int size() {
    int size = 0;
    for (Picker picker : pickers) {
      size += picker == null ? 0 : picker.size();
    }
    return size;
  }

  /** Whether pieces are begun in order. */
  boolean sequential() {
    return sequentialFrom.isPresent();
  }

  /** The piece to begin next of those that the peer has, or -1. */
  int next(PieceSet has) {
    for (int level = HIGH; level >= 0; level--) {
      Picker picker = pickers[level];
      if (picker != null && picker.size() > 0) {
        int piece = sequential() ? first(picker, has) : picker.rarest(has);
        if (piece >= 0) {
          return piece;
        }
      }
    }
    return -1;
  }

  private int first(Picker picker, PieceSet has) {
    int from = Math.min(sequentialFrom.orElseThrow(), layout.pieceCount());
    int piece = first(picker, has, from, layout.pieceCount());
    return piece >= 0 ? piece : first(picker, has, 0, from);
  }

  private static int first(Picker picker, PieceSet has, int from, int to) {
    int piece = has.next(from);
    while (piece >= 0 && piece < to && !picker.offers(piece)) {
      piece = has.next(piece + 1);
    }
    return piece < to ? piece : -1;
  }

  // --- how rare they are ---

  /** One more peer has the piece. */
  void increase(int piece) {
    for (Picker picker : pickers) {
      if (picker != null) {
        picker.increase(piece);
      }
    }
  }

  /** One peer fewer has the piece. */
  void decrease(int piece) {
    for (Picker picker : pickers) {
      if (picker != null) {
        picker.decrease(piece);
      }
    }
  }

  /** How many of the peers that lack something have the piece. */
  int availability(int piece) {
    return pickers[NORMAL].availability(piece);
  }
}
