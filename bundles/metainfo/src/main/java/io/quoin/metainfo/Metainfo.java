package io.quoin.metainfo;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a torrent says, checked: every name is safe, every number in range, every hash where it must
 * be. Immutable.
 *
 * <pre>{@code
 * Metainfo torrent = Metainfo.parse(Files.readAllBytes(file));
 * torrent.layout().files().forEach(System.out::println);
 * }</pre>
 */
public final class Metainfo {

  private final byte[] rawInfo;
  private final InfoHashes infoHashes;
  private final InfoParser.Info info;
  private final boolean isPrivate;
  private final Announcement announcement;
  private final Map<BString, BString> pieceLayers;
  private final List<String> warnings;

  Metainfo(
      byte[] rawInfo,
      InfoHashes infoHashes,
      InfoParser.Info info,
      boolean isPrivate,
      Announcement announcement,
      Map<BString, BString> pieceLayers,
      List<String> warnings) {
    this.rawInfo = rawInfo;
    this.infoHashes = infoHashes;
    this.info = info;
    this.isPrivate = isPrivate;
    this.announcement = announcement;
    this.pieceLayers = pieceLayers;
    this.warnings = warnings;
  }

  /**
   * Reads a {@code .torrent} file, with names for the system this program runs on.
   *
   * @param torrent the file's bytes, at most 10 MB; copied
   * @return what it says
   * @throws MetainfoException if it is refused, with the reason
   */
  public static Metainfo parse(byte[] torrent) throws MetainfoException {
    return parse(torrent, SafeNames.Target.here());
  }

  /**
   * Reads a {@code .torrent} file.
   *
   * @param torrent the file's bytes, at most 10 MB; copied
   * @param names which system the names must fit
   * @return what it says
   * @throws MetainfoException if it is refused, with the reason
   */
  public static Metainfo parse(byte[] torrent, SafeNames.Target names) throws MetainfoException {
    return new MetainfoParser(names).parse(torrent.clone());
  }

  /**
   * Reads an info dictionary that peers sent, with names for the system this program runs on. That
   * it has the wanted hash is the caller's to check, with {@link InfoHashes#verify}.
   *
   * @param rawInfo the bytes of the dictionary; copied
   * @param trackers tiers of trackers to know of it
   * @param webSeeds web seeds to know of it
   * @return what it says; of piece layers it has none
   * @throws MetainfoException if it is refused, with the reason
   */
  public static Metainfo fromInfo(byte[] rawInfo, List<List<URI>> trackers, List<URI> webSeeds)
      throws MetainfoException {
    return new MetainfoParser(SafeNames.Target.here())
        .parseInfo(rawInfo.clone(), trackers, webSeeds);
  }

  /**
   * The torrent's name: the name of its only file or of the directory of its files.
   *
   * @return a safe name
   */
  public String name() {
    return info.name();
  }

  /**
   * Its info-hashes.
   *
   * @return v1, v2 or both
   */
  public InfoHashes infoHashes() {
    return infoHashes;
  }

  /**
   * Whether it has a v1 part: SHA-1 hashes of pieces.
   *
   * @return true for v1 and hybrid torrents
   */
  public boolean hasV1() {
    return info.v1();
  }

  /**
   * Whether it has a v2 part (BEP 52): Merkle trees of files.
   *
   * @return true for v2 and hybrid torrents
   */
  public boolean hasV2() {
    return info.v2();
  }

  /**
   * Whether peers come from its trackers alone (BEP 27).
   *
   * @return true for a private torrent
   */
  public boolean isPrivate() {
    return isPrivate;
  }

  /**
   * The trackers by tiers (BEP 12), in the torrent's order, each tracker once.
   *
   * @return absolute addresses, unmodifiable; empty tiers are left out
   */
  public List<List<URI>> trackers() {
    return announcement.trackers();
  }

  /**
   * Web seeds (BEP 19), each once.
   *
   * @return absolute addresses, unmodifiable
   */
  public List<URI> webSeeds() {
    return announcement.webSeeds();
  }

  /**
   * HTTP seeds (BEP 17), each once.
   *
   * @return absolute addresses, unmodifiable
   */
  public List<URI> httpSeeds() {
    return announcement.httpSeeds();
  }

  /**
   * DHT nodes to start from (BEP 5).
   *
   * @return unresolved addresses, unmodifiable
   */
  public List<InetSocketAddress> nodes() {
    return announcement.nodes();
  }

  /**
   * What its maker wrote about it.
   *
   * @return text that is safe to print, or nothing
   */
  public Optional<String> comment() {
    return announcement.comment();
  }

  /**
   * The program that made it.
   *
   * @return text that is safe to print, or nothing
   */
  public Optional<String> createdBy() {
    return announcement.createdBy();
  }

  /**
   * When it says it was made.
   *
   * @return a time, in seconds, or nothing
   */
  public Optional<Instant> creationDate() {
    return announcement.creationDate();
  }

  /**
   * The info dictionary as it came: what the info-hashes are digests of and what ut_metadata sends.
   *
   * @return a new read-only buffer
   */
  public ByteBuffer rawInfo() {
    return ByteBuffer.wrap(rawInfo).asReadOnlyBuffer();
  }

  /**
   * Its pieces and files.
   *
   * @return the layout
   */
  public Layout layout() {
    return info.layout();
  }

  /**
   * The SHA-1 of a piece.
   *
   * @param piece 0 to the piece count - 1
   * @return a new read-only buffer of 20 bytes
   * @throws IllegalStateException if the torrent has no v1 part
   * @throws IndexOutOfBoundsException if there is no such piece
   */
  public ByteBuffer pieceHash(int piece) {
    if (!hasV1()) {
      throw new IllegalStateException("a v2 torrent has no SHA-1 of pieces");
    }
    return info.pieceHashes().bytes().slice(piece * InfoHash.V1_BYTES, InfoHash.V1_BYTES);
  }

  /**
   * The root of the Merkle subtree that a piece must have: {@link MerkleTree#root(byte[], int,
   * int)} over the SHA-256 of its blocks, as wide as {@link Layout#merkleWidth(int)} says.
   *
   * @param piece 0 to the piece count - 1
   * @return a new read-only buffer of 32 bytes; nothing if the file's piece layer is not known yet
   * @throws IllegalStateException if the torrent has no v2 part
   * @throws IndexOutOfBoundsException if there is no such piece
   */
  public Optional<ByteBuffer> pieceRoot(int piece) {
    if (!hasV2()) {
      throw new IllegalStateException("a v1 torrent has no Merkle trees");
    }
    FileEntry file = layout().fileOfPiece(piece);
    if (file.length() <= layout().pieceLength()) {
      return file.piecesRoot();
    }
    int at = (piece - file.firstPiece()) * MerkleTree.HASH;
    return pieceLayer(file.index()).map(layer -> layer.slice(at, MerkleTree.HASH));
  }

  /**
   * The piece layer of a file: the hashes of all its pieces.
   *
   * @param file an index into {@link Layout#files()}
   * @return a new read-only buffer of 32 bytes a piece; nothing if the file needs none, having no
   *     more than one piece, or if it is not known yet
   */
  public Optional<ByteBuffer> pieceLayer(int file) {
    return layout().files().get(file).root().map(pieceLayers::get).map(BString::bytes);
  }

  /**
   * The files whose piece layers are needed and not known: to be fetched from peers.
   *
   * @return indices into {@link Layout#files()}, ascending; empty for v1 torrents
   */
  public List<Integer> missingPieceLayers() {
    return layout().files().stream()
        .filter(f -> f.root().isPresent() && f.length() > layout().pieceLength())
        .map(FileEntry::index)
        .filter(f -> pieceLayer(f).isEmpty())
        .toList();
  }

  /**
   * This torrent with one more piece layer.
   *
   * @param file an index into {@link Layout#files()}
   * @param layer 32 bytes for each piece of the file; copied
   * @return a torrent that knows it
   * @throws MetainfoException if the layer does not hash to the file's root
   */
  public Metainfo withPieceLayer(int file, byte[] layer) throws MetainfoException {
    return new Metainfo(
        rawInfo,
        infoHashes,
        info,
        isPrivate,
        announcement,
        PieceLayers.with(pieceLayers, layout(), layout().files().get(file), layer),
        warnings);
  }

  /**
   * What was renamed or ignored.
   *
   * @return sentences that are safe to print, at most about a hundred
   */
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Metainfo that
        && Arrays.equals(that.rawInfo, rawInfo)
        && that.announcement.equals(announcement)
        && that.pieceLayers.equals(pieceLayers);
  }

  @Override
  public int hashCode() {
    return infoHashes.hashCode();
  }

  @Override
  public String toString() {
    return name() + " " + infoHashes;
  }
}
