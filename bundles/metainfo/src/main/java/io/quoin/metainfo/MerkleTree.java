package io.quoin.metainfo;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A hash tree of BEP 52, or the upper part of one: SHA-256 over blocks of 16 KiB, filled up with
 * zero hashes to a power of two. Layer 0 holds the leaves; a hash of layer {@code n} stands for
 * {@code 2^n} leaves.
 *
 * <p>Hashes travel as one array of 32 bytes each. A tree is immutable and keeps about twice the
 * bytes of its lowest layer; the static methods keep nothing.
 */
public final class MerkleTree {

  /** Bytes of a hash. */
  public static final int HASH = 32;

  /** Layers above the leaves that a file of 2^48 bytes needs. */
  public static final int MAX_LAYERS = 34;

  private static final byte[][] PADS = pads();

  private final int lowest;
  private final byte[][] layers;

  private MerkleTree(int lowest, byte[][] layers) {
    this.lowest = lowest;
    this.layers = layers;
  }

  /**
   * The tree above all hashes of one layer.
   *
   * @param hashes 32 bytes each, at least one; copied
   * @param layer the layer they are of, 0 for leaves
   * @param width the width to fill up to, in hashes: a power of two, not less than there are
   * @return the tree
   * @throws IllegalArgumentException if the hashes or the width are not as they must be
   */
  public static MerkleTree of(byte[] hashes, int layer, int width) {
    check(hashes, layer, width);
    MessageDigest sha = Digests.sha256();
    byte[][] layers = new byte[Integer.numberOfTrailingZeros(width) + 1][];
    layers[0] = hashes.clone();
    for (int i = 1; i < layers.length; i++) {
      layers[i] = parents(layers[i - 1], layer + i - 1, sha);
    }
    return new MerkleTree(layer, layers);
  }

  /**
   * The root over consecutive hashes of one layer, filled up to the next power of two.
   *
   * @param hashes 32 bytes each, at least one
   * @param layer the layer they are of, 0 for leaves
   * @return 32 bytes
   * @throws IllegalArgumentException if the hashes are not as they must be
   */
  public static byte[] root(byte[] hashes, int layer) {
    return root(hashes, layer, widthFor(hashes.length / HASH));
  }

  /**
   * The root over consecutive hashes of one layer, filled up to a width.
   *
   * @param hashes 32 bytes each, at least one
   * @param layer the layer they are of, 0 for leaves
   * @param width the width to fill up to, in hashes: a power of two, not less than there are
   * @return 32 bytes
   * @throws IllegalArgumentException if the hashes or the width are not as they must be
   */
  public static byte[] root(byte[] hashes, int layer, int width) {
    check(hashes, layer, width);
    MessageDigest sha = Digests.sha256();
    byte[] nodes = hashes;
    int height = layer;
    for (int reach = width; reach > 1; reach /= 2) {
      nodes = parents(nodes, height, sha);
      height++;
    }
    return Arrays.copyOf(nodes, HASH);
  }

  /**
   * The root of a subtree that holds no data: 32 zero bytes at the leaves, their pairs hashed
   * above.
   *
   * @param layer layers above the leaves, 0 to {@link #MAX_LAYERS}
   * @return 32 bytes, the caller's own
   */
  public static byte[] padHash(int layer) {
    return PADS[layer].clone();
  }

  /**
   * The width of the tree over some hashes.
   *
   * @param count 0 to 2^30
   * @return the power of two that is not less, at least 1
   */
  public static int widthFor(int count) {
    return count <= 1 ? 1 : Integer.highestOneBit(count - 1) << 1;
  }

  /**
   * The root of this tree.
   *
   * @return 32 bytes, the caller's own
   */
  public byte[] root() {
    return layers[layers.length - 1].clone();
  }

  /**
   * Some hashes of one layer; those beyond the data are {@linkplain #padHash pads}.
   *
   * @param layer from the lowest layer of this tree to its root's
   * @param index the first hash, counted in that layer
   * @param count how many
   * @return 32 bytes each, the caller's own
   * @throws IndexOutOfBoundsException if the tree has no such hashes
   */
  public byte[] hashes(int layer, int index, int count) {
    int width = width(layer);
    if (index < 0 || count < 0 || count > width - index) {
      throw new IndexOutOfBoundsException(index + "+" + count + " is outside " + width + " hashes");
    }
    byte[] known = layers[layer - lowest];
    byte[] hashes = new byte[count * HASH];
    for (int i = 0; i < count; i++) {
      int at = (index + i) * HASH;
      boolean isPad = at >= known.length;
      System.arraycopy(isPad ? PADS[layer] : known, isPad ? 0 : at, hashes, i * HASH, HASH);
    }
    return hashes;
  }

  /**
   * The uncles of a hash: its sibling, its parent's sibling and so on upwards.
   *
   * @param layer the layer of the hash, from the lowest layer of this tree to its root's
   * @param index its place in that layer
   * @param count how many
   * @return 32 bytes each, the caller's own
   * @throws IndexOutOfBoundsException if the tree ends before
   */
  public byte[] uncles(int layer, int index, int count) {
    byte[] uncles = new byte[count * HASH];
    for (int i = 0; i < count; i++) {
      byte[] sibling = hashes(layer + i, (index >> i) ^ 1, 1);
      System.arraycopy(sibling, 0, uncles, i * HASH, HASH);
    }
    return uncles;
  }

  /**
   * The answer to a hash request (BEP 52): the hashes, then the uncles that prove them.
   *
   * @param range what is asked for, from this tree's lowest layer upwards, and {@linkplain
   *     HashRange#isWithin within} the file
   * @return {@link HashRange#answerLength()} bytes, the caller's own
   * @throws IndexOutOfBoundsException if the tree does not have it all
   */
  public byte[] answer(HashRange range) {
    byte[] own = hashes(range.baseLayer(), range.index(), range.length());
    int subtree = range.ancestorLayer() - range.uncles();
    byte[] uncles = uncles(subtree, range.index() >> (subtree - range.baseLayer()), range.uncles());
    byte[] answer = Arrays.copyOf(own, own.length + uncles.length);
    System.arraycopy(uncles, 0, answer, own.length, uncles.length);
    return answer;
  }

  private int width(int layer) {
    if (layer < lowest || layer >= lowest + layers.length) {
      throw new IndexOutOfBoundsException(
          "layer " + layer + " is outside " + lowest + " to " + (lowest + layers.length - 1));
    }
    return 1 << (lowest + layers.length - 1 - layer);
  }

  private static void check(byte[] hashes, int layer, int width) {
    int count = hashes.length / HASH;
    if (count == 0 || hashes.length % HASH != 0 || count > width || Integer.bitCount(width) != 1) {
      throw new IllegalArgumentException(
          hashes.length + " bytes of hashes in a layer of width " + width);
    }
    if (layer < 0 || layer + Integer.numberOfTrailingZeros(width) > MAX_LAYERS) {
      throw new IllegalArgumentException("no layer " + layer + " of width " + width);
    }
  }

  private static byte[] parents(byte[] hashes, int layer, MessageDigest sha) {
    int count = hashes.length / HASH;
    byte[] parents = new byte[(count + 1) / 2 * HASH];
    try {
      for (int i = 0; i < count; i += 2) {
        sha.update(hashes, i * HASH, HASH);
        if (i + 1 < count) {
          sha.update(hashes, (i + 1) * HASH, HASH);
        } else {
          sha.update(PADS[layer]);
        }
        sha.digest(parents, i / 2 * HASH, HASH);
      }
    } catch (DigestException impossible) {
      throw new AssertionError(impossible);
    }
    return parents;
  }

  private static byte[][] pads() {
    MessageDigest sha = Digests.sha256();
    byte[][] pads = new byte[MAX_LAYERS + 1][];
    pads[0] = new byte[HASH];
    for (int layer = 1; layer <= MAX_LAYERS; layer++) {
      sha.update(pads[layer - 1]);
      pads[layer] = sha.digest(pads[layer - 1]);
    }
    return pads;
  }
}
