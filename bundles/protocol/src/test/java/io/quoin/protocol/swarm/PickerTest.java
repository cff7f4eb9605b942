package io.quoin.protocol.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PickerTest {
  private static final int PIECES = 200;

  private static PieceSet all() {
    PieceSet all = new PieceSet(PIECES);
    all.addAll();
    return all;
  }

  @Test
  void the_rarest_piece_that_the_peer_has_comes_first() {
    Picker picker = new Picker(PIECES, new SplittableRandom(1));
    for (int piece = 0; piece < PIECES; piece++) {
      picker.add(piece);
      for (int copies = 0; copies < (piece == 50 ? 1 : piece == 60 ? 2 : 3); copies++) {
        picker.increase(piece);
      }
    }
    BitSet bits = new BitSet();
    bits.set(55, 150);
    PieceSet some = new PieceSet(PIECES, bits);

    assertThat(picker.rarest(all())).isEqualTo(50);
    assertThat(picker.rarest(some)).isEqualTo(60);
    picker.remove(60);
    assertThat(picker.rarest(some)).isBetween(55, 149);
    picker.increase(50);
    picker.increase(50);
    picker.decrease(70);
    picker.decrease(70);
    assertThat(picker.rarest(all())).isEqualTo(70);
  }

  @Test
  void equally_rare_pieces_come_in_another_order_with_another_seed() {
    Set<Integer> firsts = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      Picker picker = new Picker(PIECES, new SplittableRandom(seed));
      for (int piece = 0; piece < PIECES; piece++) {
        picker.add(piece);
      }
      firsts.add(picker.rarest(all()));
    }

    assertThat(firsts).hasSizeGreaterThan(10);
  }

  @Test
  void random_changes_agree_with_a_plain_search() {
    SplittableRandom random = new SplittableRandom(3);
    Picker picker = new Picker(PIECES, random.split());
    int[] copies = new int[PIECES];
    BitSet offered = new BitSet();
    for (int step = 0; step < 20_000; step++) {
      int piece = random.nextInt(PIECES);
      switch (random.nextInt(4)) {
        case 0 -> {
          picker.increase(piece);
          copies[piece]++;
        }
        case 1 -> {
          picker.decrease(piece);
          copies[piece] = Math.max(0, copies[piece] - 1);
        }
        case 2 -> {
          picker.add(piece);
          offered.set(piece);
        }
        default -> {
          picker.remove(piece);
          offered.clear(piece);
        }
      }
      int least = offered.stream().map(p -> copies[p]).min().orElse(-1);
      int picked = picker.rarest(all());

      assertThat(picked < 0 ? -1 : copies[picked]).isEqualTo(least);
      assertThat(picker.size()).isEqualTo(offered.cardinality());
    }
  }
}
