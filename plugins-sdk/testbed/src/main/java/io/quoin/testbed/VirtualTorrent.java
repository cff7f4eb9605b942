package io.quoin.testbed;

import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A torrent whose content has no bytes: a layout, an info-hash, and hashes that nothing is compared
 * with.
 *
 * @param metainfo what peers know of it
 */
public record VirtualTorrent(Metainfo metainfo) {
  private static final int HASH = 20;

  /**
   * Makes up a torrent of one file (BEP 3).
   *
   * @param bytes its length, 1 or more
   * @param pieceLength bytes of a piece, as {@link io.quoin.metainfo.TorrentBuilder} takes them
   * @param random draws its hashes
   * @throws IllegalArgumentException if no torrent is like that
   */
  static VirtualTorrent of(long bytes, int pieceLength, RandomGenerator random) {
    byte[] hashes = new byte[Math.toIntExact((bytes + pieceLength - 1) / pieceLength) * HASH];
    random.nextBytes(hashes);
    BDictionary info =
        BDictionary.builder()
            .put("length", bytes)
            .put("name", "virtual")
            .put("piece length", pieceLength)
            .put("pieces", hashes)
            .build();
    try {
      return new VirtualTorrent(Metainfo.fromInfo(Bencode.encode(info), List.of(), List.of()));
    } catch (MetainfoException e) {
      throw new IllegalArgumentException(
          "no torrent has " + bytes + " bytes in pieces of " + pieceLength, e);
    }
  }

  /**
   * How long its content is.
   *
   * @return bytes
   */
  public long bytes() {
    return metainfo.layout().totalLength();
  }
}
