package io.quoin.metainfo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hashes the files of a torrent in one pass, for v1, v2 or both. */
final class TorrentHasher {

  private static final int BUFFER = 16 * Layout.BLOCK;

  private final TorrentBuilder.Kind kind;
  private final int pieceLength;
  private final boolean padded;
  private final List<SourceFile> files;
  private final TorrentBuilder.Progress progress;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final MessageDigest sha1 = Digests.sha1();
  private final MessageDigest sha256 = Digests.sha256();
  private final ByteArrayOutputStream pieceHashes = new ByteArrayOutputStream();
  private final List<Optional<BString>> roots = new ArrayList<>();
  private final BDictionary.Builder pieceLayers = BDictionary.builder();
  private int inPiece;
  private long done;
  private long total;

  TorrentHasher(TorrentWriter writer, TorrentBuilder.Progress progress) {
    this.kind = writer.kind();
    this.pieceLength = writer.pieceLength();
    this.padded = writer.padded();
    this.files = writer.files();
    this.progress = progress;
  }

  TorrentHashes hash() throws IOException {
    total = files.stream().mapToLong(SourceFile::length).sum();
    for (SourceFile file : files) {
      hash(file);
      if (padded) {
        pad();
      }
    }
    endPiece();
    return new TorrentHashes(BString.of(pieceHashes.toByteArray()), roots, pieceLayers.build());
  }

  private void hash(SourceFile file) throws IOException {
    ByteArrayOutputStream leaves = new ByteArrayOutputStream();
    ByteArrayOutputStream layer = new ByteArrayOutputStream();
    try (ReadableByteChannel channel = file.source().open()) {
      long left = file.length();
      while (left > 0) {
        int read = fill(file, channel, left);
        left -= read;
        if (kind.hasV1()) {
          hashV1();
        }
        if (kind.hasV2()) {
          hashLeaves(leaves, layer);
        }
        done += read;
        progress.hashed(done, total);
      }
      checkEnd(file, channel);
    }
    if (kind.hasV2()) {
      roots.add(file.length() == 0 ? Optional.empty() : Optional.of(root(file, leaves, layer)));
    }
  }

  /** Fills the buffer, or as much of it as the file has left. */
  private int fill(SourceFile file, ReadableByteChannel channel, long left) throws IOException {
    buffer.clear().limit((int) Math.min(BUFFER, left));
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new IOException(
            "'"
                + file
                + "' ended "
                + (left - buffer.position())
                + " bytes early; it was cut while it was read");
      }
    }
    return buffer.flip().remaining();
  }

  private void checkEnd(SourceFile file, ReadableByteChannel channel) throws IOException {
    if (channel.read(buffer.clear().limit(1)) > 0) {
      throw new IOException(
          "'" + file + "' has more than " + file.length() + " bytes; it grew while it was read");
    }
  }

  private void hashV1() {
    ByteBuffer bytes = buffer.duplicate();
    while (bytes.hasRemaining()) {
      int part = Math.min(bytes.remaining(), pieceLength - inPiece);
      sha1.update(bytes.slice(bytes.position(), part));
      bytes.position(bytes.position() + part);
      inPiece += part;
      if (inPiece == pieceLength) {
        endPiece();
      }
    }
  }

  private void hashLeaves(ByteArrayOutputStream leaves, ByteArrayOutputStream layer) {
    ByteBuffer bytes = buffer.duplicate();
    while (bytes.hasRemaining()) {
      int part = Math.min(bytes.remaining(), Layout.BLOCK);
      sha256.update(bytes.slice(bytes.position(), part));
      bytes.position(bytes.position() + part);
      leaves.writeBytes(sha256.digest());
      if (leaves.size() == pieceLength / Layout.BLOCK * MerkleTree.HASH) {
        endLayer(leaves, layer);
      }
    }
  }

  private BString root(SourceFile file, ByteArrayOutputStream leaves, ByteArrayOutputStream layer) {
    if (file.length() <= pieceLength) {
      return BString.of(
          layer.size() > 0 ? layer.toByteArray() : MerkleTree.root(leaves.toByteArray(), 0));
    }
    if (leaves.size() > 0) {
      endLayer(leaves, layer);
    }
    byte[] hashes = layer.toByteArray();
    int height = Integer.numberOfTrailingZeros(pieceLength / Layout.BLOCK);
    BString root = BString.of(MerkleTree.root(hashes, height));
    pieceLayers.put(root, BString.of(hashes));
    return root;
  }

  private void endLayer(ByteArrayOutputStream leaves, ByteArrayOutputStream layer) {
    layer.writeBytes(MerkleTree.root(leaves.toByteArray(), 0, pieceLength / Layout.BLOCK));
    leaves.reset();
  }

  /** Fills a piece up, as the pad after a file does. */
  private void pad() {
    byte[] zeros = new byte[Layout.BLOCK];
    while (inPiece > 0 && inPiece < pieceLength) {
      int part = Math.min(zeros.length, pieceLength - inPiece);
      sha1.update(zeros, 0, part);
      inPiece += part;
    }
    endPiece();
  }

  private void endPiece() {
    if (inPiece > 0) {
      pieceHashes.writeBytes(sha1.digest());
      inPiece = 0;
    }
  }
}
