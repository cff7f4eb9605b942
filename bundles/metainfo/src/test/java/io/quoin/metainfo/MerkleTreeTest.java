package io.quoin.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerkleTreeTest {

  @Test
  void the_root_of_one_leaf_is_the_leaf() {
    byte[] leaf = Torrents.data(1, 32);

    assertThat(MerkleTree.root(leaf, 0)).isEqualTo(leaf);
  }

  @Test
  void leaves_are_hashed_in_pairs_and_filled_up_with_zeros() throws Exception {
    byte[] leaves = Torrents.data(1, 96);
    byte[] left = sha256(Arrays.copyOfRange(leaves, 0, 32), Arrays.copyOfRange(leaves, 32, 64));
    byte[] right = sha256(Arrays.copyOfRange(leaves, 64, 96), new byte[32]);

    byte[] root = MerkleTree.root(leaves, 0);

    assertThat(root).isEqualTo(sha256(left, right));
  }

  @Test
  void a_layer_is_filled_up_with_the_roots_of_empty_subtrees() throws Exception {
    byte[] layer = Torrents.data(1, 96);
    byte[] pad = sha256(new byte[32], new byte[32]);
    byte[] left = sha256(Arrays.copyOfRange(layer, 0, 32), Arrays.copyOfRange(layer, 32, 64));
    byte[] right = sha256(Arrays.copyOfRange(layer, 64, 96), pad);

    byte[] root = MerkleTree.root(layer, 1);

    assertThat(MerkleTree.padHash(0)).isEqualTo(new byte[32]);
    assertThat(MerkleTree.padHash(1)).isEqualTo(pad);
    assertThat(MerkleTree.padHash(2)).isEqualTo(sha256(pad, pad));
    assertThat(root).isEqualTo(sha256(left, right));
  }

  @Test
  void a_short_last_piece_is_filled_up_to_a_full_one() throws Exception {
    byte[] leaf = Torrents.data(1, 32);

    byte[] root = MerkleTree.root(leaf, 0, 4);

    assertThat(root)
        .isEqualTo(sha256(sha256(leaf, new byte[32]), sha256(new byte[32], new byte[32])));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "2, 2", "3, 4", "4, 4", "5, 8", "1073741824, 1073741824"})
  void a_tree_is_as_wide_as_the_next_power_of_two(int count, int width) {
    assertThat(MerkleTree.widthFor(count)).isEqualTo(width);
  }

  @Test
  void nonsense_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.root(new byte[0], 0));
    assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.root(new byte[33], 0));
    assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.root(new byte[96], 0, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.root(new byte[96], 0, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.root(new byte[64], 34, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.of(new byte[64], -1, 2));
  }

  @Test
  void hashes_beyond_the_data_are_pads() {
    byte[] layer = Torrents.data(1, 5 * 32);
    MerkleTree tree = MerkleTree.of(layer, 2, 8);

    byte[] hashes = tree.hashes(2, 4, 4);

    assertThat(Arrays.copyOf(hashes, 32)).isEqualTo(Arrays.copyOfRange(layer, 128, 160));
    assertThat(Arrays.copyOfRange(hashes, 32, 64)).isEqualTo(MerkleTree.padHash(2));
    assertThat(tree.hashes(4, 1, 1)).isEqualTo(tree.uncles(4, 0, 1));
    assertThat(tree.hashes(5, 0, 1)).isEqualTo(tree.root()).isEqualTo(MerkleTree.root(layer, 2));
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1", "6, 0, 1", "2, 8, 1", "2, 0, 9", "2, -1, 1", "2, 0, -1", "5, 1, 1"})
  void hashes_outside_the_tree_are_refused(int layer, int index, int count) {
    MerkleTree tree = MerkleTree.of(Torrents.data(1, 5 * 32), 2, 8);

    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> tree.hashes(layer, index, count));
  }

  /** The file has 100 leaves: the tree is 128 wide and has layers 0 to 7. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 2, 0, true",
    "0, 0, 128, 6, true",
    "0, 126, 2, 6, true",
    "0, 64, 64, 0, true",
    "0, 64, 36, 0, true",
    "2, 0, 32, 0, true",
    "2, 0, 25, 0, true",
    "6, 0, 2, 0, true",
    "7, 0, 2, 0, false",
    "6, 0, 2, 1, false",
    "0, 0, 1, 0, false",
    "0, 0, 3, 0, false",
    "0, 64, 35, 0, false",
    "0, 1, 2, 0, false",
    "0, 128, 2, 0, false",
    "0, 0, 256, 0, false",
    "0, 0, 2, 7, false",
    "-1, 0, 2, 0, false",
    "0, -2, 2, 0, false",
    "0, 0, -2, 0, false",
    "0, 0, 0, 0, false",
    "0, 0, 2, -1, false",
    "2147483647, 2147483647, 2147483647, 2147483647, false",
    "0, 2147483646, 2, 0, false",
    "0, 0, 2147483647, 0, false"
  })
  void only_what_a_file_has_may_be_asked_for(
      int layer, int index, int length, int proofLayers, boolean expected) {
    HashRange range = new HashRange(layer, index, length, proofLayers);

    assertThat(range.isWithin(100 * 16_384 - 5)).isEqualTo(expected);
  }

  @Test
  void nobody_may_ask_for_more_than_512_hashes_or_for_those_of_a_small_file() {
    assertThat(new HashRange(0, 0, 512, 0).isWithin(1L << 40)).isTrue();
    assertThat(new HashRange(0, 0, 1024, 0).isWithin(1L << 40)).isFalse();
    assertThat(new HashRange(0, 0, 2, 0).isWithin(16_385)).isTrue();
    assertThat(new HashRange(0, 0, 2, 0).isWithin(16_384)).isFalse();
    assertThat(new HashRange(0, 0, 2, 0).isWithin(0)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 2, 0, 0, 1, 0",
    "0, 2, 2, 1, 1, 2, 0",
    "0, 6, 2, 6, 6, 7, 0",
    "0, 8, 4, 1, 0, 2, 2",
    "0, 8, 4, 2, 1, 3, 1",
    "2, 0, 25, 4, 0, 7, 0",
    "2, 16, 8, 4, 2, 7, 0"
  })
  void uncles_start_above_the_subtree_that_was_asked_for(
      int layer, int index, int length, int proof, int uncles, int ancestor, int place) {
    HashRange range = new HashRange(layer, index, length, proof);

    assertThat(range.uncles()).isEqualTo(uncles);
    assertThat(range.answerLength()).isEqualTo((length + uncles) * 32);
    assertThat(range.ancestorLayer()).isEqualTo(ancestor);
    assertThat(range.ancestorIndex()).isEqualTo(place);
  }

  @Test
  void an_answer_of_another_length_is_refused() {
    HashRange range = new HashRange(0, 0, 2, 1);

    assertThatIllegalArgumentException().isThrownBy(() -> range.ancestor(new byte[64]));
  }

  private static byte[] sha256(byte[] left, byte[] right) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update(left);
    return sha.digest(right);
  }
}
