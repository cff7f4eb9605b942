package io.quoin.metainfo;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What a hash request of BEP 52 asks for: consecutive hashes of one layer of a file's Merkle tree,
 * and the uncles that prove them. Built from a stranger's numbers it may be nonsense: ask {@link
 * #isWithin} before anything else.
 *
 * @param baseLayer the layer asked for, 0 for leaves
 * @param index the first hash, counted in that layer
 * @param length how many hashes; a power of two, or fewer at the end of a layer
 * @param proofLayers how many layers above the base layer the proof covers
 */
public record HashRange(int baseLayer, int index, int length, int proofLayers) {

  /** The most hashes that one request may ask for. */
  public static final int MAX_LENGTH = 512;

  /**
   * Whether this can be asked of a file.
   *
   * @param fileLength bytes of the file
   * @return false if one of the numbers is out of range
   */
  public boolean isWithin(long fileLength) {
    long leaves = (fileLength + Layout.BLOCK - 1) / Layout.BLOCK;
    int height = height(leaves);
    if (baseLayer < 0 || baseLayer >= height || length < 2 || length > MAX_LENGTH) {
      return false;
    }
    long hashes = (leaves + (1L << baseLayer) - 1) >> baseLayer;
    long end = (long) index + length;
    boolean fullWidth = length == width();
    return index >= 0
        && index % width() == 0
        && end <= 1L << (height - baseLayer)
        && (fullWidth || end == hashes)
        && proofLayers >= 0
        && proofLayers < height - baseLayer;
  }

  /**
   * How many uncle hashes follow the hashes asked for: one for each proof layer that those do not
   * already give.
   *
   * @return 0 or more
   */
  public int uncles() {
    return Math.max(0, proofLayers - Integer.numberOfTrailingZeros(width()) + 1);
  }

  /**
   * How long the answer is.
   *
   * @return bytes
   */
  public int answerLength() {
    return (length + uncles()) * MerkleTree.HASH;
  }

  /**
   * The layer of the hash that an answer leads up to; the root's layer if it proves everything.
   *
   * @return layers above the leaves
   */
  public int ancestorLayer() {
    return baseLayer + Integer.numberOfTrailingZeros(width()) + uncles();
  }

  /**
   * The place of that hash in its layer.
   *
   * @return 0 or more
   */
  public int ancestorIndex() {
    return index >> (ancestorLayer() - baseLayer);
  }

  /**
   * The hash that an answer leads up to. The answer is right if this is the one that is known: the
   * root of the file, or a hash of a layer that was proven before.
   *
   * @param answer the hashes and their uncles, {@link #answerLength()} bytes
   * @return 32 bytes: the hash at {@link #ancestorLayer()} and {@link #ancestorIndex()}
   * @throws IllegalArgumentException if the answer has another length
   */
  public byte[] ancestor(byte[] answer) {
    if (answer.length != answerLength()) {
      throw new IllegalArgumentException(
          "an answer of " + answer.length + " bytes, not " + answerLength());
    }
    MessageDigest sha = Digests.sha256();
    int ownBytes = length * MerkleTree.HASH;
    byte[] node = MerkleTree.root(Arrays.copyOf(answer, ownBytes), baseLayer, width());
    int place = index / width();
    for (int at = ownBytes; at < answer.length; at += MerkleTree.HASH) {
      boolean nodeIsRight = (place & 1) == 1;
      if (nodeIsRight) {
        sha.update(answer, at, MerkleTree.HASH);
        sha.update(node);
      } else {
        sha.update(node);
        sha.update(answer, at, MerkleTree.HASH);
      }
      node = sha.digest();
      place >>= 1;
    }
    return node;
  }

  /** The whole subtree that the hashes fill or, at the end of a layer, begin. */
  private int width() {
    return MerkleTree.widthFor(length);
  }

  private static int height(long leaves) {
    return leaves <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(leaves - 1);
  }
}
