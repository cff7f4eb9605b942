package io.quoin.protocol.swarm;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Says which piece to begin next: the rarest that a peer has, drawn at random among equally rare
 * ones. Ten bytes a piece and constant time for a change of availability.
 *
 * <p>{@code order} holds the pieces that may be begun, sorted by availability; {@code bucket[a]} is
 * where those of availability {@code a} start. A piece moves between neighbouring buckets by
 * swapping with the one at the border. Peers that have everything are not counted: they change no
 * order.
 */
final class Picker {
  /** Beyond this, rare is no longer the word. */
  private static final int MOST = 4096;

  private final RandomGenerator random;
  private final int[] order;
  private final int[] position;
  private final short[] availability;
  private int[] bucket = new int[4];
  private int size;

  Picker(int pieces, RandomGenerator random) {
    this.random = random;
    this.order = new int[pieces];
    this.position = new int[pieces];
    this.availability = new short[pieces];
    Arrays.fill(position, -1);
  }

  /** One that knows as well how rare pieces are, and offers none. */
  Picker withoutOffers(RandomGenerator randomness) {
    Picker other = new Picker(order.length, randomness);
    System.arraycopy(availability, 0, other.availability, 0, availability.length);
    other.bucket = new int[bucket.length];
    return other;
  }

  /** How many peers have the piece, of those that are counted. */
  int availability(int piece) {
    return availability[piece];
  }

  /** Pieces that may be begun. */
  int size() {
    return size;
  }

  /** Whether the piece may be begun. */
  boolean offers(int piece) {
    return position[piece] >= 0;
  }

  /** One more peer has the piece. */
  void increase(int piece) {
    int a = availability[piece];
    if (a == MOST) {
      return;
    }
    ensureBucket(a + 1);
    if (offers(piece)) {
      swap(position[piece], bucket[a + 1] - 1);
      bucket[a + 1]--;
    }
    availability[piece]++;
    mix(piece);
  }

  /** One peer fewer has the piece. */
  void decrease(int piece) {
    int a = availability[piece];
    if (a == 0) {
      return;
    }
    if (offers(piece)) {
      swap(position[piece], bucket[a]);
      bucket[a]++;
    }
    availability[piece]--;
    mix(piece);
  }

  /** The piece may be begun (again). */
  void add(int piece) {
    if (offers(piece)) {
      return;
    }
    int a = availability[piece];
    ensureBucket(a);
    int hole = size++;
    for (int b = bucket.length - 1; b > a; b--) {
      int first = bucket[b];
      if (first < hole) {
        place(order[first], hole);
        hole = first;
      }
      bucket[b]++;
    }
    place(piece, hole);
    mix(piece);
  }

  /** The piece is begun or there. */
  void remove(int piece) {
    if (!offers(piece)) {
      return;
    }
    int hole = position[piece];
    for (int b = availability[piece] + 1; b < bucket.length; b++) {
      int last = bucket[b] - 1;
      if (last > hole) {
        place(order[last], hole);
        hole = last;
      }
      bucket[b]--;
    }
    size--;
    if (hole != size) {
      place(order[size], hole);
    }
    position[piece] = -1;
  }

  /** The rarest piece that may be begun and that the peer has, or -1. */
  int rarest(PieceSet has) {
    if (has.all()) {
      return size == 0 ? -1 : order[0];
    }
    if (has.count() < size >> 4) {
      return rarestOfFew(has);
    }
    for (int i = 0; i < size; i++) {
      if (has.contains(order[i])) {
        return order[i];
      }
    }
    return -1;
  }

  private int rarestOfFew(PieceSet has) {
    int best = -1;
    for (int piece = has.next(0); piece >= 0; piece = has.next(piece + 1)) {
      if (offers(piece) && (best < 0 || position[piece] < position[best])) {
        best = piece;
      }
    }
    return best;
  }

  private void ensureBucket(int a) {
    if (a + 1 >= bucket.length) {
      int old = bucket.length;
      bucket = Arrays.copyOf(bucket, Math.max(a + 2, old * 2));
      Arrays.fill(bucket, old, bucket.length, size);
    }
  }

  /** Swaps the piece with a random one of its bucket. */
  private void mix(int piece) {
    if (!offers(piece)) {
      return;
    }
    int a = availability[piece];
    int from = bucket[a];
    int to = a + 1 < bucket.length ? bucket[a + 1] : size;
    if (to - from > 1) {
      swap(position[piece], from + random.nextInt(to - from));
    }
  }

  private void swap(int i, int j) {
    int one = order[i];
    int other = order[j];
    place(one, j);
    place(other, i);
  }

  private void place(int piece, int index) {
    order[index] = piece;
    position[piece] = index;
  }
}
