package io.quoin.storage.hash;

import io.quoin.api.pieces.BlockDigest;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.MerkleTree;
import io.quoin.metainfo.Metainfo;
import io.quoin.storage.crew.Worker;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Hashes one piece as its bytes come. With a v1 hash they must come in order; of a v2 torrent each
 * run of whole blocks may come at any time, once. For one thread at a time.
 *
 * <p>Direct buffers are handed to the digest as they are: the JDK copies them in steps of 4 KiB,
 * which measured the same as copies of our own in steps of 16 or 64 KiB.
 */
public final class PieceVerifier {

  private final Metainfo metainfo;
  private final int piece;
  private final int length;
  private final int contentLength;
  private final boolean v1;
  private final boolean v2;
  private final boolean keepDigests;

  private MessageDigest sha1;
  private int cursor;

  /** SHA-256 of each block that has content, 32 bytes each; nothing without v2. */
  private final byte[] leaves;

  /** Blocks whose leaves are there. */
  private final BitSet hashed = new BitSet(0);

  /** Leaves that the torrent must have, once they are known; else empty. */
  private byte[] expectedLeaves = {};

  /** Digests of the blocks of a v1 torrent's piece that failed before; else empty. */
  private final BlockDigest[] digests;

  /**
   * Starts with a piece of which nothing has come.
   *
   * @param metainfo its torrent
   * @param piece its index
   * @param keepDigests whether the digests of its blocks will be asked for
   */
  public PieceVerifier(Metainfo metainfo, int piece, boolean keepDigests) {
    Layout layout = metainfo.layout();
    this.metainfo = metainfo;
    this.piece = piece;
    this.length = layout.pieceLength(piece);
    this.v1 = metainfo.hasV1();
    this.v2 = metainfo.hasV2() && metainfo.pieceRoot(piece).isPresent();
    this.contentLength = v2 ? layout.merkleLength(piece) : 0;
    this.keepDigests = keepDigests;
    this.leaves = new byte[blocks(contentLength) * MerkleTree.HASH];
    this.digests = new BlockDigest[keepDigests && !v2 ? blocks(length) : 0];
  }

  /**
   * Whether bytes must come in order.
   *
   * @return true if the torrent has a v1 hash
   */
  public boolean inOrder() {
    return v1;
  }

  /**
   * Takes the next run of bytes.
   *
   * @param run whole blocks; only the last one of the piece may be short; its position moves to its
   *     limit
   * @param begin where it starts in the piece
   * @param worker whose tools are used
   */
  public void update(ByteBuffer run, int begin, Worker worker) {
    if (v2 || keepDigests) {
      hashBlocks(run.duplicate(), begin, worker);
    }
    if (v1) {
      if (begin != cursor) {
        throw new IllegalStateException("bytes at " + begin + " before those at " + cursor);
      }
      cursor += run.remaining();
      if (sha1 == null) {
        sha1 = worker.sha1();
      }
      sha1.update(run);
    }
  }

  /**
   * What the hashes say once all bytes have come.
   *
   * @param worker whose tools are used
   * @return the verdict
   */
  public Verdict verdict(Worker worker) {
    Optional<Boolean> first = v1 ? Optional.of(sha1Matches(worker)) : Optional.empty();
    Optional<Boolean> second = v2 ? Optional.of(rootMatches()) : Optional.empty();
    if (first.isPresent() && second.isPresent() && !first.equals(second)) {
      return Verdict.DISAGREE;
    }
    return first.or(() -> second).orElse(false) ? Verdict.GOOD : Verdict.BAD;
  }

  /**
   * The digests of all blocks as they came.
   *
   * @return in order; nothing if they were not kept
   */
  public List<BlockDigest> digests() {
    List<BlockDigest> all = new ArrayList<>();
    if (v2) {
      for (int at = 0; at < leaves.length; at += MerkleTree.HASH) {
        all.add(digest(leaves, at));
      }
      while (all.size() < blocks(length)) {
        all.add(new BlockDigest(0, 0));
      }
    } else {
      all.addAll(List.of(digests));
    }
    return all;
  }

  /**
   * Whether {@link #digests} has them.
   *
   * @return true if they were to be kept or come with the v2 hashes
   */
  public boolean hasDigests() {
    return v2 || keepDigests;
  }

  /**
   * Learns what the blocks' hashes must be, if they prove themselves.
   *
   * @param hashes SHA-256 of each block, 32 bytes each
   * @return false if they don't add up to the piece's root; then they are not used
   */
  public boolean expect(byte[] hashes) {
    if (v2 && hashes.length == leaves.length && root(hashes).equals(metainfo.pieceRoot(piece))) {
      expectedLeaves = hashes.clone();
      return true;
    }
    return false;
  }

  /**
   * Which blocks have come and are known to be wrong.
   *
   * @param from first block to look at
   * @param to the block after the last
   * @return their numbers; empty if it is not known what they must be
   */
  public BitSet wrong(int from, int to) {
    BitSet wrong = new BitSet(0);
    if (expectedLeaves.length > 0) {
      for (int b = hashed.nextSetBit(from); b >= 0 && b < to; b = hashed.nextSetBit(b + 1)) {
        int at = b * MerkleTree.HASH;
        int end = at + MerkleTree.HASH;
        wrong.set(b, !Arrays.equals(leaves, at, end, expectedLeaves, at, end));
      }
    }
    return wrong;
  }

  /**
   * A verifier for another attempt, which knows as much of what the blocks must be.
   *
   * @return a new one, of which nothing has come
   */
  public PieceVerifier again() {
    PieceVerifier fresh = new PieceVerifier(metainfo, piece, keepDigests);
    fresh.expectedLeaves = expectedLeaves;
    return fresh;
  }

  /**
   * Gives the digests back; the verifier is of no use after it.
   *
   * @param worker takes them
   */
  public void drop(Worker worker) {
    if (sha1 != null) {
      sha1.reset();
      worker.giveBack(sha1);
      sha1 = null;
    }
  }

  private boolean sha1Matches(Worker worker) {
    if (sha1 == null || cursor != length) {
      throw new IllegalStateException("only " + cursor + " of " + length + " bytes came");
    }
    byte[] found = sha1.digest();
    worker.giveBack(sha1);
    sha1 = null;
    return ByteBuffer.wrap(found).equals(metainfo.pieceHash(piece));
  }

  private boolean rootMatches() {
    return root(leaves).equals(metainfo.pieceRoot(piece));
  }

  private Optional<ByteBuffer> root(byte[] hashes) {
    int width = metainfo.layout().merkleWidth(piece);
    return Optional.of(ByteBuffer.wrap(MerkleTree.root(hashes, 0, width)));
  }

  private void hashBlocks(ByteBuffer run, int begin, Worker worker) {
    MessageDigest sha256 = worker.sha256();
    int end = begin + run.remaining();
    for (int at = begin; at < end; at += Layout.BLOCK) {
      int block = at / Layout.BLOCK;
      int bytes = Math.min(Layout.BLOCK, end - at);
      if (v2) {
        hashLeaf(sha256, run, at, bytes);
      } else {
        run.limit(run.position() + bytes);
        sha256.update(run);
        digests[block] = digest(sha256.digest(), 0);
      }
    }
    worker.giveBack(sha256);
  }

  /** A leaf covers the content alone, not the pad behind it. */
  private void hashLeaf(MessageDigest sha256, ByteBuffer run, int at, int bytes) {
    int start = run.position();
    int content = Math.min(bytes, contentLength - at);
    if (content > 0) {
      run.limit(start + content);
      sha256.update(run);
      hashed.set(at / Layout.BLOCK);
      try {
        sha256.digest(leaves, at / Layout.BLOCK * MerkleTree.HASH, MerkleTree.HASH);
      } catch (DigestException impossible) {
        throw new AssertionError(impossible);
      }
    }
    run.limit(start + bytes).position(start + bytes);
  }

  private static BlockDigest digest(byte[] sha256, int at) {
    ByteBuffer bytes = ByteBuffer.wrap(sha256);
    return new BlockDigest(bytes.getLong(at), bytes.getLong(at + Long.BYTES));
  }

  private static int blocks(int length) {
    return (length + Layout.BLOCK - 1) / Layout.BLOCK;
  }
}
