package io.quoin.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MerklePropertiesTest {

  @Property(seed = "21")
  void an_answer_with_all_proof_layers_leads_to_the_root(
      @ForAll @IntRange(min = 2, max = 300) int leaves,
      @ForAll @IntRange(min = 0, max = 8) int layer,
      @ForAll @IntRange(min = 1, max = 8) int doublings,
      @ForAll @IntRange(min = 0, max = 300) int place) {
    MerkleTree tree = tree(leaves);
    HashRange range = range(leaves, layer, doublings, place);

    byte[] answer = tree.answer(range);

    assertThat(range.isWithin((long) leaves * Layout.BLOCK)).isTrue();
    assertThat(answer).hasSize(range.answerLength());
    assertThat(range.ancestorLayer()).isEqualTo(height(leaves));
    assertThat(range.ancestorIndex()).isZero();
    assertThat(range.ancestor(answer)).isEqualTo(tree.root());
  }

  @Property(seed = "22")
  void an_answer_with_some_proof_layers_leads_to_the_hash_it_names(
      @ForAll @IntRange(min = 2, max = 300) int leaves,
      @ForAll @IntRange(min = 1, max = 8) int doublings,
      @ForAll @IntRange(min = 0, max = 300) int place,
      @ForAll @IntRange(min = 0, max = 8) int proofLayers) {
    MerkleTree tree = tree(leaves);
    HashRange whole = range(leaves, 0, doublings, place);
    HashRange range =
        new HashRange(0, whole.index(), whole.length(), Math.min(proofLayers, whole.proofLayers()));

    byte[] ancestor = range.ancestor(tree.answer(range));

    assertThat(ancestor).isEqualTo(tree.hashes(range.ancestorLayer(), range.ancestorIndex(), 1));
  }

  @Property(seed = "23")
  void an_answer_that_was_tampered_with_does_not_lead_to_the_root(
      @ForAll @IntRange(min = 2, max = 300) int leaves,
      @ForAll @IntRange(min = 1, max = 8) int doublings,
      @ForAll @IntRange(min = 0, max = 300) int place,
      @ForAll @IntRange(min = 0, max = 1 << 20) int bit) {
    MerkleTree tree = tree(leaves);
    HashRange range = range(leaves, 0, doublings, place);
    byte[] answer = tree.answer(range);
    answer[bit / 8 % answer.length] ^= (byte) (1 << bit % 8);

    assertThat(range.ancestor(answer)).isNotEqualTo(tree.root());
  }

  @Property(seed = "24")
  void a_root_over_pieces_is_the_root_over_leaves(
      @ForAll @IntRange(min = 1, max = 300) int leaves,
      @ForAll @IntRange(min = 0, max = 5) int pieceLayer) {
    byte[] hashes = Torrents.data(leaves, leaves * 32);
    int width = 1 << pieceLayer;
    int pieces = (leaves + width - 1) / width;
    byte[] layer = new byte[pieces * 32];
    for (int i = 0; i < pieces; i++) {
      byte[] piece =
          Arrays.copyOfRange(hashes, i * width * 32, Math.min(hashes.length, (i + 1) * width * 32));
      System.arraycopy(MerkleTree.root(piece, 0, width), 0, layer, i * 32, 32);
    }

    byte[] root = MerkleTree.root(layer, pieceLayer);

    assertThat(root)
        .isEqualTo(MerkleTree.root(hashes, 0, Math.max(width, MerkleTree.widthFor(leaves))));
  }

  private static MerkleTree tree(int leaves) {
    return MerkleTree.of(Torrents.data(leaves, leaves * 32), 0, MerkleTree.widthFor(leaves));
  }

  /** A request that such a file allows, proven up to the root. */
  private static HashRange range(int leaves, int wantedLayer, int doublings, int place) {
    int height = height(leaves);
    int layer = Math.min(wantedLayer, height - 1);
    int length = Math.min(1 << doublings, 1 << (height - layer));
    int starts = (1 << (height - layer)) / length;
    return new HashRange(layer, place % starts * length, length, height - layer - 1);
  }

  private static int height(int leaves) {
    return Integer.numberOfTrailingZeros(MerkleTree.widthFor(leaves));
  }
}
