package io.quoin.metainfo;

import io.quoin.metainfo.MetainfoException.Code;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes torrents: v1 (BEP 3), v2 (BEP 52), or hybrids that are both.
 *
 * <p>The same files and settings give the same bytes: files are sorted, and there is no clock and
 * no random in it. For one thread and one torrent.
 *
 * <pre>{@code
 * CreatedTorrent made =
 *     TorrentBuilder.singleFile(Kind.HYBRID, "film.mkv", Files.size(film), () -> FileChannel.open(film))
 *         .trackers(List.of(List.of(URI.create("http://tracker.example/announce"))))
 *         .build((done, total) -> show(done, total));
 * Files.write(target, made.encoded());
 * }</pre>
 */
public final class TorrentBuilder {

  /** Which versions of the protocol a torrent is for. */
  public enum Kind {
    /** SHA-1 of pieces. */
    V1(true, false),
    /** SHA-256 Merkle trees of files. */
    V2(false, true),
    /** Both, with pad files (BEP 47) that align the files. */
    HYBRID(true, true);

    private final boolean v1;
    private final boolean v2;

    Kind(boolean v1, boolean v2) {
      this.v1 = v1;
      this.v2 = v2;
    }

    boolean hasV1() {
      return v1;
    }

    boolean hasV2() {
      return v2;
    }
  }

  /** A way to read a file, used once. */
  public interface Source {

    /**
     * Opens the file at its beginning. The builder closes it.
     *
     * @return a blocking channel
     * @throws IOException if it cannot be opened
     */
    ReadableByteChannel open() throws IOException;
  }

  /** Is told how far hashing is. */
  public interface Progress {

    /**
     * Called on the building thread after every few hundred KiB.
     *
     * @param done bytes hashed so far
     * @param total bytes of all files
     */
    void hashed(long done, long total);
  }

  /** A v2 tree of more levels is deeper than the dictionaries that anyone reads. */
  private static final int MAX_LEVELS = 96;

  /** Depth first, as the sorted dictionaries of a v2 file tree have it. */
  private static final Comparator<SourceFile> TREE_ORDER =
      (a, b) -> {
        int levels = Math.min(a.path().size(), b.path().size());
        for (int i = 0; i < levels; i++) {
          int order = a.path().get(i).compareTo(b.path().get(i));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(a.path().size(), b.path().size());
      };

  private final Kind kind;
  private final String name;
  private final boolean single;
  private final List<SourceFile> files = new ArrayList<>();
  private int pieceLength;
  private boolean isPrivate;
  private List<List<URI>> trackers = List.of();
  private List<URI> webSeeds = List.of();
  private String comment = "";
  private String createdBy = "";
  private long creationDate;

  private TorrentBuilder(Kind kind, String name, boolean single) {
    this.kind = kind;
    this.name = name;
    this.single = single;
  }

  /**
   * Starts a torrent of one file.
   *
   * @param kind its versions
   * @param name the file's name
   * @param length its size in bytes, 1 or more
   * @param source a way to read it
   * @return a builder
   */
  public static TorrentBuilder singleFile(Kind kind, String name, long length, Source source) {
    TorrentBuilder builder = new TorrentBuilder(kind, name, true);
    builder.files.add(SourceFile.of(List.of(name), length, source));
    return builder;
  }

  /**
   * Starts a torrent of a directory, to which files are {@linkplain #file added}.
   *
   * @param kind its versions
   * @param name the directory's name
   * @return a builder
   */
  public static TorrentBuilder directory(Kind kind, String name) {
    return new TorrentBuilder(kind, name, false);
  }

  /**
   * Adds a file of the directory. The order of adding does not matter.
   *
   * @param path its path below the directory, 1 to 96 names
   * @param length its size in bytes, 0 or more
   * @param source a way to read it
   * @return this builder
   * @throws IllegalStateException if the torrent is one of a single file
   */
  public TorrentBuilder file(List<String> path, long length, Source source) {
    if (single) {
      throw new IllegalStateException("a torrent of a single file takes no more files");
    }
    files.add(SourceFile.of(path, length, source));
    return this;
  }

  /**
   * Sets the piece length; without it one is chosen from 16 KiB to 16 MiB that gives about 1000 to
   * 2000 pieces, or one up to 256 MiB where there would be more than 131 072 of them.
   *
   * @param bytes a power of two from 16 KiB to 256 MiB
   * @return this builder
   * @throws IllegalArgumentException if it is anything else
   */
  public TorrentBuilder pieceLength(int bytes) {
    if (bytes < Layout.BLOCK
        || bytes >= Layout.PIECE_LENGTH_LIMIT
        || Integer.bitCount(bytes) != 1) {
      throw new IllegalArgumentException(
          "a piece length is a power of two from 16 KiB to 256 MiB, not " + bytes);
    }
    pieceLength = bytes;
    return this;
  }

  /**
   * Sets the trackers.
   *
   * @param tiers absolute addresses by tiers (BEP 12)
   * @return this builder
   */
  public TorrentBuilder trackers(List<List<URI>> tiers) {
    trackers = tiers.stream().map(List::copyOf).filter(tier -> !tier.isEmpty()).toList();
    return this;
  }

  /**
   * Sets the web seeds (BEP 19).
   *
   * @param seeds absolute addresses
   * @return this builder
   */
  public TorrentBuilder webSeeds(List<URI> seeds) {
    webSeeds = List.copyOf(seeds);
    return this;
  }

  /**
   * Makes it private or not (BEP 27); not, if this is never called.
   *
   * @param only whether peers come from its trackers alone
   * @return this builder
   */
  public TorrentBuilder isPrivate(boolean only) {
    isPrivate = only;
    return this;
  }

  /**
   * Sets a comment.
   *
   * @param text any text; empty for none
   * @return this builder
   */
  public TorrentBuilder comment(String text) {
    comment = text;
    return this;
  }

  /**
   * Sets the name of the program that makes it.
   *
   * @param text any text; empty for none
   * @return this builder
   */
  public TorrentBuilder createdBy(String text) {
    createdBy = text;
    return this;
  }

  /**
   * Sets the time it says it was made; none, if this is never called.
   *
   * @param time a time after 1970, kept in seconds
   * @return this builder
   */
  public TorrentBuilder creationDate(Instant time) {
    creationDate = time.getEpochSecond();
    return this;
  }

  /**
   * Reads all files once and makes the torrent.
   *
   * @param progress is told how far it is
   * @return the torrent
   * @throws IOException if a file cannot be read, or has another length than was said
   * @throws MetainfoException if nobody could use such a torrent: names that are unsafe or collide,
   *     too many pieces, no bytes at all
   */
  public CreatedTorrent build(Progress progress) throws IOException, MetainfoException {
    List<SourceFile> sorted = files.stream().sorted(TREE_ORDER).toList();
    checkFiles(sorted);
    TorrentWriter writer = new TorrentWriter(kind, single, name, chosenPieceLength(sorted), sorted);
    rehearse(writer, sorted);
    TorrentHashes hashes = new TorrentHasher(writer, progress).hash();
    byte[] encoded = Bencode.encode(torrent(writer, hashes));
    return new CreatedTorrent(encoded, Metainfo.parse(encoded, SafeNames.Target.POSIX));
  }

  private static void checkFiles(List<SourceFile> sorted) throws MetainfoException {
    if (sorted.stream().allMatch(file -> file.length() == 0)) {
      throw new MetainfoException(Code.BAD_LENGTH, "there is not one byte in any file");
    }
    for (SourceFile file : sorted) {
      if (file.path().size() > MAX_LEVELS) {
        throw new MetainfoException(
            Code.BAD_PATH, "a path of " + file.path().size() + " levels; at most " + MAX_LEVELS);
      }
    }
    for (int i = 1; i < sorted.size(); i++) {
      List<BString> before = sorted.get(i - 1).path();
      List<BString> path = sorted.get(i).path();
      if (path.size() >= before.size() && path.subList(0, before.size()).equals(before)) {
        throw new MetainfoException(
            Code.BAD_PATH, sorted.get(i - 1) + " is there twice, or as a file and a directory");
      }
    }
  }

  /** Whoever has to hash for an hour wants to know before that nobody can use the torrent. */
  private void rehearse(TorrentWriter writer, List<SourceFile> sorted) throws MetainfoException {
    TorrentHashes placeholders = TorrentHashes.placeholders(writer);
    int bytes = Bencode.encode(torrent(writer, placeholders)).length;
    if (bytes > Bencode.Limits.TORRENT.bytes()) {
      throw new MetainfoException(
          Code.TOO_LARGE,
          "the torrent would have "
              + bytes
              + " bytes, more than anyone reads; longer pieces make it smaller");
    }
    byte[] info = Bencode.encode(writer.info(isPrivate, placeholders));
    checkNames(
        sorted,
        new MetainfoParser(SafeNames.Target.POSIX).parseInfo(info, List.of(), List.of()).layout());
  }

  /** What is seeded from these files must find them under the names that parsing gives. */
  private void checkNames(List<SourceFile> sorted, Layout layout) throws MetainfoException {
    List<FileEntry> entries = layout.files().stream().filter(file -> !file.isPad()).toList();
    for (int i = 0; i < sorted.size(); i++) {
      String wanted = single ? name : name + "/" + sorted.get(i);
      String given = String.join("/", entries.get(i).path());
      if (!wanted.equals(given)) {
        throw new MetainfoException(
            Code.BAD_PATH,
            "'"
                + SafeNames.text(wanted, 200)
                + "' would be renamed to '"
                + given
                + "' by whoever downloads it; rename it first");
      }
    }
  }

  private int chosenPieceLength(List<SourceFile> sorted) {
    return pieceLength > 0
        ? pieceLength
        : PieceLengths.forTotal(sorted.stream().mapToLong(SourceFile::length).sum());
  }

  private BDictionary torrent(TorrentWriter writer, TorrentHashes hashes) {
    BDictionary.Builder torrent = BDictionary.builder().put("info", writer.info(isPrivate, hashes));
    if (kind.hasV2()) {
      torrent.put("piece layers", hashes.layers());
    }
    if (!trackers.isEmpty()) {
      torrent.put("announce", trackers.get(0).get(0).toString());
      if (trackers.size() > 1 || trackers.get(0).size() > 1) {
        torrent.put(
            "announce-list", BList.of(trackers.stream().map(TorrentBuilder::list).toList()));
      }
    }
    if (!webSeeds.isEmpty()) {
      torrent.put("url-list", list(webSeeds));
    }
    if (!comment.isEmpty()) {
      torrent.put("comment", comment);
    }
    if (!createdBy.isEmpty()) {
      torrent.put("created by", createdBy);
    }
    if (creationDate > 0) {
      torrent.put("creation date", creationDate);
    }
    return torrent.build();
  }

  private static BList list(List<URI> addresses) {
    return BList.of(addresses.stream().map(uri -> BString.of(uri.toString())).toList());
  }
}
